/** What was asked and said at a school, through the same verbs that people use, on the days of its story. */

import { actionTarget } from '../plan/remarks.js';
import { type Member, scopeOf } from '../platform/access/member.js';
import type { AppContext } from '../platform/storage/context.js';
import { reply, writeRemark } from '../remark/changes.js';
import { reviewTarget } from '../review/remarks.js';
import type { DemoRemark } from './demo-types.js';
import type { Turn } from './timeline.js';

interface Stage {
  people: Record<string, Member>;
  /** Ids, in order. */
  reviews: string[];
}

const how = { key: null };

/** A remark, and each of its replies. */
export function turnsOfRemark(stage: Stage, message: DemoRemark): Turn[] {
  const on = (day: string) => new Date(`${day}T16:40:00Z`);
  const who = (key: string): Member => {
    const person = stage.people[key];
    if (!person) throw new Error(`No one in the cast is called ${key}.`);
    return person;
  };
  const { kind, words, replies } = message;
  let place: Awaited<ReturnType<typeof placeOf>>;
  let remark = '';
  return [
    {
      at: on(message.on),
      async play(context) {
        place = await placeOf(context, who(message.by), stage, message);
        const written = { ...place.at, kind, words };
        ({ id: remark } = await writeRemark(context, who(message.by), place.target, written, how));
      },
    },
    ...replies.map(({ on: day, by, words: said, isAnswer = false }) => ({
      at: on(day),
      async play(context: AppContext) {
        const replied = { id: place.at.id, remark, words: said, isAnswer };
        await reply(context, who(by), place.target, replied, how);
      },
    })),
  ];
}

/** The review or the action that is spoken of. */
async function placeOf(context: AppContext, by: Member, { reviews }: Stage, message: DemoRemark) {
  if ('review' in message) {
    const at = { id: reviews[message.review] ?? '', statement: message.statement };
    return { target: reviewTarget, at };
  }
  const { id } = await context.storage.read(scopeOf(by), (db) =>
    db
      .selectFrom('actions')
      .select('id')
      .where('title', '=', message.action)
      .executeTakeFirstOrThrow(),
  );
  return { target: actionTarget, at: { id, statement: null } };
}
