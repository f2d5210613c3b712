/** What a successor needs to know, gathered from what the school has: read only. */
import { sql } from 'kysely';
import type { Db } from '../storage/transaction.js';

export interface HandoverAction {
  title: string;
  statement: string | null;
  owner: string;
  status: string;
  /** ISO day. */
  dueOn: string | null;
}

export interface HandoverLevel {
  statement: string;
  question: string;
  level: number | null;
  isNotYet: boolean;
  reason: string;
  nextStep: string;
}

export interface Handover {
  review: { title: string; closedAt: Date | null } | null;
  levels: HandoverLevel[];
  actions: HandoverAction[];
  contacts: { name: string; email: string | null; role: string; title: string | null }[];
  requests: { kind: string; dueOn: string }[];
}

/** Everything for one school. Open actions come by the day they fall due, levels in the order of the framework. */
export async function readHandover(db: Db, organisation: string): Promise<Handover> {
  const review = await db
    .selectFrom('reviews')
    .select(['id', 'title', 'closed_at as closedAt'])
    .where('organisation_id', '=', organisation)
    .where('deleted_at', 'is', null)
    .orderBy('started_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return {
    review: review ?? null,
    levels: review ? await listLevels(db, organisation, review.id) : [],
    actions: await listOpenActions(db, organisation),
    contacts: await db
      .selectFrom('memberships as m')
      .innerJoin('persons as p', 'p.id', 'm.person_id')
      .select(['p.name', 'p.email', 'm.role', 'm.title'])
      .where('m.organisation_id', '=', organisation)
      .where('m.ended_at', 'is', null)
      .orderBy('p.name')
      .execute(),
    requests: await db
      .selectFrom('data_requests')
      .select(['kind', 'due_on as dueOn'])
      .where('organisation_id', '=', organisation)
      .where('answered_on', 'is', null)
      .orderBy('due_on')
      .execute(),
  };
}

async function listLevels(db: Db, organisation: string, review: string): Promise<HandoverLevel[]> {
  const { rows } = await sql<HandoverLevel>`
    SELECT j.statement, coalesce(s.item->>'title', '') AS question, j.level,
           j.is_not_yet AS "isNotYet", j.reason, j.next_step AS "nextStep"
    FROM agreed_judgements j
    JOIN reviews r ON r.organisation_id = j.organisation_id AND r.id = j.review_id
    JOIN framework_versions v ON v.id = r.framework_version_id
    LEFT JOIN LATERAL (
      SELECT item FROM jsonb_path_query(v.content, '$.themes[*].statements[*]') AS item
      WHERE item->>'id' = j.statement LIMIT 1) s ON true
    WHERE j.organisation_id = ${organisation} AND j.review_id = ${review}
      AND (j.level IS NOT NULL OR j.is_not_yet)
    ORDER BY string_to_array(j.statement, '.')::int[]`.execute(db);
  return rows;
}

async function listOpenActions(db: Db, organisation: string): Promise<HandoverAction[]> {
  const rows = await db
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
    .where('a.status', 'in', ['planned', 'under way'])
    .orderBy('a.due_on', (order) => order.asc().nullsLast())
    .orderBy('a.title')
    .execute();
  return rows.map(({ ownerPerson, ownerName, ...rest }) => ({
    ...rest,
    owner: ownerPerson ?? ownerName,
  }));
}
