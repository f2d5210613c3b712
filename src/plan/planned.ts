/** Which moves stand in the plan: what the pages of a review ask before they offer to add one. */

import { type RawBuilder, sql } from 'kysely';
import { academicYearAt } from '../platform/academic-year.js';
import type { FindPlanning, Planned, Planning } from '../review/planned.js';
import type { Review } from '../review/review.js';
import { IS_OPEN_ACTION } from './store.js';

/**
 * The year whose plan a move of a review goes into: this one, or the review's where that is still to come, because what
 * last year's review found open is this year's work.
 */
export const planYearOf = ({ academicYear }: Pick<Review, 'academicYear'>, now: Date): number =>
  Math.max(academicYear, academicYearAt(now));

/** The open actions of a year's plan, by the `moveKey` that each aims at: a JSON object, or null without any. */
export type PlannedJson = Record<string, string> | null;

/** One column for a query: the year is a number of it, or given. Of several actions the first that was added counts. */
export const plannedJson = (organisation: string, year: RawBuilder<unknown>) => sql<PlannedJson>`
  (SELECT json_object_agg(a.statement || '@' || a.aimed_level, a.id ORDER BY a.id DESC)
   FROM actions a
   WHERE a.organisation_id = ${organisation} AND a.deleted_at IS NULL AND a.academic_year = ${year}
     AND ${IS_OPEN_ACTION} AND a.statement IS NOT NULL AND a.aimed_level IS NOT NULL)`;

/** What a column made by `plannedJson` holds. */
export const plannedFrom = (json: PlannedJson): Planned => new Map(Object.entries(json ?? {}));

/** What is planned of the moves that a review leads to, and the newest later review that is agreed. One query. */
export const findPlanning: FindPlanning = async (db, organisation, review, now) => {
  const { rows } = await sql<{ planned: PlannedJson; later: Planning['later'] }>`
    SELECT ${plannedJson(organisation, sql`${planYearOf(review, now)}`)} AS planned,
      (SELECT json_build_object('id', l.id, 'academicYear', l.academic_year)
       FROM reviews r JOIN reviews l ON l.organisation_id = r.organisation_id
         AND (l.academic_year, l.started_at) > (r.academic_year, r.started_at)
       WHERE r.organisation_id = ${organisation} AND r.id = ${review.id} AND r.closed_at IS NOT NULL
         AND l.closed_at IS NOT NULL AND l.deleted_at IS NULL
       ORDER BY l.academic_year DESC, l.started_at DESC, l.id DESC LIMIT 1) AS later`.execute(db);
  const { planned = null, later = null } = rows[0] ?? {};
  return { planned: plannedFrom(planned), later };
};
