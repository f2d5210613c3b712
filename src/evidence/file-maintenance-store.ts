/** Rows of files, for looking after what is kept. */
import { sql } from 'kysely';
import type { Db, RowOf } from '../platform/storage/transaction.js';

/** Every file of a school, those of deleted evidence too. */
export async function listFiles(db: Db, organisation: string) {
  return db
    .selectFrom('evidence_files')
    .select(['evidence_id as evidence', 'number', 'name', 'bytes', 'checksum'])
    .where('organisation_id', '=', organisation)
    .orderBy('evidence_id')
    .orderBy('number')
    .execute();
}

/** A file as a row names it. */
export type ListedFile = RowOf<typeof listFiles>;

/** Removes the rows of evidence that was deleted before this moment. Gives how many pieces there were. */
export async function purgeDeleted(db: Db, organisation: string, before: Date): Promise<number> {
  const gone = sql`(SELECT id FROM evidence WHERE organisation_id = ${organisation} AND deleted_at <= ${before})`;
  for (const table of ['citations', 'evidence_files'])
    await sql`DELETE FROM ${sql.table(table)} WHERE organisation_id = ${organisation} AND evidence_id IN ${gone}`.execute(
      db,
    );
  const { numAffectedRows } =
    await sql`DELETE FROM evidence WHERE organisation_id = ${organisation} AND deleted_at <= ${before}`.execute(
      db,
    );
  return Number(numAffectedRows ?? 0);
}
