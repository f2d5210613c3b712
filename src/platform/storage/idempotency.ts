/**
 * A form that is sent twice has one effect, and both answers are the same. What makes it the same is its key and all that
 * it says: with other words it is another form, so that they are never dropped (`requestKey`).
 */
import { createHash } from 'node:crypto';
import { dropDraftOf } from '../drafts/store.js';
import type { AppContext } from './context.js';
import { type Db, installation } from './transaction.js';

/**
 * Runs `work` once for this person and key of `requestKey`, and lets go of the draft of the form with this key. The
 * second time its first answer is given back, unrun. A key of null means that the caller asks for no such care.
 */
export async function once<T>(
  db: Db,
  context: Pick<AppContext, 'clock'>,
  person: string,
  key: string | null,
  work: () => Promise<T>,
): Promise<T> {
  if (key === null) return work();
  const [form = '', print = ''] = key.split('/');
  const taken = await db
    .insertInto('idempotency_keys')
    .values({ person_id: person, key: form, print, at: context.clock() })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (taken.numInsertedOrUpdatedRows === 0n) {
    const { answer } = await db
      .selectFrom('idempotency_keys')
      .select('answer')
      .where('person_id', '=', person)
      .where('key', '=', form)
      .where('print', '=', print)
      .executeTakeFirstOrThrow();
    return answer as T;
  }
  const answer = await work();
  await dropDraftOf(db, person, form);
  if (answer) {
    await db
      .updateTable('idempotency_keys')
      .set({ answer: JSON.stringify(answer) })
      .where('person_id', '=', person)
      .where('key', '=', form)
      .where('print', '=', print)
      .execute();
  }
  return answer;
}

/**
 * Remembers that what stood in the form with this key was saved with another form, and lets go of its draft: whatever of
 * it arrives later is refused as saved.
 */
export async function markSaved(
  db: Db,
  { clock }: Pick<AppContext, 'clock'>,
  person: string,
  form: string,
): Promise<void> {
  await db
    .insertInto('idempotency_keys')
    .values({ person_id: person, key: form, print: '', at: clock() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await dropDraftOf(db, person, form);
}

/** The key under which a request is remembered: the UUID that its sender chose, and a hash of all that was sent. */
export const requestKey = (key: string, sent: unknown): string =>
  `${key}/${createHash('sha256').update(JSON.stringify(sent)).digest('hex')}`;

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
