/** Rows of evidence and of what cites it. */
import type { Db } from '../storage/transaction.js';
import type { CitedEvidence, Evidence, NewEvidence } from './evidence.js';

const columns = ['e.id', 'e.kind', 'e.title', 'e.url', 'e.note', 'e.created_at'] as const;

interface Row {
  id: string;
  kind: Evidence['kind'];
  title: string;
  url: string | null;
  note: string;
  created_at: Date;
}

const evidenceFrom = ({ id, kind, title, url, note, created_at }: Row): Evidence => ({
  id,
  kind,
  title,
  url,
  note,
  createdAt: created_at,
});

/** A piece of the school's evidence as a statement's page needs it: what cites it in this review. */
export interface OfferedEvidence extends Evidence {
  /** The statements of this review that cite it. */
  citedBy: string[];
}

/**
 * What the statement cites, oldest citation first, then the newest of what else the school has. One query.
 * `most` limits what is offered beside the citations.
 */
export async function listOffered(
  db: Db,
  organisation: string,
  review: string,
  statement: string,
  most: number,
): Promise<OfferedEvidence[]> {
  const rows = await db
    .selectFrom('evidence as e')
    .leftJoin('citations as c', (join) =>
      join
        .onRef('c.organisation_id', '=', 'e.organisation_id')
        .onRef('c.evidence_id', '=', 'e.id')
        .on('c.review_id', '=', review),
    )
    .select(columns)
    .select(({ fn, eb }) => [
      fn
        .coalesce(
          fn.agg<string[]>('array_agg', ['c.statement']).filterWhere('c.statement', 'is not', null),
          eb.val<string[]>([]),
        )
        .as('cited_by'),
      fn.min('c.cited_at').filterWhere('c.statement', '=', statement).as('cited_at'),
    ])
    .where('e.organisation_id', '=', organisation)
    .where('e.deleted_at', 'is', null)
    .groupBy(['e.organisation_id', 'e.id'])
    .orderBy('cited_at', (order) => order.asc().nullsLast())
    .orderBy('e.created_at', 'desc')
    .limit(most)
    .execute();
  return rows.map((row) => ({ ...evidenceFrom(row), citedBy: [...row.cited_by].sort() }));
}

/** Everything that a review cites, statement by statement. */
export async function listCitedEvidence(
  db: Db,
  organisation: string,
  review: string,
): Promise<CitedEvidence[]> {
  const rows = await db
    .selectFrom('citations as c')
    .innerJoin('evidence as e', (join) =>
      join.onRef('e.organisation_id', '=', 'c.organisation_id').onRef('e.id', '=', 'c.evidence_id'),
    )
    .select(columns)
    .select(['c.statement', 'c.cited_at'])
    .where('c.organisation_id', '=', organisation)
    .where('c.review_id', '=', review)
    .where('e.deleted_at', 'is', null)
    .orderBy('c.cited_at')
    .orderBy('e.id')
    .execute();
  return rows.map((row) => ({
    ...evidenceFrom(row),
    statement: row.statement,
    citedAt: row.cited_at,
  }));
}

/** The ids of what one statement of a review cites. */
export async function listCitations(
  db: Db,
  organisation: string,
  review: string,
  statement: string,
): Promise<string[]> {
  const rows = await db
    .selectFrom('citations')
    .select('evidence_id')
    .where('organisation_id', '=', organisation)
    .where('review_id', '=', review)
    .where('statement', '=', statement)
    .orderBy('cited_at')
    .orderBy('evidence_id')
    .execute();
  return rows.map(({ evidence_id }) => evidence_id);
}

/** Which of these ids are evidence of the school, not deleted. */
export async function listKnown(db: Db, organisation: string, ids: string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('evidence')
    .select('id')
    .where('organisation_id', '=', organisation)
    .where('id', 'in', ids)
    .where('deleted_at', 'is', null)
    .execute();
  return rows.map(({ id }) => id);
}

/** Saves a new piece of evidence. */
export async function saveEvidence(
  db: Db,
  evidence: NewEvidence & { organisation: string; id: string; by: string; at: Date },
): Promise<void> {
  await db
    .insertInto('evidence')
    .values({
      organisation_id: evidence.organisation,
      id: evidence.id,
      kind: evidence.url === null ? 'note' : 'link',
      title: evidence.title,
      url: evidence.url,
      note: evidence.note,
      created_by: evidence.by,
      created_at: evidence.at,
    })
    .execute();
}

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
}
