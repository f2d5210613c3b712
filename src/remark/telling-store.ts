/** Remarks for those who are told of a whole review: programs, and the report. Nothing that was taken back. */
import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../storage/transaction.js';
import type { Remark } from './remark.js';
import { type RemarkRow, remarkFrom, rowsOf } from './store.js';

/** Nobody sees what was taken back. */
const NOBODY = { person: '00000000-0000-0000-0000-000000000000', now: new Date(0) };
const MOST = 10_000;
const rowsToTell = (which: RawBuilder<unknown>) =>
  rowsOf(sql`${which} AND m.withdrawn_at IS NULL`, NOBODY, MOST);

/** The remarks of a review, newest first, all of them. */
export async function listRemarksToTell(
  db: Db,
  organisation: string,
  review: string,
): Promise<Remark[]> {
  const which = sql`m.organisation_id = ${organisation} AND m.review_id = ${review}`;
  const { rows } = await sql<{ shown: RemarkRow[] | null }>`
    SELECT (SELECT json_agg(t) FROM (${rowsToTell(which)}) AS t) AS shown`.execute(db);
  return (rows[0]?.shown ?? []).map(remarkFrom);
}

/** A remark with the title of the action that it was left on; null for one of the review. */
export interface RemarkOfYear extends Remark {
  action: string | null;
}

/** What a column made by `remarksOfYearJson` holds. */
export type RemarksOfYearJson = { row: RemarkRow; action: string | null }[] | null;

/** One column for the query of the report: the remarks of a review, and those on the plan of its academic year. */
export const remarksOfYearJson = (
  organisation: string,
  { review, academicYear }: { review: string; academicYear: number },
) => {
  const which = sql`m.organisation_id = ${organisation} AND (m.review_id = ${review}
    OR m.action_id IN (SELECT id FROM actions WHERE organisation_id = ${organisation}
                       AND academic_year = ${academicYear} AND deleted_at IS NULL))`;
  return sql<RemarksOfYearJson>`
    (SELECT json_agg(json_build_object('row', row_to_json(t), 'action', a.title) ORDER BY t.written_at, t.id)
     FROM (${rowsToTell(which)}) AS t
     LEFT JOIN actions a ON a.organisation_id = ${organisation} AND a.id = t.action_id)`;
};

/** The remarks of such a column, in the order in which they were written. */
export const remarksOfYearFrom = (rows: RemarksOfYearJson): RemarkOfYear[] =>
  (rows ?? []).map(({ row, action }) => ({ ...remarkFrom(row), action }));
