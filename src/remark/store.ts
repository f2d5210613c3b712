/** Rows of remarks. Whoever took something back sees it until it goes for good; nobody else does. */
import { type RawBuilder, sql } from 'kysely';
import type { Role } from '../people/people.js';
import type { Db } from '../storage/transaction.js';
import { goneBefore, noRemark, type Place, type Remark, type RemarkKind } from './remark.js';

/** Who reads, and when: what was taken back is shown by it. */
export interface Reading {
  person: string;
  now: Date;
}

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

/** What a query of another room carries along for the remarks of its page. */
export interface RemarksJson {
  /** Newest first. */
  shown: RemarkRow[] | null;
  /** How many there are at this place. */
  count: number;
  /** How many questions at this place are open. */
  open: number;
}

/** The remarks of a place as a page shows them. */
export interface RemarkList {
  shown: Remark[];
  count: number;
  open: number;
}

export const NO_REMARKS: RemarkList = { shown: [], count: 0, open: 0 };

const dateOf = (text: string | null) => (text === null ? null : new Date(text));

const writtenFrom = (row: WrittenRow) => ({
  id: row.id,
  words: row.words,
  by: { id: row.written_by, name: row.name, isErased: row.is_erased },
  as: row.written_as,
  at: new Date(row.written_at),
  withdrawnAt: dateOf(row.withdrawn_at),
});

const remarkFrom = (row: RemarkRow): Remark => ({
  ...writtenFrom(row),
  kind: row.kind,
  place: { review: row.review_id, statement: row.statement, action: row.action_id },
  answeredAt: dateOf(row.answered_at),
  answeredBy: row.answered_by_name,
  replies: (row.replies ?? []).map(writtenFrom),
});

/** The list that a column made by `remarksJson` holds. */
export const remarksFrom = ({ shown, count, open }: RemarksJson): RemarkList => ({
  shown: (shown ?? []).map(remarkFrom),
  count,
  open,
});

const seen = (row: 'm' | 'r', { person, now }: Reading) =>
  sql`(${sql.ref(`${row}.withdrawn_at`)} IS NULL
       OR (${sql.ref(`${row}.written_by`)} = ${person} AND ${sql.ref(`${row}.withdrawn_at`)} > ${goneBefore(now)}))`;

/** Remarks with their replies, newest first, as rows of JSON. `which` speaks of the remark as m. */
function rowsOf(which: RawBuilder<unknown>, reading: Reading, most: number): RawBuilder<unknown> {
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

/** How many remarks a page of another room shows; the rest stands on a page of its own. */
const MOST_BESIDE = 10;

/**
 * One column for the query of another room: the newest remarks of a place, and how many there are. `which` speaks of
 * the remark as m ("m.review_id = r.id AND …").
 */
export const remarksJson = (which: RawBuilder<unknown>, reading: Reading) => sql<RemarksJson>`
  (SELECT json_build_object(
     'shown', (SELECT json_agg(t) FROM (${rowsOf(which, reading, MOST_BESIDE)}) AS t),
     'count', (SELECT count(*) FROM remarks m WHERE m.replies_to IS NULL AND ${which} AND ${seen('m', reading)}),
     'open', (SELECT count(*) FROM remarks m WHERE m.kind = 'question' AND m.answered_at IS NULL
              AND m.withdrawn_at IS NULL AND ${which})))`;

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
  open: sql`m.kind = 'question' AND m.answered_at IS NULL AND m.withdrawn_at IS NULL`,
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
  }>`SELECT (SELECT json_agg(t) FROM (${rowsOf(which, reading, A_PAGE + 1)}) AS t) AS shown,
      (SELECT json_build_object(${sql.join(counts)}) FROM remarks m
       WHERE m.replies_to IS NULL AND ${at} AND ${seen('m', reading)}) AS counts`.execute(db);
  const row = rows[0];
  return {
    shown: (row?.shown ?? []).map(remarkFrom),
    counts: row?.counts ?? { all: 0, open: 0, questions: 0, comments: 0 },
  };
}

/** Which remarks a program is told of: nothing that was taken back. Newest first, all of them. */
export async function listRemarksToTell(
  db: Db,
  organisation: string,
  review: string,
): Promise<Remark[]> {
  const which = sql`m.organisation_id = ${organisation} AND m.review_id = ${review} AND m.withdrawn_at IS NULL`;
  const nobody = { person: '00000000-0000-0000-0000-000000000000', now: new Date(0) };
  const { rows } = await sql<{ shown: RemarkRow[] | null }>`
    SELECT (SELECT json_agg(t) FROM (${rowsOf(which, nobody, 10_000)}) AS t) AS shown`.execute(db);
  return (rows[0]?.shown ?? []).map(remarkFrom);
}

/** Open questions, review by review; those on actions of the plan stand one by one. */
export interface OpenQuestions {
  reviews: { review: string; academicYear: number; count: number }[];
  actions: { action: string; title: string; count: number }[];
}

/** One column for the first page: the questions that wait for an answer, newest year first. */
export const openQuestionsJson = (organisation: string) => sql<OpenQuestions>`
  (SELECT json_build_object(
     'reviews', (SELECT coalesce(json_agg(t), '[]') FROM (
        SELECT r.id AS review, r.academic_year AS "academicYear", count(*)::integer AS count
        FROM remarks m JOIN reviews r ON r.organisation_id = m.organisation_id AND r.id = m.review_id
        WHERE m.organisation_id = ${organisation} AND r.deleted_at IS NULL AND ${SHOWN.open}
        GROUP BY r.id, r.academic_year ORDER BY r.academic_year DESC, r.id DESC) AS t),
     'actions', (SELECT coalesce(json_agg(t), '[]') FROM (
        SELECT a.id AS action, a.title, count(*)::integer AS count
        FROM remarks m JOIN actions a ON a.organisation_id = m.organisation_id AND a.id = m.action_id
        WHERE m.organisation_id = ${organisation} AND a.deleted_at IS NULL AND ${SHOWN.open}
        GROUP BY a.id, a.title ORDER BY a.id DESC LIMIT 5) AS t)))`;

/** How many of one's own remarks the first page shows. */
const MOST_OWN = 5;

/** One column for the first page: what this person asked and said last, with what was replied. */
export const ownRemarksJson = (organisation: string, reading: Reading) => sql<RemarkRow[] | null>`
  (SELECT json_agg(t) FROM (${rowsOf(
    sql`m.organisation_id = ${organisation} AND m.written_by = ${reading.person} AND m.withdrawn_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM reviews r WHERE r.organisation_id = m.organisation_id
                        AND r.id = m.review_id AND r.deleted_at IS NOT NULL)
        AND NOT EXISTS (SELECT 1 FROM actions a WHERE a.organisation_id = m.organisation_id
                        AND a.id = m.action_id AND a.deleted_at IS NOT NULL)`,
    reading,
    MOST_OWN,
  )}) AS t)`;

/** The remarks that a column made by `ownRemarksJson` holds. */
export const ownRemarksFrom = (rows: RemarkRow[] | null): Remark[] => (rows ?? []).map(remarkFrom);

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
    SELECT (SELECT row_to_json(t) FROM (${rowsOf(which, reading, 1)}) AS t) AS found`.execute(db);
  const row = rows[0]?.found;
  if (!row) throw noRemark();
  return remarkFrom(row);
}

/** Holds a remark still until the transaction ends. */
export async function lockRemark(db: Db, organisation: string, remark: string): Promise<void> {
  await db
    .selectFrom('remarks')
    .select('id')
    .where('organisation_id', '=', organisation)
    .where('id', '=', remark)
    .forNoKeyUpdate()
    .execute();
}

/** Something about to be written. */
export interface NewRemark {
  id: string;
  kind: RemarkKind | 'reply';
  repliesTo: string | null;
  place: Place;
  words: string;
  by: string;
  as: Role;
  at: Date;
}

/** Saves a question, a comment or a reply. */
export async function saveRemark(db: Db, organisation: string, remark: NewRemark): Promise<void> {
  await db
    .insertInto('remarks')
    .values({
      organisation_id: organisation,
      id: remark.id,
      kind: remark.kind,
      replies_to: remark.repliesTo,
      review_id: remark.place.review,
      statement: remark.place.statement,
      action_id: remark.place.action,
      words: remark.words,
      written_by: remark.by,
      written_as: remark.as,
      written_at: remark.at,
    })
    .execute();
}

/** What of a remark may change: whether it is answered, and whether it was taken back. Never its words. */
export async function changeRemark(
  db: Db,
  organisation: string,
  id: string,
  change: { answered_at: Date | null; answered_by: string | null } | { withdrawn_at: Date | null },
): Promise<void> {
  await db
    .updateTable('remarks')
    .set(change)
    .where('organisation_id', '=', organisation)
    .where('id', '=', id)
    .execute();
}

/** Deletes what was taken back before a moment, with its replies. Gives how many went. */
export async function purgeWithdrawn(db: Db, organisation: string, before: Date): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('remarks')
    .where('organisation_id', '=', organisation)
    .where('withdrawn_at', '<=', before)
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

/** The addresses of the careers leaders at work, without this person's own. */
export async function listLeadersAddresses(
  db: Db,
  organisation: string,
  without: string,
): Promise<string[]> {
  return addresses(db, organisation, (each) =>
    each.where('m.role', '=', 'careers leader').where('p.id', '<>', without),
  );
}

/** The address of somebody who is still in the school, or nothing. */
export async function findAddress(db: Db, organisation: string, person: string): Promise<string[]> {
  return addresses(db, organisation, (each) => each.where('p.id', '=', person));
}

const memberships = (db: Db, organisation: string) =>
  db
    .selectFrom('memberships as m')
    .innerJoin('persons as p', 'p.id', 'm.person_id')
    .select('p.email')
    .where('m.organisation_id', '=', organisation)
    .where('m.ended_at', 'is', null)
    .where('p.email', 'is not', null)
    .orderBy('p.email');

async function addresses(
  db: Db,
  organisation: string,
  narrow: (query: ReturnType<typeof memberships>) => ReturnType<typeof memberships>,
): Promise<string[]> {
  const rows = await narrow(memberships(db, organisation)).execute();
  return rows.flatMap(({ email }) => (email ? [email] : []));
}
