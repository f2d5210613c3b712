/** What was asked and said at a school, through the same verbs that people use, on the days of its story. */

import { actionGround } from '../plan/remarks.js';
import { type Member, scopeOf } from '../platform/access/member.js';
import type { World } from '../platform/storage/context.js';
import { reply, writeRemark } from '../remark/changes.js';
import { reviewGround } from '../review/remarks.js';
import type { CastRemark } from './cast.js';
import type { Turn } from './timeline.js';

interface Stage {
  people: Record<string, Member>;
  /** Ids, in order. */
  reviews: string[];
}

const how = { key: null };

/** A remark, and each of its replies. */
export function turnsOfRemark(stage: Stage, told: CastRemark): Turn[] {
  const on = (day: string) => new Date(`${day}T16:40:00Z`);
  const who = (key: string): Member => {
    const person = stage.people[key];
    if (!person) throw new Error(`Nobody in the cast is called ${key}.`);
    return person;
  };
  const { kind, words, replies } = told;
  let place: Awaited<ReturnType<typeof placeOf>>;
  let remark = '';
  return [
    {
      at: on(told.on),
      async play(world) {
        place = await placeOf(world, who(told.by), stage, told);
        const written = { ...place.at, kind, words };
        ({ id: remark } = await writeRemark(world, who(told.by), place.ground, written, how));
      },
    },
    ...replies.map(({ on: day, by, words: said, isAnswer = false }) => ({
      at: on(day),
      async play(world: World) {
        const replied = { id: place.at.id, remark, words: said, isAnswer };
        await reply(world, who(by), place.ground, replied, how);
      },
    })),
  ];
}

/** The review or the action that is spoken of. */
async function placeOf(world: World, by: Member, { reviews }: Stage, told: CastRemark) {
  if ('review' in told) {
    const at = { id: reviews[told.review] ?? '', statement: told.statement };
    return { ground: reviewGround, at };
  }
  const { id } = await world.storage.read(scopeOf(by), (db) =>
    db
      .selectFrom('actions')
      .select('id')
      .where('title', '=', told.action)
      .executeTakeFirstOrThrow(),
  );
  return { ground: actionGround, at: { id, statement: null } };
}
