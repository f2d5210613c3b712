/** Reading remarks. Whoever took something back sees it until it goes for good; nobody else does. */

import { type RawBuilder, sql } from 'kysely';
import type { Role } from '../platform/access/member.js';
import { goneBefore } from '../platform/restoring.js';
import type { Db } from '../platform/storage/transaction.js';
import { noRemark, type Remark, type RemarkKind } from './remark.js';

/** Who reads, and when: what was taken back is shown by it. */
export interface Reading {
  person: string;
  now: Date;
}

/** The same as a query needs it. */
interface ReadingAsked {
  person: string;
  /** What was taken back before this moment is gone. */
  gone: Date;
}

/** What a query needs of a reading. */
export const asked = ({ person, now }: Reading) => ({ person, gone: goneBefore(now) });

interface WrittenRow {
  id: string;
  words: string;
  written_by: string | null;
  name: string | null;
  is_erased: boolean;
  written_as: Role;
  written_at: string;
  withdrawn_at: string | null;
}
export interface RemarkRow extends WrittenRow {
  kind: RemarkKind;
  review_id: string | null;
  statement: string | null;
  action_id: string | null;
  answered_at: string | null;
  answered_by_name: string | null;
  replies: WrittenRow[] | null;
}

const dateOf = (text: string | null) => (text === null ? null : new Date(text));

const writtenFrom = (row: WrittenRow) => ({
  id: row.id,
  words: row.words,
  by: { id: row.written_by, name: row.name, isErased: row.is_erased },
  as: row.written_as,
  at: new Date(row.written_at),
  withdrawnAt: dateOf(row.withdrawn_at),
});

export const remarkFrom = (row: RemarkRow): Remark => ({
  ...writtenFrom(row),
  kind: row.kind,
  place: { review: row.review_id, statement: row.statement, action: row.action_id },
  answeredAt: dateOf(row.answered_at),
  answeredBy: row.answered_by_name,
  replies: (row.replies ?? []).map(writtenFrom),
});

/** What this person sees of a row: nothing that another took back. */
export const seen = (row: 'm' | 'r', { person, gone }: ReadingAsked) =>
  sql`(${sql.ref(`${row}.withdrawn_at`)} IS NULL
       OR (${sql.ref(`${row}.written_by`)} = ${person} AND ${sql.ref(`${row}.withdrawn_at`)} > ${gone}))`;

/** Remarks with their replies, newest first, as rows of JSON. `which` speaks of the remark as m. */
export function rowsOf(
  which: RawBuilder<unknown>,
  reading: ReadingAsked,
  most: number,
): RawBuilder<unknown> {
  return sql`
    SELECT m.id, m.words, m.written_by, author.name, author.erased_at IS NOT NULL AS is_erased, m.written_as,
      m.written_at, m.withdrawn_at, m.kind, m.review_id, m.statement, m.action_id, m.answered_at,
      answerer.name AS answered_by_name,
      (SELECT json_agg(json_build_object(
          'id', r.id, 'words', r.words, 'written_by', r.written_by, 'name', q.name,
          'is_erased', q.erased_at IS NOT NULL, 'written_as', r.written_as, 'written_at', r.written_at,
          'withdrawn_at', r.withdrawn_at) ORDER BY r.written_at, r.id)
       FROM remarks r LEFT JOIN persons q ON q.id = r.written_by
       WHERE r.organisation_id = m.organisation_id AND r.replies_to = m.id AND ${seen('r', reading)}) AS replies
    FROM remarks m
    LEFT JOIN persons author ON author.id = m.written_by
    LEFT JOIN persons answerer ON answerer.id = m.answered_by
    WHERE m.replies_to IS NULL AND ${which} AND ${seen('m', reading)}
    ORDER BY m.written_at DESC, m.id DESC LIMIT ${most}`;
}

/** A question that waits for an answer: the remark is m. */
export const IS_OPEN = sql`m.kind = 'question' AND m.answered_at IS NULL AND m.withdrawn_at IS NULL`;

/** How many remarks there are at a place. */
export interface RemarkCounts {
  count: number;
  /** How many of them are questions that are open. */
  open: number;
}

/** What a query of another feature carries along for the remarks of its page. */
export interface RemarksJson extends RemarkCounts {
  /** Newest first. */
  shown: RemarkRow[] | null;
}

/** The remarks of a place as a page shows them. */
export interface RemarkList extends RemarkCounts {
  shown: Remark[];
}

export const NO_REMARKS: RemarkList = { shown: [], count: 0, open: 0 };

/** The list that a column made by `remarksJson` holds. */
export const remarksFrom = ({ shown, count, open }: RemarksJson): RemarkList => ({
  shown: (shown ?? []).map(remarkFrom),
  count,
  open,
});

/** How many remarks a page of another feature shows; the rest stands on a page of its own. */
const MOST_BESIDE = 10;

const counts = (reading: ReadingAsked) => sql`
  'count', count(*) FILTER (WHERE m.replies_to IS NULL AND ${seen('m', reading)}),
  'open', count(*) FILTER (WHERE ${IS_OPEN})`;

/**
 * One column for the query of another feature: the newest remarks of a place, and how many there are. `which` speaks of
 * the remark as m ("m.review_id = r.id AND …").
 */
export const remarksJson = (which: RawBuilder<unknown>, reading: ReadingAsked) => sql<RemarksJson>`
  (SELECT json_build_object(
     'shown', (SELECT json_agg(t) FROM (${rowsOf(which, reading, MOST_BESIDE)}) AS t), ${counts(reading)})
   FROM remarks m WHERE ${which})`;

/** The newest remarks of a place. One query. */
export async function listNewest(
  db: Db,
  which: RawBuilder<unknown>,
  reading: Reading,
): Promise<Remark[]> {
  const { rows } = await sql<{ shown: RemarkRow }>`
    SELECT row_to_json(t) AS shown FROM (${rowsOf(which, asked(reading), MOST_BESIDE)}) AS t`.execute(
    db,
  );
  return rows.map(({ shown }) => remarkFrom(shown));
}

/** What a list of remarks can be narrowed to. */
export interface RemarkFilter {
  show: 'all' | 'open' | 'questions' | 'comments';
  /** Only these statements; null: every one, and the results as a whole. */
  statements: readonly string[] | null;
  /** Only those older than this one: where the page before ended. */
  before: string | null;
}

const SHOWN: Readonly<Record<RemarkFilter['show'], RawBuilder<unknown>>> = {
  all: sql`true`,
  open: IS_OPEN,
  questions: sql`m.kind = 'question'`,
  comments: sql`m.kind = 'comment'`,
};

export const A_PAGE = 25;

/** The remarks of a review, one page, newest first; and how many there are of each kind. One query. */
export async function listRemarks(
  db: Db,
  organisation: string,
  review: string,
  { show, statements, before }: RemarkFilter,
  reading: Reading,
): Promise<{ shown: Remark[]; counts: Record<RemarkFilter['show'], number> }> {
  const at = sql`m.organisation_id = ${organisation} AND m.review_id = ${review}
    AND (${statements === null} OR m.statement = ANY (${statements ?? []}))`;
  const older = before
    ? sql`(m.written_at, m.id) < (SELECT b.written_at, b.id FROM remarks b
           WHERE b.organisation_id = ${organisation} AND b.id = ${before})`
    : sql`true`;
  const counts = Object.entries(SHOWN).map(
    ([name, which]) => sql`${sql.lit(name)}, count(*) FILTER (WHERE ${which})`,
  );
  const which = sql`${at} AND ${SHOWN[show]} AND ${older}`;
  const { rows } = await sql<{
    shown: RemarkRow[] | null;
    counts: Record<RemarkFilter['show'], number>;
  }>`SELECT (SELECT json_agg(t) FROM (${rowsOf(which, asked(reading), A_PAGE + 1)}) AS t) AS shown,
      (SELECT json_build_object(${sql.join(counts)}) FROM remarks m
       WHERE m.replies_to IS NULL AND ${at} AND ${seen('m', asked(reading))}) AS counts`.execute(
    db,
  );
  const row = rows[0];
  return {
    shown: (row?.shown ?? []).map(remarkFrom),
    counts: row?.counts ?? { all: 0, open: 0, questions: 0, comments: 0 },
  };
}

/** Where a remark lies: in a review, or at an action. */
export type Column = 'review_id' | 'action_id';

/** One remark with its replies. @throws NotFound for one that is not there, or that its author took back */
export async function findRemark(
  db: Db,
  organisation: string,
  { column, id, remark }: { column: Column; id: string; remark: string },
  reading: Reading,
): Promise<Remark> {
  const which = sql`m.organisation_id = ${organisation} AND m.id = ${remark} AND ${sql.ref(`m.${column}`)} = ${id}`;
  const { rows } = await sql<{ found: RemarkRow | null }>`
    SELECT (SELECT row_to_json(t) FROM (${rowsOf(which, asked(reading), 1)}) AS t) AS found`.execute(
    db,
  );
  const row = rows[0]?.found;
  if (!row) throw noRemark();
  return remarkFrom(row);
}
