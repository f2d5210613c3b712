/** Receipts: a form that is sent twice has one effect, and both answers are the same. */

import type { AppContext } from './context.js';
import { type Db, installation } from './transaction.js';

/**
 * Runs `work` once for this person and key. The second time its first answer is given back, unrun.
 * A key of null means that the caller asks for no such care.
 */
export async function once<T>(
  db: Db,
  context: Pick<AppContext, 'clock'>,
  person: string,
  key: string | null,
  work: () => Promise<T>,
): Promise<T> {
  if (key === null) return work();
  const taken = await db
    .insertInto('idempotency_keys')
    .values({ person_id: person, key, at: context.clock() })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (taken.numInsertedOrUpdatedRows === 0n) {
    const { answer } = await db
      .selectFrom('idempotency_keys')
      .select('answer')
      .where('person_id', '=', person)
      .where('key', '=', key)
      .executeTakeFirstOrThrow();
    return answer as T;
  }
  const answer = await work();
  if (answer) {
    await db
      .updateTable('idempotency_keys')
      .set({ answer: JSON.stringify(answer) })
      .where('person_id', '=', person)
      .where('key', '=', key)
      .execute();
  }
  return answer;
}

/** Longer than any page with a form in it can stay open: a session ends after a week. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

/** Lets go of idempotency keys that nobody can ask for any more; gives how many went. */
export async function deleteOldIdempotencyKeys(
  context: Pick<AppContext, 'clock' | 'storage'>,
): Promise<number> {
  const before = new Date(context.clock().getTime() - KEPT_MS);
  const { numDeletedRows } = await context.storage.write(installation, (db) =>
    db.deleteFrom('idempotency_keys').where('at', '<', before).executeTakeFirst(),
  );
  return Number(numDeletedRows);
}

/** Forgets the answers that a person was given. */
export async function eraseIdempotencyKeys(db: Db, person: string): Promise<void> {
  await db.deleteFrom('idempotency_keys').where('person_id', '=', person).execute();
}
