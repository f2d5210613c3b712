/** Rows of the library: pages of items, one item with all that belongs to it, and what changes them. */

import { sql } from 'kysely';
import type { FileType } from '../platform/documents/uploads/file-types.js';
import { isId } from '../platform/ids.js';
import type { Db } from '../platform/storage/transaction.js';
import {
  type Citation,
  type Evidence,
  type EvidenceFile,
  type LibraryItem,
  noEvidence,
  type Somebody,
} from './evidence.js';
import { type Filters, filtered, type Items, type Today } from './library-filters.js';
import { evidenceColumns, evidenceFrom } from './store.js';
import { rarestOf } from './words.js';

/** An item as the list shows it. */
export interface ListedItem extends Evidence {
  owner: Somebody | null;
  deletedAt: Date | null;
  /** The statements that cite it in some review, in order. */
  citedBy: string[];
  file: { type: FileType; bytes: number; number: number } | null;
}

/** A page of items, newest first, that come after the item `after`. One query. */
export async function listItems(
  db: Db,
  organisation: string,
  filters: Filters,
  { after, most, today }: { after: string | null; most: number; today: Today },
): Promise<ListedItem[]> {
  let items = db
    .selectFrom('evidence as e')
    .where('e.organisation_id', '=', organisation) as unknown as Items;
  items = filtered(items, filters, today);
  if (after !== null) items = items.where('e.id', '<', after);
  const rows = await items
    .leftJoin('persons as o', 'o.id', 'e.owner_id')
    .select(evidenceColumns)
    .select(['e.owner_id', 'e.deleted_at', 'o.name as owner_name'])
    .select([
      sql<string[]>`ARRAY(
        SELECT DISTINCT c.statement FROM citations c
        JOIN reviews r ON r.organisation_id = c.organisation_id AND r.id = c.review_id AND r.deleted_at IS NULL
        WHERE c.organisation_id = e.organisation_id AND c.evidence_id = e.id)`.as('cited_by'),
      sql<ListedItem['file']>`(
        SELECT json_build_object('type', f.type, 'bytes', f.bytes, 'number', f.number) FROM evidence_files f
        WHERE f.organisation_id = e.organisation_id AND f.evidence_id = e.id
        ORDER BY f.number DESC LIMIT 1)`.as('file'),
    ])
    .orderBy('e.id', 'desc')
    .limit(most)
    .execute();
  return rows.map((row) => ({
    ...evidenceFrom(row),
    owner: row.owner_id ? { id: row.owner_id, name: row.owner_name } : null,
    deletedAt: row.deleted_at,
    citedBy: [...row.cited_by].sort(byCode),
    file: row.file,
  }));
}

/** 2.4 before 2.10. */
const byCode = (a: string, b: string) => a.localeCompare(b, 'en', { numeric: true });

/** What the pages of the library choose from. */
export interface Choices {
  /** The members of the school. */
  owners: { id: string; name: string }[];
  /** The wording of the newest review, or null before the first. */
  frameworkVersion: string | null;
  /** The items that have the rarest of the words that were searched for; null where none of them is rare. */
  among: string[] | null;
}

/**
 * The members of the school, the wording that statements are named by, and where to search for these words. One query.
 */
export async function findChoices(
  db: Db,
  organisation: string,
  words: readonly string[] = [],
): Promise<Choices> {
  const { rows } = await sql<Choices & { framework_version: string | null }>`
    SELECT
      (SELECT coalesce(json_agg(json_build_object('id', p.id, 'name', p.name) ORDER BY p.name, p.id), '[]')
       FROM memberships m JOIN persons p ON p.id = m.person_id AND p.erased_at IS NULL
       WHERE m.organisation_id = ${organisation} AND m.ended_at IS NULL) AS owners,
      (SELECT r.framework_version_id FROM reviews r
       WHERE r.organisation_id = ${organisation} AND r.deleted_at IS NULL
       ORDER BY r.academic_year DESC, r.started_at DESC LIMIT 1) AS framework_version,
      ${rarestOf(organisation, words)} AS among`.execute(db);
  const row = rows[0];
  return {
    owners: row?.owners ?? [],
    frameworkVersion: row?.framework_version ?? null,
    among: row?.among ?? null,
  };
}

interface FileRow extends Omit<EvidenceFile, 'uploadedBy' | 'uploadedAt'> {
  uploaded_by: Somebody | null;
  uploaded_at: string;
}

const filesOf = sql<FileRow[]>`coalesce((
  SELECT json_agg(json_build_object(
    'number', f.number, 'name', f.name, 'type', f.type, 'bytes', f.bytes, 'checksum', f.checksum,
    'width', f.width, 'height', f.height, 'uploaded_at', f.uploaded_at,
    'uploaded_by', CASE WHEN f.uploaded_by IS NOT NULL THEN json_build_object('id', f.uploaded_by, 'name', u.name) END)
    ORDER BY f.number DESC)
  FROM evidence_files f LEFT JOIN persons u ON u.id = f.uploaded_by
  WHERE f.organisation_id = e.organisation_id AND f.evidence_id = e.id), '[]')`;

const citationsOf = sql<Citation[]>`coalesce((
  SELECT json_agg(json_build_object(
    'reviewId', r.id, 'reviewTitle', r.title, 'academicYear', r.academic_year, 'isOpen', r.closed_at IS NULL,
    'statement', c.statement,
    'criteria', ARRAY(SELECT k.criterion FROM criterion_citations k
      WHERE k.organisation_id = c.organisation_id AND k.review_id = c.review_id AND k.statement = c.statement
        AND k.evidence_id = c.evidence_id ORDER BY k.criterion))
    ORDER BY r.academic_year DESC, r.started_at DESC)
  FROM citations c
  JOIN reviews r ON r.organisation_id = c.organisation_id AND r.id = c.review_id AND r.deleted_at IS NULL
  WHERE c.organisation_id = e.organisation_id AND c.evidence_id = e.id), '[]')`;

/** An item with its files and citations, deleted or not. One query. @throws Problem 404 `evidence.not-found` */
export async function findItem(
  db: Db,
  organisation: string,
  id: string,
  lock: 'lock' | 'look' = 'look',
): Promise<LibraryItem> {
  if (!isId(id)) throw noEvidence();
  let query = db
    .selectFrom('evidence as e')
    .leftJoin('persons as o', 'o.id', 'e.owner_id')
    .leftJoin('persons as m', 'm.id', 'e.created_by')
    .leftJoin('persons as u', 'u.id', 'e.updated_by')
    .select(evidenceColumns)
    .select(['e.owner_id', 'e.created_by', 'e.updated_by', 'e.updated_at'])
    .select(['e.deleted_by', 'e.deleted_at', 'e.version'])
    .select(['o.name as owner_name', 'm.name as made_by_name', 'u.name as updated_by_name'])
    .select([filesOf.as('files'), citationsOf.as('cited')])
    .where('e.organisation_id', '=', organisation)
    .where('e.id', '=', id);
  if (lock === 'lock') query = query.forUpdate('e');
  const row = await query.executeTakeFirst();
  if (!row) throw noEvidence();
  const somebody = (who: string | null, name: string | null) => (who ? { id: who, name } : null);
  return {
    ...evidenceFrom(row),
    owner: somebody(row.owner_id, row.owner_name),
    createdBy: somebody(row.created_by, row.made_by_name),
    updatedBy: somebody(row.updated_by, row.updated_by_name),
    updatedAt: row.updated_at,
    deletedBy: row.deleted_by,
    deletedAt: row.deleted_at,
    version: row.version,
    files: row.files.map(({ uploaded_by, uploaded_at, ...file }) => ({
      ...file,
      uploadedBy: uploaded_by,
      uploadedAt: new Date(uploaded_at),
    })),
    citations: row.cited.toSorted(
      (a, b) => b.academicYear - a.academicYear || byCode(a.statement, b.statement),
    ),
  };
}

/** Bytes of the school's files; what several items share counts once. */
export async function bytesStored(db: Db, organisation: string): Promise<number> {
  const { rows } = await sql<{ bytes: string }>`
    SELECT coalesce(sum(bytes), 0) AS bytes FROM (
      SELECT DISTINCT ON (checksum) bytes FROM evidence_files WHERE organisation_id = ${organisation}) f`.execute(
    db,
  );
  return Number(rows[0]?.bytes ?? 0);
}

/** True when the school has a file of this checksum already. */
export async function hasFile(db: Db, organisation: string, checksum: string): Promise<boolean> {
  const row = await db
    .selectFrom('evidence_files')
    .select('number')
    .where('organisation_id', '=', organisation)
    .where('checksum', '=', checksum)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
