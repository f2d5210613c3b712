/** Rows of citations: which statements of which reviews rest on what, and which points. */
import { sql } from 'kysely';
import type { Db } from '../platform/storage/transaction.js';

interface Citation {
  organisation: string;
  review: string;
  statement: string;
}

/** Lets a statement of a review cite these as well. */
export async function saveCitations(
  db: Db,
  { organisation, review, statement }: Citation,
  ids: string[],
  by: { person: string; at: Date },
): Promise<void> {
  if (ids.length === 0) return;
  await db
    .insertInto('citations')
    .values(
      ids.map((id) => ({
        organisation_id: organisation,
        review_id: review,
        statement,
        evidence_id: id,
        cited_by: by.person,
        cited_at: by.at,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Takes citations back. The evidence itself stays with the school. */
export async function dropCitations(
  db: Db,
  { organisation, review, statement }: Citation,
  ids: string[],
): Promise<void> {
  if (ids.length === 0) return;
  await db
    .deleteFrom('citations')
    .where('organisation_id', '=', organisation)
    .where('review_id', '=', review)
    .where('statement', '=', statement)
    .where('evidence_id', 'in', ids)
    .execute();
}

/** What a statement of one version has become in another, and the points that it has there. */
interface MovedStatement {
  before: string;
  after: string;
  points: readonly string[];
}

/**
 * Lets a new review cite what an earlier one cites, statement by statement; `moved` says which statement of another
 * version each has become, and leaves out
 * statements that it does not name and points that are gone.
 */
export async function copyCitations(
  db: Db,
  organisation: string,
  from: string,
  to: string,
  by: { person: string; at: Date },
  moved: readonly MovedStatement[] | null = null,
): Promise<void> {
  const all = moved === null;
  const moves = JSON.stringify(
    (moved ?? []).map(({ before, after, points }) => ({ before, after, points })),
  );
  await sql`
    INSERT INTO citations (organisation_id, review_id, statement, evidence_id, cited_by, cited_at)
    SELECT c.organisation_id, ${to}::uuid, coalesce(m.after, c.statement), c.evidence_id,
           ${by.person}::uuid, ${by.at}::timestamptz
    FROM citations c
    JOIN evidence e ON e.organisation_id = c.organisation_id AND e.id = c.evidence_id
    LEFT JOIN jsonb_to_recordset(${moves}::jsonb) AS m(before text, after text) ON m.before = c.statement
    WHERE c.organisation_id = ${organisation} AND c.review_id = ${from} AND e.deleted_at IS NULL
      AND (${all} OR m.after IS NOT NULL)`.execute(db);
  await sql`
    INSERT INTO criterion_citations (organisation_id, review_id, statement, evidence_id, criterion)
    SELECT k.organisation_id, n.review_id, n.statement, k.evidence_id, k.criterion
    FROM criterion_citations k
    LEFT JOIN jsonb_to_recordset(${moves}::jsonb) AS m(before text, after text, points jsonb)
      ON m.before = k.statement
    JOIN citations n ON n.organisation_id = k.organisation_id AND n.review_id = ${to}::uuid
      AND n.statement = coalesce(m.after, k.statement) AND n.evidence_id = k.evidence_id
    WHERE k.organisation_id = ${organisation} AND k.review_id = ${from}
      AND (${all} OR m.points ? k.criterion)`.execute(db);
}

/** A criterion of a statement that an item speaks to. */
export interface CitedCriterion {
  statement: string;
  criterion: string;
}

/** Says which criteria an item speaks to. The statements cite it already. */
export async function saveCriteria(
  db: Db,
  { organisation, review, evidence }: { organisation: string; review: string; evidence: string },
  criteria: readonly CitedCriterion[],
): Promise<void> {
  if (criteria.length === 0) return;
  await db
    .insertInto('criterion_citations')
    .values(
      criteria.map(({ statement, criterion }) => ({
        organisation_id: organisation,
        review_id: review,
        statement,
        evidence_id: evidence,
        criterion,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Takes criteria back; the statements go on citing the item. */
export async function dropCriteria(
  db: Db,
  { organisation, review, evidence }: { organisation: string; review: string; evidence: string },
  criteria: readonly string[],
): Promise<void> {
  if (criteria.length === 0) return;
  await db
    .deleteFrom('criterion_citations')
    .where('organisation_id', '=', organisation)
    .where('review_id', '=', review)
    .where('evidence_id', '=', evidence)
    .where('criterion', 'in', [...criteria])
    .execute();
}
