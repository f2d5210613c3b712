/** What a review's statements rest on: its levels, and everything that is cited. */
import { sql } from 'kysely';
import type { Db } from '../platform/storage/transaction.js';

export interface ReviewToCover {
  id: string;
  title: string;
  academicYear: number;
  frameworkVersionId: string;
  isOpen: boolean;
}

/** What is recorded of one statement. */
export interface Recorded {
  statement: string;
  level: number | null;
  is_not_yet: boolean;
}

interface Row {
  id: string;
  title: string;
  academic_year: number;
  framework_version_id: string;
  closed_at: Date | null;
  recorded: Recorded[] | null;
}

/**
 * The reviews of the school, the wanted one first, else newest first; and what is recorded in that first one, without
 * answers that were taken over and not confirmed. One query.
 */
export async function findCoverage(
  db: Db,
  organisation: string,
  wanted: string | null,
): Promise<{ reviews: ReviewToCover[]; recorded: Recorded[] }> {
  const { rows } = await sql<Row>`
    WITH r AS (
      SELECT *, row_number() OVER (
        ORDER BY (id = ${wanted}::uuid) DESC NULLS LAST, academic_year DESC, started_at DESC) AS place
      FROM reviews WHERE organisation_id = ${organisation} AND deleted_at IS NULL)
    SELECT r.id, r.title, r.academic_year, r.framework_version_id, r.closed_at,
      CASE WHEN r.place = 1 THEN (
        SELECT coalesce(json_agg(json_build_object('statement', j.statement, 'level', j.level, 'is_not_yet', j.is_not_yet)), '[]')
        FROM agreements j
        WHERE j.organisation_id = r.organisation_id AND j.review_id = r.id AND NOT j.is_carried) END AS recorded
    FROM r ORDER BY r.place`.execute(db);
  return {
    reviews: rows.map((row) => ({
      id: row.id,
      title: row.title,
      academicYear: row.academic_year,
      frameworkVersionId: row.framework_version_id,
      isOpen: row.closed_at === null,
    })),
    recorded: rows[0]?.recorded ?? [],
  };
}
