/** Plays what was asked and said at a school through the same verbs that people use, on the days of its story. */

import type { Member } from '../people/people.js';
import { reply, writeRemark } from '../remark/changes.js';
import { reviewGround } from '../review/remarks.js';
import type { World } from '../storage/world.js';
import type { CastRemark } from './cast.js';

interface Stage {
  people: Record<string, Member>;
  /** Ids, in order. */
  reviews: string[];
}

const how = { key: null, origin: '' };

/** Every remark with its replies. */
export async function playRemarks(
  world: World,
  { people, reviews }: Stage,
  remarks: readonly CastRemark[],
): Promise<void> {
  const on = (day: string): World => ({ ...world, clock: () => new Date(`${day}T16:40:00Z`) });
  const who = (key: string): Member => {
    const person = people[key];
    if (!person) throw new Error(`Nobody in the cast is called ${key}.`);
    return person;
  };
  for (const { on: day, by, review, statement, kind, words, replies } of remarks) {
    const id = reviews[review] ?? '';
    const written = { id, statement, kind, words };
    const { id: remark } = await writeRemark(on(day), who(by), reviewGround, written, how);
    for (const each of replies) {
      const { words: said, isAnswer = false } = each;
      const replied = { id, remark, words: said, isAnswer };
      await reply(on(each.on), who(each.by), reviewGround, replied, how);
    }
  }
}
