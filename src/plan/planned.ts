/** Which moves stand in the plan: what the pages of a review ask before they offer to add one. */

import { sql } from 'kysely';
import { academicYearAt } from '../platform/academic-year.js';
import { moveKey } from '../review/moves.js';
import type { FindPlanning, Planned, PlannedAction, Planning } from '../review/planned.js';
import type { Review } from '../review/review.js';
import { HAS_GONE_ON, IS_OPEN_ACTION } from './store.js';

/**
 * The year whose plan a move of a review goes into: this one, or the review's where that is still to come, because what
 * last year's review found open is this year's work.
 */
export const planYearOf = ({ academicYear }: Pick<Review, 'academicYear'>, now: Date): number =>
  Math.max(academicYear, academicYearAt(now));

/** What a column made by `planningJson` holds. */
export interface PlanningJson extends Pick<Planning, 'later'> {
  actions: (PlannedAction & { hasGoneOn: boolean })[] | null;
  reached: Planning['reached'] | null;
}

/**
 * One column for a query with the review `r` in it: the open actions of the plan that its moves go into, those that are due
 * first at the top; the newest later review that is agreed; and what any later review has reached.
 */
export const planningJson = (organisation: string, now: Date) => sql<PlanningJson>`
  json_build_object(
    'actions', (SELECT json_agg(json_build_object('id', a.id, 'title', a.title,
        'owner', coalesce(o.name, a.owner_name), 'dueOn', a.due_on, 'hasGoneOn', ${HAS_GONE_ON},
        'aim', CASE WHEN a.statement IS NOT NULL AND a.aimed_level IS NOT NULL
          THEN json_build_object('statement', a.statement, 'level', a.aimed_level) END)
        ORDER BY a.due_on NULLS LAST, a.id)
      FROM actions a LEFT JOIN persons o ON o.id = a.owner_id
      WHERE a.organisation_id = ${organisation} AND a.deleted_at IS NULL AND ${IS_OPEN_ACTION}
        AND a.academic_year = greatest(r.academic_year, ${academicYearAt(now)})),
    'later', (SELECT json_build_object('id', l.id, 'academicYear', l.academic_year)
      FROM reviews l WHERE ${isLater(organisation)} AND r.closed_at IS NOT NULL AND l.closed_at IS NOT NULL
      ORDER BY l.academic_year DESC, l.started_at DESC, l.id DESC LIMIT 1),
    'reached', (SELECT json_object_agg(t.statement, t.level) FROM (
      SELECT j.statement, max(j.level) AS level FROM agreements j
      WHERE j.organisation_id = ${organisation} AND j.level IS NOT NULL AND NOT j.is_carried
        AND j.review_id IN (SELECT l.id FROM reviews l WHERE ${isLater(organisation)})
      GROUP BY j.statement) AS t))`;

/** Whether the review `l` comes after the review `r`. */
const isLater = (organisation: string) => sql<boolean>`l.organisation_id = ${organisation}
  AND l.deleted_at IS NULL AND (l.academic_year, l.started_at) > (r.academic_year, r.started_at)`;

/** Of several actions for one move the first that was added counts. */
function plannedFrom(actions: readonly PlannedAction[]): Planned {
  const newestFirst = actions.toSorted((one, other) => (one.id < other.id ? 1 : -1));
  return new Map(
    newestFirst.flatMap((each) => (each.aim ? [[moveKey(each.aim), each] as const] : [])),
  );
}

/** What such a column says; without a row, nothing is planned. */
export function planningFrom(json: PlanningJson | null | undefined): Planning {
  const all = json?.actions ?? [];
  return {
    // What was carried to another year is planned, and no longer an action of this one.
    actions: all.filter(({ hasGoneOn }) => !hasGoneOn),
    planned: plannedFrom(all),
    ...{ later: json?.later ?? null, reached: json?.reached ?? {} },
  };
}

/** What is planned of the moves that a review leads to, and what was reached since. One query. */
export const findPlanning: FindPlanning = async (db, organisation, { id }, now) => {
  const { rows } = await sql<{ planning: PlanningJson }>`
    SELECT ${planningJson(organisation, now)} AS planning
    FROM reviews r WHERE r.organisation_id = ${organisation} AND r.id = ${id}`.execute(db);
  return planningFrom(rows[0]?.planning);
};
