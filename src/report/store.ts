/** The reviews that results can be shown of. Reads only: a report keeps nothing of its own. */

import { sql } from 'kysely';
import { type PlannedJson, plannedFrom, plannedJson } from '../plan/planned.js';
import { academicYearAt } from '../platform/academic-year.js';
import type { Db } from '../platform/storage/transaction.js';
import type { Planned } from '../review/planned.js';
import type { Review } from '../review/review.js';

/** A review in the list of those that can be shown. */
export interface ReportedReview
  extends Pick<Review, 'id' | 'title' | 'academicYear' | 'startedAt' | 'closedAt'> {
  /** What of its moves is in the plan already. */
  planned: Planned;
}

/** The school's reviews that can be shown, newest year first, each with what is planned of its moves. One query. */
export async function listReportedReviews(
  db: Db,
  organisation: string,
  now: Date,
): Promise<ReportedReview[]> {
  const year = sql`greatest(r.academic_year, ${academicYearAt(now)})`;
  const { rows } = await sql<{
    id: string;
    title: string;
    academic_year: number;
    started_at: Date;
    closed_at: Date | null;
    planned: PlannedJson;
  }>`
    SELECT r.id, r.title, r.academic_year, r.started_at, r.closed_at,
      ${plannedJson(organisation, year)} AS planned
    FROM reviews r WHERE r.organisation_id = ${organisation} AND r.deleted_at IS NULL
    ORDER BY r.academic_year DESC, r.started_at DESC, r.id DESC`.execute(db);
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    academicYear: row.academic_year,
    startedAt: row.started_at,
    closedAt: row.closed_at,
    planned: plannedFrom(row.planned),
  }));
}
