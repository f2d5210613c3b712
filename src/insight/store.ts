/** What the pages of insight read, and the efforts and headings that a school sets. */
import { sql } from 'kysely';
import type { Db } from '../platform/storage/transaction.js';
import type { Efforts } from '../review/effort.js';
import type { Marks } from '../review/marks.js';
import type { Rating } from '../review/rating.js';
import type { LevelChange } from './contested.js';
import type { Crosswalk } from './crosswalk.js';

/** The marks of these reviews, the last one's over those before, and the efforts that the school has set. One query. */
export async function findMarksAndEfforts(
  db: Db,
  organisation: string,
  reviews: readonly string[],
): Promise<{ marks: Marks; efforts: Efforts }> {
  const { rows } = await sql<{
    marks: Record<string, string>[] | null;
    efforts: { key: string; days: number }[] | null;
  }>`
    SELECT
      (SELECT json_agg(j.marks ORDER BY array_position(${reviews}::uuid[], j.review_id)) FROM agreements j
       WHERE j.organisation_id = ${organisation} AND j.review_id = ANY(${reviews}::uuid[])) AS marks,
      (SELECT json_agg(json_build_object('key', e.statement || '@' || e.level, 'days', e.days))
       FROM efforts e WHERE e.organisation_id = ${organisation}) AS efforts`.execute(db);
  const row = rows[0];
  return {
    marks: Object.assign({}, ...(row?.marks ?? [])) as Marks,
    efforts: Object.fromEntries((row?.efforts ?? []).map(({ key, days }) => [key, Number(days)])),
  };
}

/** How many items of evidence each statement of a review cites, and the school's own lists. One query. */
export async function findCountsAndLists(
  db: Db,
  organisation: string,
  review: string | null,
): Promise<{
  evidence: Record<string, number>;
  headings: { title: string; statements: string[] }[];
  /** The lists that the school has loaded, by title. */
  loaded: Crosswalk[];
}> {
  const { rows } = await sql<{
    evidence: { statement: string; count: number }[] | null;
    headings: { title: string; statements: string[] }[] | null;
    loaded: Crosswalk[] | null;
  }>`
    SELECT
      (SELECT json_agg(n) FROM (
         SELECT c.statement, count(*) AS count FROM citations c
         JOIN evidence e ON e.organisation_id = c.organisation_id AND e.id = c.evidence_id AND e.deleted_at IS NULL
         WHERE c.organisation_id = ${organisation} AND c.review_id = ${review}::uuid GROUP BY c.statement) AS n) AS evidence,
      (SELECT json_agg(json_build_object('title', h.title, 'statements', h.statements) ORDER BY h.place)
       FROM plan_headings h WHERE h.organisation_id = ${organisation}) AS headings,
      (SELECT json_agg(json_build_object('id', l.id, 'title', l.title, 'about', l.about, 'entries', l.entries)
         ORDER BY l.title, l.id)
       FROM crosswalks l WHERE l.organisation_id = ${organisation}) AS loaded`.execute(db);
  const row = rows[0];
  return {
    evidence: Object.fromEntries(
      (row?.evidence ?? []).map(({ statement, count }) => [statement, count]),
    ),
    headings: row?.headings ?? [],
    loaded: row?.loaded ?? [],
  };
}

/** Every time that a level of this review was set, oldest first, from the history. One query. */
export async function listLevelChanges(
  db: Db,
  organisation: string,
  review: string,
  codes: readonly string[],
): Promise<LevelChange[]> {
  const rows = await db
    .selectFrom('history')
    .select(['at', 'person_id', 'subject_id', 'body'])
    .where('organisation_id', '=', organisation)
    .where('subject_kind', '=', 'agreement')
    .where(
      'subject_id',
      'in',
      codes.map((code) => `${review}/${code}`),
    )
    .where('verb', 'in', ['agreement.set', 'agreement.undone'])
    .orderBy('position')
    .execute();
  return rows.flatMap((row) => {
    const { before, after } = JSON.parse(row.body) as {
      before: { rating?: Rating } | null;
      after: { rating?: Rating } | null;
    };
    if (after?.rating === undefined) return [];
    return [
      {
        statement: row.subject_id.slice(review.length + 1),
        person: row.person_id,
        from: before?.rating ?? null,
        to: after.rating,
        at: row.at,
      },
    ];
  });
}
