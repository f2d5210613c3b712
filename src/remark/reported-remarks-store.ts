/** Remarks for those who read many at once: programs, the report, a successor. Nothing that was taken back. */
import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../platform/storage/transaction.js';
import type { Remark } from './remark.js';
import { type RemarkRow, remarkFrom, rowsOf } from './store.js';

/** Nobody sees what was taken back. */
const NOBODY = { person: '00000000-0000-0000-0000-000000000000', gone: new Date(0) };
const MOST = 10_000;
/** Remarks that these conditions hold for, as a query. */
export const rowsToReport = (which: RawBuilder<unknown>) =>
  rowsOf(sql`${which} AND m.withdrawn_at IS NULL`, NOBODY, MOST);

/** The remarks of a review, newest first, all of them. */
export async function listReportedRemarks(
  db: Db,
  organisation: string,
  review: string,
): Promise<Remark[]> {
  const which = sql`m.organisation_id = ${organisation} AND m.review_id = ${review}`;
  const { rows } = await sql<{ shown: RemarkRow[] | null }>`
    SELECT (SELECT json_agg(t) FROM (${rowsToReport(which)}) AS t) AS shown`.execute(db);
  return (rows[0]?.shown ?? []).map(remarkFrom);
}
