/** What the first page says of remarks: columns for its query. */
import { sql } from 'kysely';
import type { Remark } from '../remark/remark.js';
import {
  asked,
  IS_OPEN,
  type Reading,
  type RemarkRow,
  remarkFrom,
  rowsOf,
} from '../remark/store.js';

/** Open questions, review by review; those on actions of the plan stand one by one. */
export interface OpenQuestions {
  reviews: { review: string; academicYear: number; count: number }[];
  actions: { action: string; title: string; count: number }[];
}

/** One column for the first page: the questions that wait for an answer, newest year first. */
export const openQuestionsJson = (organisation: string) => sql<OpenQuestions>`
  (SELECT json_build_object(
     'reviews', (SELECT coalesce(json_agg(t), '[]') FROM (
        SELECT r.id AS review, r.academic_year AS "academicYear", count(*)::integer AS count
        FROM remarks m JOIN reviews r ON r.organisation_id = m.organisation_id AND r.id = m.review_id
        WHERE m.organisation_id = ${organisation} AND r.deleted_at IS NULL AND ${IS_OPEN}
        GROUP BY r.id, r.academic_year ORDER BY r.academic_year DESC, r.id DESC) AS t),
     'actions', (SELECT coalesce(json_agg(t), '[]') FROM (
        SELECT a.id AS action, a.title, count(*)::integer AS count
        FROM remarks m JOIN actions a ON a.organisation_id = m.organisation_id AND a.id = m.action_id
        WHERE m.organisation_id = ${organisation} AND a.deleted_at IS NULL AND ${IS_OPEN}
        GROUP BY a.id, a.title ORDER BY a.id DESC LIMIT 5) AS t)))`;

/** How many of one's own remarks the first page shows. */
const MOST_OWN = 5;

/** One column for the first page: what this person asked and said last, with what was replied. */
export const ownRemarksJson = (organisation: string, reading: Reading) => sql<RemarkRow[] | null>`
  (SELECT json_agg(t) FROM (${rowsOf(
    sql`m.organisation_id = ${organisation} AND m.written_by = ${reading.person} AND m.withdrawn_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM reviews r WHERE r.organisation_id = m.organisation_id
                        AND r.id = m.review_id AND r.deleted_at IS NOT NULL)
        AND NOT EXISTS (SELECT 1 FROM actions a WHERE a.organisation_id = m.organisation_id
                        AND a.id = m.action_id AND a.deleted_at IS NOT NULL)`,
    asked(reading),
    MOST_OWN,
  )}) AS t)`;

/** The remarks that a column made by `ownRemarksJson` holds. */
export const ownRemarksFrom = (rows: RemarkRow[] | null): Remark[] => (rows ?? []).map(remarkFrom);
