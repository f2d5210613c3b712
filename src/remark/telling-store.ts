/** Remarks for those who are told of many at once: programs, the report, a successor. Nothing that was taken back. */
import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../platform/storage/transaction.js';
import type { Remark } from './remark.js';
import { IS_OPEN, type RemarkRow, remarkFrom, rowsOf } from './store.js';

/** Nobody sees what was taken back. */
const NOBODY = { person: '00000000-0000-0000-0000-000000000000', gone: new Date(0) };
const MOST = 10_000;
const rowsToReport = (which: RawBuilder<unknown>) =>
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
