/** Receipts: a form that is sent twice has one effect, and both answers are the same. */

import type { World } from './context.js';
import { type Db, installation } from './transaction.js';

/**
 * Runs `work` once for this person and key. The second time its first answer is given back, unrun.
 * A key of null means that the caller asks for no such care.
 */
export async function once<T>(
  db: Db,
  world: Pick<World, 'clock'>,
  person: string,
  key: string | null,
  work: () => Promise<T>,
): Promise<T> {
  if (key === null) return work();
  const taken = await db
    .insertInto('receipts')
    .values({ person_id: person, key, at: world.clock() })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (taken.numInsertedOrUpdatedRows === 0n) {
    const { answer } = await db
      .selectFrom('receipts')
      .select('answer')
      .where('person_id', '=', person)
      .where('key', '=', key)
      .executeTakeFirstOrThrow();
    return answer as T;
  }
  const answer = await work();
  if (answer) {
    await db
      .updateTable('receipts')
      .set({ answer: JSON.stringify(answer) })
      .where('person_id', '=', person)
      .where('key', '=', key)
      .execute();
  }
  return answer;
}

/** Longer than any page with a form in it can stay open: a session ends after a week. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

/** Lets go of receipts that nobody can ask for any more; gives how many went. */
export async function forgetReceipts(world: Pick<World, 'clock' | 'storage'>): Promise<number> {
  const before = new Date(world.clock().getTime() - KEPT_MS);
  const { numDeletedRows } = await world.storage.write(installation, (db) =>
    db.deleteFrom('receipts').where('at', '<', before).executeTakeFirst(),
  );
  return Number(numDeletedRows);
}
