import { type Selectable, sql } from 'kysely';
import { camelKeys } from '../platform/casing.js';
import type { EvidenceTable } from '../platform/storage/tables/evidence.js';
import type { Db } from '../platform/storage/transaction.js';
import type { CitedEvidence, Evidence, NewEvidence } from './evidence.js';

/** The columns that every piece of evidence is made of. */
export const evidenceColumns = [
  'e.id',
  'e.kind',
  'e.title',
  'e.url',
  'e.note',
  'e.about',
  'e.effective_on',
  'e.valid_until',
  'e.voice',
  'e.figure',
  'e.unit',
  'e.created_at',
] as const;

type Bare<Column> = Column extends `e.${infer Name}` ? Name : never;
/** A row with those columns. */
export type EvidenceRow = Pick<
  Selectable<EvidenceTable>,
  Bare<(typeof evidenceColumns)[number]> & keyof EvidenceTable
>;

/** The evidence that a row holds. */
export const evidenceFrom = (row: EvidenceRow): Evidence => ({
  ...camelKeys(row),
  figure: row.figure === null ? null : { value: row.figure, unit: row.unit ?? '' },
});

/** A piece of the school's evidence as a statement's page needs it. */
export interface OfferedEvidence
  extends Pick<Evidence, 'id' | 'title' | 'url' | 'note' | 'createdAt'> {
  /** The statements of this review that cite it. */
  citedBy: string[];
  /** The number of its newest file, where it is cited here and has one. */
  file: number | null;
}

/** A row of waymark_offered_evidence in JSON. */
export type OfferedRow = Pick<EvidenceRow, 'id' | 'title' | 'url' | 'note'> & {
  created_at: string;
  cited_by: string[];
  file: number | null;
};

/** How much of the school's evidence is offered beside what is cited. */
const MOST_OFFERED = 60;

/** What a statement cites, oldest citation first, then the newest of what else the school has: a column of a query. */
export const offeredJson = (organisation: string, review: string, statement: string) =>
  sql<OfferedRow[] | null>`(SELECT json_agg(to_jsonb(o) || jsonb_build_object('file',
      CASE WHEN ${statement} = ANY (o.cited_by) THEN (SELECT max(f.number) FROM evidence_files f
        WHERE f.organisation_id = ${organisation} AND f.evidence_id = o.id) END))
    FROM waymark_offered_evidence(${organisation}, ${review}, ${statement}, ${MOST_OFFERED}) AS o)`;

/** The evidence that such a column holds. */
export const offeredFrom = (rows: OfferedRow[] | null): OfferedEvidence[] =>
  (rows ?? []).map((row) => ({
    id: row.id,
    title: row.title,
    url: row.url,
    note: row.note,
    createdAt: new Date(row.created_at),
    citedBy: row.cited_by,
    file: row.file,
  }));

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
    .select(evidenceColumns)
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

/** The ids of what one statement of a review cites. What is deleted keeps its citations, and is not among them. */
export async function listCitations(
  db: Db,
  organisation: string,
  review: string,
  statement: string,
): Promise<string[]> {
  const rows = await db
    .selectFrom('citations as c')
    .innerJoin('evidence as e', (join) =>
      join
        .onRef('e.organisation_id', '=', 'c.organisation_id')
        .onRef('e.id', '=', 'c.evidence_id')
        .on('e.deleted_at', 'is', null),
    )
    .select('c.evidence_id')
    .where('c.organisation_id', '=', organisation)
    .where('c.review_id', '=', review)
    .where('c.statement', '=', statement)
    .orderBy('c.cited_at')
    .orderBy('c.evidence_id')
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
