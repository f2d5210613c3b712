/** Writing remarks: one at a time, held still while it changes. */
import type { Role } from '../platform/access/member.js';
import type { Db } from '../platform/storage/transaction.js';
import type { Place, RemarkKind } from './remark.js';

/** Holds a remark still until the transaction ends. */
export async function lockRemark(db: Db, organisation: string, remark: string): Promise<void> {
  await db
    .selectFrom('remarks')
    .select('id')
    .where('organisation_id', '=', organisation)
    .where('id', '=', remark)
    .forNoKeyUpdate()
    .execute();
}

/** Something about to be written. */
export interface NewRemark {
  id: string;
  kind: RemarkKind | 'reply';
  repliesTo: string | null;
  place: Place;
  words: string;
  by: string;
  as: Role;
  at: Date;
}

/** Saves a question, a comment or a reply. */
export async function saveRemark(db: Db, organisation: string, remark: NewRemark): Promise<void> {
  await db
    .insertInto('remarks')
    .values({
      organisation_id: organisation,
      id: remark.id,
      kind: remark.kind,
      replies_to: remark.repliesTo,
      review_id: remark.place.review,
      statement: remark.place.statement,
      action_id: remark.place.action,
      words: remark.words,
      written_by: remark.by,
      written_as: remark.as,
      written_at: remark.at,
    })
    .execute();
}

/** What of a remark may change: whether it is answered, and whether it was taken back. Never its words. */
export async function changeRemark(
  db: Db,
  organisation: string,
  id: string,
  change: { answered_at: Date | null; answered_by: string | null } | { withdrawn_at: Date | null },
): Promise<void> {
  await db
    .updateTable('remarks')
    .set(change)
    .where('organisation_id', '=', organisation)
    .where('id', '=', id)
    .execute();
}

/** Deletes what was taken back before a moment, with its replies. Gives how many went. */
export async function purgeWithdrawn(db: Db, organisation: string, before: Date): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('remarks')
    .where('organisation_id', '=', organisation)
    .where('withdrawn_at', '<=', before)
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}
