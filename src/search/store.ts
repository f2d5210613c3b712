/** Finding words in all that a school has. Everything is read in the reader's own scope. */
import { type RawBuilder, sql } from 'kysely';
import { findChoices, listItems } from '../evidence/library-store.js';
import { askedOf, todayAt } from '../evidence/pages/list-query.js';
import { fold, wordsIn } from '../evidence/words.js';
import { searchFramework } from '../framework/search.js';
import { may } from '../organisation/permissions.js';
import { statementHref } from '../plan/pages/action-left.js';
import { readStandpoint, type Standpoint } from '../plan/pages/plan-read.js';
import type { Member } from '../platform/access/member.js';
import type { Db } from '../platform/storage/transaction.js';
import { asked, seen } from '../remark/store.js';
import { reviewName } from '../review/review.js';
import { type Found, type FoundOfKind, KINDS, type Kind, MOST, typedWords } from './search.js';

/**
 * All that has every one of these words, by its beginning, as the search of evidence finds them. Kinds of which nothing
 * was found are left out. Four queries, five when the framework was not read before.
 */
export async function findAll(
  db: Db,
  member: Member,
  query: string,
  now: Date,
): Promise<FoundOfKind[]> {
  const words = typedWords(query);
  if (words.flatMap(wordsIn).length === 0) return [];
  const standpoint = await readStandpoint(db, member);
  const rows = await listRows(db, member, words, now);
  const of = (kind: Kind) => rows.filter((row) => row.kind === kind).map(foundIn(member));
  const all: Readonly<Record<Kind, Found[]>> = {
    statement: findStatements(standpoint, query),
    answer: of('answer'),
    evidence: await findEvidence(db, member, query, now),
    action: of('action'),
    remark: of('remark'),
    person: of('person'),
  };
  return KINDS.map(({ kind }) => ({
    kind,
    found: all[kind].slice(0, MOST),
    isMore: all[kind].length > MOST,
  })).filter(({ found }) => found.length > 0);
}

/** Statements of the model that the school works with. */
function findStatements(standpoint: Standpoint, query: string): Found[] {
  const { framework } = standpoint;
  const { hits, isPartial } = searchFramework({ framework, other: null, matches: {} }, query);
  if (isPartial) return [];
  return hits.map(({ statement, found }) => ({
    title: `${statement.id} ${statement.title}`,
    href: statementHref(standpoint, statement.id),
    words: found[0]?.pieces.map(({ text }) => text).join('') ?? '',
  }));
}

async function findEvidence(db: Db, member: Member, query: string, now: Date): Promise<Found[]> {
  const { id } = member.organisation;
  const { filters } = askedOf(new URLSearchParams({ q: query }));
  const { among } = await findChoices(db, id, filters.words);
  const page = { after: null, most: MOST + 1, today: todayAt(now) };
  const items = await listItems(db, id, { ...filters, among }, page);
  return items.map((item) => ({
    title: item.title,
    href: `/evidence/${item.id}`,
    words: [item.note, item.about].filter(Boolean).join(' '),
  }));
}

interface Row {
  kind: Kind;
  id: string;
  review: string | null;
  statement: string | null;
  action: string | null;
  title: string;
  year: number | null;
  words: string;
}

const foundIn =
  (member: Member) =>
  (row: Row): Found => ({ title: titleOf(row), href: hrefOf(row, member), words: row.words });

function titleOf({ kind, title, statement, year }: Row): string {
  if (year === null) return title;
  const name = reviewName({ title, academicYear: year });
  if (kind === 'answer') return `${statement} in ${name}`;
  return statement === null ? `On ${name}` : `On ${statement} in ${name}`;
}

function hrefOf({ kind, id, review, statement, action }: Row, member: Member): string {
  if (kind === 'answer') return `/reviews/${review}/statements/${statement}`;
  if (kind === 'action') return `/plan/actions/${id}`;
  if (kind === 'person') return may(member, 'people.change') ? `/people/${id}` : '/people';
  return action ? `/plan/actions/${action}/remarks/${id}` : `/reviews/${review}/remarks/${id}`;
}

/** Rows of everything but statements and evidence, the newest of each kind first. One query. */
async function listRows(db: Db, member: Member, words: string[], now: Date): Promise<Row[]> {
  const organisation = member.organisation.id;
  const sources = [
    answers(organisation),
    actions(organisation),
    remarks(organisation, asked({ person: member.person.id, now })),
    people(organisation),
  ];
  const parts = sources.map(
    (source) => sql`(SELECT kind, id, review, statement, action, title, year, words
      FROM (${source}) AS s WHERE ${hasAll(words)} ORDER BY newest DESC, id, statement LIMIT ${MOST + 1})`,
  );
  const { rows } = await sql<Row>`${sql.join(parts, sql` UNION ALL `)}`.execute(db);
  return rows;
}

/**
 * True for a row s whose text, `said`, has all that was typed. A row that does not even have the letters is passed over
 * before its words are taken apart.
 */
function hasAll(typed: readonly string[]): RawBuilder<boolean> {
  const words = typed.flatMap(wordsIn);
  const marked = typed.map(fold).filter((each) => wordsIn(each)[0] !== each);
  const letters = [...marked, ...words].map(
    (each) => sql`strpos(waymark_fold(s.said), ${each}) > 0`,
  );
  return sql<boolean>`(${sql.join(letters, sql` AND `)} AND NOT EXISTS (
    SELECT 1 FROM unnest(${words}::text[]) AS wanted WHERE NOT EXISTS (
      SELECT 1 FROM waymark_words(s.said) AS word WHERE left(word, char_length(wanted)) = wanted)))`;
}

const answers = (organisation: string) => sql`
  SELECT 'answer' AS kind, r.id, r.id AS review, j.statement, NULL::uuid AS action, r.title, r.academic_year AS year,
    concat_ws(' ', j.reason, j.strength, j.next_step) AS words,
    concat_ws(' ', j.statement, j.reason, j.strength, j.next_step) AS said, r.started_at AS newest
  FROM agreements j
  JOIN reviews r ON r.organisation_id = j.organisation_id AND r.id = j.review_id AND r.deleted_at IS NULL
  WHERE j.organisation_id = ${organisation} AND concat(j.reason, j.strength, j.next_step) <> ''`;

const actions = (organisation: string) => sql`
  SELECT 'action' AS kind, a.id, NULL::uuid AS review, NULL AS statement, NULL::uuid AS action, a.title,
    NULL::integer AS year,
    concat_ws(' ', a.objective, a.expected_change, a.measure, a.changed, a.result) AS words,
    concat_ws(' ', a.title, a.statement, a.priority, a.objective, a.resources, a.expected_change, a.measure,
      a.expected_evidence, a.changed, a.result, a.owner_name, o.name,
      (SELECT string_agg(m ->> 'what', ' ') FROM jsonb_array_elements(a.milestones) AS m),
      (SELECT string_agg(n.words, ' ') FROM action_notes n
       WHERE n.organisation_id = a.organisation_id AND n.action_id = a.id)) AS said,
    a.created_at AS newest
  FROM actions a LEFT JOIN persons o ON o.id = a.owner_id
  WHERE a.organisation_id = ${organisation} AND a.deleted_at IS NULL`;

const remarks = (organisation: string, reading: ReturnType<typeof asked>) => sql`
  SELECT 'remark' AS kind, m.id, m.review_id AS review, m.statement, m.action_id AS action,
    coalesce(r.title, a.title) AS title, r.academic_year AS year,
    concat_ws(' ', m.words, t.replies) AS words, concat_ws(' ', m.words, t.replies) AS said, m.written_at AS newest
  FROM remarks m
  LEFT JOIN reviews r ON r.organisation_id = m.organisation_id AND r.id = m.review_id AND r.deleted_at IS NULL
  LEFT JOIN actions a ON a.organisation_id = m.organisation_id AND a.id = m.action_id AND a.deleted_at IS NULL
  LEFT JOIN LATERAL (
    SELECT string_agg(r.words, ' ' ORDER BY r.written_at, r.id) AS replies FROM remarks r
    WHERE r.organisation_id = m.organisation_id AND r.replies_to = m.id AND ${seen('r', reading)}) AS t ON true
  WHERE m.organisation_id = ${organisation} AND m.replies_to IS NULL AND ${seen('m', reading)}
    AND (r.id IS NOT NULL OR a.id IS NOT NULL)`;

const people = (organisation: string) => sql`
  SELECT 'person' AS kind, p.id, NULL::uuid AS review, NULL AS statement, NULL::uuid AS action, p.name AS title,
    NULL::integer AS year, coalesce(m.title, '') AS words, concat_ws(' ', p.name, m.title) AS said,
    m.started_at AS newest
  FROM memberships m JOIN persons p ON p.id = m.person_id AND p.erased_at IS NULL
  WHERE m.organisation_id = ${organisation} AND m.ended_at IS NULL`;
