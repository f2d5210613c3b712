/** A school's reviews as years to compare: where it stood in each. One query. */

import { sql } from 'kysely';
import type { Db } from '../platform/storage/transaction.js';
import { ratingFrom } from '../review/agreement-store.js';
import type { Ratings } from '../review/rating.js';
import { reviewName } from '../review/review.js';

/** A review as a year to compare. */
export interface YearStood {
  reviewId: string;
  academicYear: number;
  /** With its year. */
  title: string;
  frameworkVersionId: string;
  startedAt: Date;
  /** Null while the review goes on. */
  closedAt: Date | null;
  /** What was agreed; answers that were only taken over from the year before are not recorded. */
  ratings: Ratings;
}

export interface YearsStood {
  /** Earliest first. */
  years: YearStood[];
  /** The version that the school works with now. */
  frameworkVersionId: string;
}

interface Row {
  framework: string;
  years:
    | {
        id: string;
        academic_year: number;
        title: string;
        framework_version_id: string;
        started_at: string;
        closed_at: string | null;
        agreements: { s: string; level: number | null; is_not_yet: boolean }[] | null;
      }[]
    | null;
}

/** Every review of the school that is not deleted, and the version of the framework in use. One query. */
export async function listYears(db: Db, organisation: string): Promise<YearsStood> {
  const { rows } = await sql<Row>`
    SELECT
      coalesce(
        (SELECT version_id FROM framework_choices WHERE organisation_id = ${organisation}),
        (SELECT id FROM framework_versions WHERE origin = 'built-in' ORDER BY published_at DESC, id DESC LIMIT 1)
      ) AS framework,
      (SELECT json_agg(y ORDER BY y.academic_year, y.started_at, y.id) FROM (
         SELECT r.id, r.academic_year, r.title, r.framework_version_id, r.started_at, r.closed_at,
           (SELECT json_agg(json_build_object('s', j.statement, 'level', j.level, 'is_not_yet', j.is_not_yet))
            FROM agreements j
            WHERE j.organisation_id = r.organisation_id AND j.review_id = r.id AND NOT j.is_carried
              AND (j.level IS NOT NULL OR j.is_not_yet)) AS agreements
         FROM reviews r WHERE r.organisation_id = ${organisation} AND r.deleted_at IS NULL) AS y) AS years`.execute(
    db,
  );
  const row = rows[0]!;
  const years = (row.years ?? []).map(
    (each): YearStood => ({
      reviewId: each.id,
      academicYear: each.academic_year,
      title: reviewName({ title: each.title, academicYear: each.academic_year }),
      frameworkVersionId: each.framework_version_id,
      startedAt: new Date(each.started_at),
      closedAt: each.closed_at === null ? null : new Date(each.closed_at),
      ratings: Object.fromEntries(
        (each.agreements ?? []).map((agreement) => [agreement.s, ratingFrom(agreement)]),
      ),
    }),
  );
  return { years, frameworkVersionId: latestOf(years)?.frameworkVersionId ?? row.framework };
}

/** The review that counts as today's: the newest closed one, else the newest. */
export function latestOf(years: readonly YearStood[]): YearStood | null {
  return years.findLast(({ closedAt }) => closedAt !== null) ?? years.at(-1) ?? null;
}

/**
 * Where the school stands by what was agreed last, statement by statement: the newest closed review, and over it what
 * a later review that goes on has agreed already. Only years of one version of the framework are laid over each other.
 */
export function ratingsNow(years: readonly YearStood[]): {
  now: Ratings;
  /** Where the closed review stood, for the statements that have been agreed anew since. */
  before: Ratings;
} {
  const latest = latestOf(years);
  const newest = years.at(-1);
  if (!latest || !newest || newest === latest) return { now: latest?.ratings ?? {}, before: {} };
  if (newest.frameworkVersionId !== latest.frameworkVersionId) {
    return { now: latest.ratings, before: {} };
  }
  const before = Object.fromEntries(
    Object.keys(newest.ratings).map((code) => [code, latest.ratings[code] ?? null]),
  );
  return { now: { ...latest.ratings, ...newest.ratings }, before };
}
