/** Rows of citations: which statements of which reviews rest on what, and which points. */
import { sql } from 'kysely';
import type { Db } from '../storage/transaction.js';

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

/** Lets a new review cite what an earlier one cites, statement by statement. */
export async function copyCitations(
  db: Db,
  organisation: string,
  from: string,
  to: string,
  by: { person: string; at: Date },
): Promise<void> {
  await db
    .insertInto('citations')
    .columns(['organisation_id', 'review_id', 'statement', 'evidence_id', 'cited_by', 'cited_at'])
    .expression((eb) =>
      eb
        .selectFrom('citations as c')
        .innerJoin('evidence as e', (join) =>
          join
            .onRef('e.organisation_id', '=', 'c.organisation_id')
            .onRef('e.id', '=', 'c.evidence_id'),
        )
        .select((each) => [
          'c.organisation_id',
          each.cast<string>(each.val(to), 'uuid').as('review_id'),
          'c.statement',
          'c.evidence_id',
          each.cast<string>(each.val(by.person), 'uuid').as('cited_by'),
          each.cast<Date>(each.val(by.at), 'timestamptz').as('cited_at'),
        ])
        .where('c.organisation_id', '=', organisation)
        .where('c.review_id', '=', from)
        .where('e.deleted_at', 'is', null),
    )
    .execute();
  await sql`
    INSERT INTO criterion_citations (organisation_id, review_id, statement, evidence_id, criterion)
    SELECT k.organisation_id, n.review_id, k.statement, k.evidence_id, k.criterion
    FROM criterion_citations k
    JOIN citations n ON n.organisation_id = k.organisation_id AND n.review_id = ${to}::uuid
      AND n.statement = k.statement AND n.evidence_id = k.evidence_id
    WHERE k.organisation_id = ${organisation} AND k.review_id = ${from}`.execute(db);
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
