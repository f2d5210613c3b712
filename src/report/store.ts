/** The reviews that results can be shown of. Reads only: a report keeps nothing of its own. */

import { sql } from 'kysely';
import { type PlanningJson, planningFrom, planningJson } from '../plan/planned.js';
import { isId } from '../platform/ids.js';
import type { Db } from '../platform/storage/transaction.js';
import type { Planning } from '../review/planned.js';
import { noReview, type Review } from '../review/review.js';
import { type RareText, type RareTextsJson, rareTextsJson } from './rare-letters-store.js';

/** A review in the list of those that can be shown. */
export type ReportedReview = Pick<
  Review,
  'id' | 'title' | 'academicYear' | 'startedAt' | 'closedAt'
>;

export interface Reported {
  /** Newest year first. */
  reviews: ReportedReview[];
  /** The review to show: the one that is named, else the newest open one, else the newest agreed one. */
  id: string;
  /** What is planned of its moves. */
  planning: Planning;
  /** What its report shows beside it, as far as that has letters that the fonts may lack. */
  rareTexts: readonly RareText[];
}

interface Row {
  id: string;
  title: string;
  academic_year: number;
  started_at: Date;
  closed_at: Date | null;
  shown: string;
  planning: PlanningJson | null;
  rare: RareTextsJson;
}

/**
 * The school's reviews, and which of them to show; null when there is none to show. One query.
 * @throws NotFound `review.not-found` for a name that is none
 */
export async function findReported(
  db: Db,
  organisation: string,
  wanted: string | null,
  now: Date,
): Promise<Reported | null> {
  if (wanted !== null && !isId(wanted)) throw noReview();
  const ofSchool = sql`r.organisation_id = ${organisation} AND r.deleted_at IS NULL`;
  const { rows } = await sql<Row>`
    WITH shown AS (SELECT coalesce(${wanted}::uuid, (
      SELECT r.id FROM reviews r WHERE ${ofSchool}
      ORDER BY r.closed_at IS NOT NULL, r.academic_year DESC, r.started_at DESC, r.id DESC LIMIT 1)) AS id)
    SELECT r.id, r.title, r.academic_year, r.started_at, r.closed_at, shown.id AS shown,
      CASE WHEN r.id = shown.id THEN ${planningJson(organisation, now)} END AS planning,
      CASE WHEN r.id = shown.id THEN ${rareTextsJson(organisation, sql`shown.id`)} END AS rare
    FROM reviews r, shown WHERE ${ofSchool}
    ORDER BY r.academic_year DESC, r.started_at DESC, r.id DESC`.execute(db);
  const id = wanted ?? rows[0]?.shown;
  if (id === undefined) return null;
  const shown = rows.find((row) => row.id === id);
  return {
    reviews: rows.map((row) => ({
      ...{ id: row.id, title: row.title, academicYear: row.academic_year },
      ...{ startedAt: row.started_at, closedAt: row.closed_at },
    })),
    ...{ id, planning: planningFrom(shown?.planning), rareTexts: shown?.rare ?? [] },
  };
}
