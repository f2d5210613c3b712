/** Plays what was asked and said at a school through the same verbs that people use, on the days of its story. */

import { type Member, scopeOf } from '../people/people.js';
import { actionGround } from '../plan/remarks.js';
import { reply, writeRemark } from '../remark/changes.js';
import { reviewGround } from '../review/remarks.js';
import type { World } from '../storage/world.js';
import type { CastRemark } from './cast.js';

interface Stage {
  people: Record<string, Member>;
  /** Ids, in order. */
  reviews: string[];
}

const how = { key: null };

/** Every remark with its replies. */
export async function playRemarks(
  world: World,
  stage: Stage,
  remarks: readonly CastRemark[],
): Promise<void> {
  const on = (day: string): World => ({ ...world, clock: () => new Date(`${day}T16:40:00Z`) });
  const who = (key: string): Member => {
    const person = stage.people[key];
    if (!person) throw new Error(`Nobody in the cast is called ${key}.`);
    return person;
  };
  for (const told of remarks) {
    const { kind, words, replies } = told;
    const { ground, at } = await placeOf(world, who(told.by), stage, told);
    const written = { ...at, kind, words };
    const { id: remark } = await writeRemark(on(told.on), who(told.by), ground, written, how);
    for (const each of replies) {
      const { words: said, isAnswer = false } = each;
      const replied = { id: at.id, remark, words: said, isAnswer };
      await reply(on(each.on), who(each.by), ground, replied, how);
    }
  }
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
