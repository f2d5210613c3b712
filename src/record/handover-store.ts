/** What a successor needs to know, gathered from what the school has: read only. */
import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import { HAS_GONE_ON, IS_OPEN_ACTION } from '../plan/store.js';
import type { Db } from '../platform/storage/transaction.js';

export interface HandoverLevel {
  statement: string;
  question: string;
  level: number | null;
  isNotYet: boolean;
  reason: string;
  nextStep: string;
}

/**
 * Everything for one school. Open actions come by the day they fall due, levels in the order of the framework. Days are
 * ISO text, and an academic year is the year in which it begins: 2026 for 2026/27.
 */
export async function readHandover(db: Db, organisation: string) {
  const reviews = await listLastReviews(db, organisation);
  const ids = reviews.map(({ id }) => id);
  return {
    reviews,
    levels: await listLevels(db, organisation, ids),
    ...(await findOpen(db, organisation)),
  };
}

export type Handover = Awaited<ReturnType<typeof readHandover>>;
export type HandoverReview = Handover['reviews'][number];

/** Who is here and what waits for somebody. One query. */
async function findOpen(db: Db, organisation: string) {
  const contacts = db
    .selectFrom('memberships as m')
    .innerJoin('persons as p', 'p.id', 'm.person_id')
    .select(['p.name', 'p.email', 'm.role', 'm.title'])
    .where('m.organisation_id', '=', organisation)
    .where('m.ended_at', 'is', null)
    .orderBy('p.name');
  const requests = db
    .selectFrom('data_requests')
    .select(['kind', 'due_on as dueOn'])
    .where('organisation_id', '=', organisation)
    .where('answered_on', 'is', null)
    .orderBy('due_on');
  const found = await db
    .selectNoFrom([
      jsonArrayFrom(openActions(db, organisation)).as('actions'),
      jsonArrayFrom(contacts).as('contacts'),
      jsonArrayFrom(requests).as('requests'),
    ])
    .executeTakeFirstOrThrow();
  const actions = found.actions.map(({ ownerPerson, ownerName, ...rest }) => ({
    ...rest,
    owner: ownerPerson ?? ownerName,
  }));
  return { ...found, actions };
}

/** The newest review, and where it is open the newest closed one beneath it. */
async function listLastReviews(db: Db, organisation: string) {
  const rows = await db
    .selectFrom('reviews')
    .select(['id', 'title', 'academic_year as academicYear', 'closed_at as closedAt'])
    .where('organisation_id', '=', organisation)
    .where('deleted_at', 'is', null)
    .orderBy('academic_year', 'desc')
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  const [newest] = rows;
  if (!newest) return [];
  const closed = newest.closedAt ? undefined : rows.find(({ closedAt }) => closedAt !== null);
  return closed ? [newest, closed] : [newest];
}

/** Each statement as it was agreed last: by the first of these reviews that has a level for it, and not merely taken over. */
async function listLevels(
  db: Db,
  organisation: string,
  reviews: readonly string[],
): Promise<HandoverLevel[]> {
  const { rows } = await sql<HandoverLevel>`
    SELECT * FROM (
      SELECT DISTINCT ON (j.statement)
             j.statement, coalesce(s.item->>'title', '') AS question, j.level,
             j.is_not_yet AS "isNotYet", j.reason, j.next_step AS "nextStep"
      FROM agreements j
      JOIN reviews r ON r.organisation_id = j.organisation_id AND r.id = j.review_id
      JOIN framework_versions v ON v.id = r.framework_version_id
      LEFT JOIN LATERAL (
        SELECT item FROM jsonb_path_query(v.content, '$.themes[*].statements[*]') AS item
        WHERE item->>'id' = j.statement LIMIT 1) s ON true
      WHERE j.organisation_id = ${organisation} AND j.review_id = ANY (${reviews}::uuid[])
        AND (j.level IS NOT NULL OR j.is_not_yet) AND NOT j.is_carried
      ORDER BY j.statement, array_position(${reviews}::uuid[], j.review_id)) AS last
    ORDER BY string_to_array(statement, '.')::int[]`.execute(db);
  return rows;
}

const openActions = (db: Db, organisation: string) =>
  db
    .selectFrom('actions as a')
    .leftJoin('persons as p', 'p.id', 'a.owner_id')
    .select([
      'a.title',
      'a.statement',
      'p.name as ownerPerson',
      'a.owner_name as ownerName',
      'a.status',
      'a.due_on as dueOn',
    ])
    .where('a.organisation_id', '=', organisation)
    .where('a.deleted_at', 'is', null)
    .where(IS_OPEN_ACTION)
    // What goes on in the plan of the next year is open there alone.
    .where((where) => where.not(HAS_GONE_ON))
    .orderBy('a.due_on', (order) => order.asc().nullsLast())
    .orderBy('a.title');
