/** What was asked and said of a review and its year, as the report has it. */
import { sql } from 'kysely';
import type { Remark } from '../remark/remark.js';
import { rowsToReport } from '../remark/reported-remarks-store.js';
import { type RemarkRow, remarkFrom } from '../remark/store.js';

/** A remark with the title of the action that it was left on; null for one of the review. */
export interface RemarkOfYear extends Remark {
  action: string | null;
}

/** What a column made by `remarksOfYearJson` holds. */
export type RemarksOfYearJson = { row: RemarkRow; action: string | null }[] | null;

/**
 * One column for the query of the report: the remarks of a review, and those on the plan of the academic year; without
 * them for `planOf` null.
 */
export const remarksOfYearJson = (
  organisation: string,
  { review, planOf }: { review: string; planOf: number | null },
) => {
  const which = sql`m.organisation_id = ${organisation} AND (m.review_id = ${review}
    OR m.action_id IN (SELECT id FROM actions WHERE organisation_id = ${organisation}
                       AND academic_year = ${planOf}::integer AND deleted_at IS NULL))`;
  return sql<RemarksOfYearJson>`
    (SELECT json_agg(json_build_object('row', row_to_json(t), 'action', a.title) ORDER BY t.written_at, t.id)
     FROM (${rowsToReport(which)}) AS t
     LEFT JOIN actions a ON a.organisation_id = ${organisation} AND a.id = t.action_id)`;
};

/** The remarks of such a column, in the order in which they were written. */
export const remarksOfYearFrom = (rows: RemarksOfYearJson): RemarkOfYear[] =>
  (rows ?? []).map(({ row, action }) => ({ ...remarkFrom(row), action }));
