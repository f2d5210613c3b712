/** When somebody last said that they had seen what others changed in a review. */
import type { Db } from '../platform/storage/transaction.js';
import type { InReview } from './store.js';

/** Null: they never said so. */
export async function findLook(
  db: Db,
  { organisation, review }: InReview,
  person: string,
): Promise<Date | null> {
  const row = await db
    .selectFrom('review_looks')
    .select('looked_at')
    .where('organisation_id', '=', organisation)
    .where('review_id', '=', review)
    .where('person_id', '=', person)
    .executeTakeFirst();
  return row?.looked_at ?? null;
}

/** They have seen everything up to this moment. An earlier moment changes nothing. */
export async function saveLook(
  db: Db,
  { organisation, review }: InReview,
  person: string,
  at: Date,
): Promise<void> {
  await db
    .insertInto('review_looks')
    .values({ organisation_id: organisation, review_id: review, person_id: person, looked_at: at })
    .onConflict((conflict) =>
      conflict.columns(['organisation_id', 'review_id', 'person_id']).doUpdateSet((eb) => ({
        looked_at: eb.fn('greatest', ['review_looks.looked_at', 'excluded.looked_at']),
      })),
    )
    .execute();
}
