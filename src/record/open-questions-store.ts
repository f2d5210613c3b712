/** The questions that wait for an answer, with what they were asked about. */
import { sql } from 'kysely';
import type { Db } from '../platform/storage/transaction.js';
import type { Remark } from '../remark/remark.js';
import { rowsToReport } from '../remark/reported-remarks-store.js';
import { IS_OPEN, type RemarkRow, remarkFrom } from '../remark/store.js';

/** A question that waits for an answer, with the names of what it was asked about. */
export interface OpenQuestion extends Remark {
  /** The title of the statement or of the action; empty for the results as a whole. */
  named: string;
  /** The review, or the year of the plan. */
  within: { title: string; academicYear: number };
}

/** Every open question of a school, longest waiting first. One query. */
export async function listOpenQuestions(db: Db, organisation: string): Promise<OpenQuestion[]> {
  const which = sql`m.organisation_id = ${organisation} AND ${IS_OPEN}`;
  const { rows } = await sql<{ row: RemarkRow; named: string; title: string; year: number }>`
    SELECT row_to_json(t) AS row, coalesce(a.title, s.item->>'title', '') AS named,
      coalesce(r.title, '') AS title, coalesce(a.academic_year, r.academic_year) AS year
    FROM (${rowsToReport(which)}) AS t
    LEFT JOIN actions a ON a.organisation_id = ${organisation} AND a.id = t.action_id AND a.deleted_at IS NULL
    LEFT JOIN reviews r ON r.organisation_id = ${organisation} AND r.id = t.review_id AND r.deleted_at IS NULL
    LEFT JOIN framework_versions v ON v.id = r.framework_version_id
    LEFT JOIN LATERAL (
      SELECT item FROM jsonb_path_query(v.content, '$.themes[*].statements[*]') AS item
      WHERE item->>'id' = t.statement LIMIT 1) s ON true
    WHERE a.id IS NOT NULL OR r.id IS NOT NULL
    ORDER BY t.written_at, t.id`.execute(db);
  return rows.map(({ row, named, title, year }) => ({
    ...remarkFrom(row),
    ...{ named, within: { title, academicYear: year } },
  }));
}
