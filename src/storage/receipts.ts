/** Receipts: a form that is sent twice has one effect, and both answers are the same. */
import type { Db } from './transaction.js';
import type { World } from './world.js';

/**
 * Runs `work` once for this person and key. The second time its first answer is given back, unrun.
 * A key of null means that the caller asks for no such care.
 */
export async function once<T extends object | null>(
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
  if (answer !== null) {
    await db
      .updateTable('receipts')
      .set({ answer: JSON.stringify(answer) })
      .where('person_id', '=', person)
      .where('key', '=', key)
      .execute();
  }
  return answer;
}
