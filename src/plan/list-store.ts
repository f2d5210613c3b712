/** The plan as its pages list it: a page of actions at a time, in the order of a grouping, with the counts of the whole. */

import { type RawBuilder, sql } from 'kysely';
import { daysLater } from '../platform/days.js';
import type { Db } from '../platform/storage/transaction.js';
import { type Action, SOON_DAYS, type Status } from './plan.js';
import {
  type ActionJson,
  type ActionRow,
  actionFrom,
  actionsFrom,
  GOES_ON_IN,
  HAS_GONE_ON,
  IS_OPEN_ACTION,
  OWNER_HAS_LEFT,
} from './store.js';

export const GROUPINGS = ['priority', 'theme', 'owner', 'term'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** How many actions stand on one page. */
export const PAGE_SIZE = 25;
/** How many stand in one column of the board. */
export const COLUMN_SIZE = 15;

const MOST_LEFT = 20;

/** Which actions are asked for. */
export interface Asked {
  academicYear: number;
  /** Only this person's. */
  owner?: string | null;
  /** Only of this status; open is planned or under way. */
  status?: Status | 'open' | null;
}

export interface PlanCounts {
  /** How many match what is asked for. */
  found: number;
  /** How many of these have each status, and how many are overdue or due soon. */
  planned: number;
  underWay: number;
  done: number;
  stopped: number;
  overdue: number;
  dueSoon: number;
}

const NO_COUNTS: PlanCounts = {
  ...{ found: 0, planned: 0, underWay: 0, done: 0, stopped: 0, overdue: 0, dueSoon: 0 },
};

export interface PlanPart {
  actions: Action[];
  counts: PlanCounts;
  /** The years that have a plan, newest first. */
  years: number[];
  /** Whether the asked year is archived. */
  isArchived: boolean;
  /** What the year aims at, statement by statement: the highest level of its actions that were not stopped. */
  aims: Aimed[];
  /** Open actions of every year whose owner is no longer in the school, by their due day; at most twenty. */
  left: Action[];
}

/** What the plan of a year aims at for one statement. */
export interface Aimed {
  statement: string;
  level: number;
  /** How many actions aim at it, and how many of them are done. */
  actions: number;
  done: number;
}

const statusWanted = (status: Asked['status']) =>
  status === 'open' ? IS_OPEN_ACTION : status ? sql`a.status = ${status}` : sql`true`;

const where = (organisation: string, { academicYear, owner, status }: Asked) => sql`
  a.organisation_id = ${organisation} AND a.deleted_at IS NULL AND a.academic_year = ${academicYear}
  AND ${owner ? sql`a.owner_id = ${owner}` : sql`true`} AND ${statusWanted(status)}`;

/** What decides the group comes first, then the due day. `codes`: the statements in the order of the framework. */
function orderOf(by: Grouping | 'due' | 'start', codes: readonly string[]): RawBuilder<unknown> {
  const due = sql`a.due_on NULLS LAST, a.id`;
  if (by === 'priority') return sql`a.priority = '', lower(a.priority), a.priority, ${due}`;
  if (by === 'theme') {
    return sql`array_position(${[...codes]}::text[], a.statement) NULLS LAST, ${due}`;
  }
  if (by === 'owner') {
    const name = sql`coalesce(o.name, a.owner_name)`;
    return sql`${name} = '', lower(${name}), a.owner_id NULLS FIRST, ${due}`;
  }
  if (by === 'start') return sql`coalesce(a.start_on, a.due_on) NULLS LAST, ${due}`;
  return due;
}

/** A page of the plan, in the order of its grouping. One query. */
export async function listPlan(
  db: Db,
  organisation: string,
  asked: Asked,
  {
    by,
    codes = [],
    page,
    today,
  }: { by: Grouping | 'due' | 'start'; codes?: readonly string[]; page: number; today: string },
): Promise<PlanPart> {
  return part(
    db,
    organisation,
    asked,
    today,
    sql`
    SELECT a.*, o.name AS person_name, NULL AS updated_by_name, ${GOES_ON_IN} AS goes_on_in,
           row_number() OVER (ORDER BY ${orderOf(by, codes)}) AS place
    FROM actions a LEFT JOIN persons o ON o.id = a.owner_id WHERE ${where(organisation, asked)}
    ORDER BY ${orderOf(by, codes)} LIMIT ${PAGE_SIZE} OFFSET ${(page - 1) * PAGE_SIZE}`,
  );
}

/** The board: the first actions of each status by due day, those closed last first. One query. */
export async function listBoard(
  db: Db,
  organisation: string,
  asked: Asked,
  today: string,
): Promise<PlanPart> {
  return part(
    db,
    organisation,
    asked,
    today,
    sql`
    SELECT * FROM (
      SELECT a.*, o.name AS person_name, NULL AS updated_by_name, ${GOES_ON_IN} AS goes_on_in,
             row_number() OVER (PARTITION BY a.status ORDER BY a.closed_on DESC NULLS LAST, a.due_on NULLS LAST, a.id) AS place
      FROM actions a LEFT JOIN persons o ON o.id = a.owner_id WHERE ${where(organisation, asked)}) AS placed
    WHERE placed.place <= ${COLUMN_SIZE}`,
  );
}

/** The rows of a part, with the counts of all that was asked for and the years there are. */
async function part(
  db: Db,
  organisation: string,
  asked: Asked,
  today: string,
  rows: RawBuilder<unknown>,
): Promise<PlanPart> {
  const found = await sql<{
    actions: ActionJson[] | null;
    counts: PlanCounts;
    years: number[] | null;
    aims: Aimed[] | null;
    left: ActionJson[] | null;
    is_archived: boolean;
  }>`
    SELECT
      (SELECT json_agg(p ORDER BY p.place) FROM (${rows}) AS p) AS actions,
      (SELECT json_build_object(
          'found', count(*),
          'planned', count(*) FILTER (WHERE a.status = 'planned'),
          'underWay', count(*) FILTER (WHERE a.status = 'under way'),
          'done', count(*) FILTER (WHERE a.status = 'done'),
          'stopped', count(*) FILTER (WHERE a.status = 'stopped'),
          'overdue', count(*) FILTER (WHERE ${IS_OPEN_ACTION} AND a.due_on < ${today} AND NOT ${HAS_GONE_ON}),
          'dueSoon', count(*) FILTER (WHERE ${IS_OPEN_ACTION}
            AND a.due_on BETWEEN ${today} AND ${daysLater(today, SOON_DAYS)} AND NOT ${HAS_GONE_ON}))
       FROM actions a WHERE ${where(organisation, asked)}) AS counts,
      (SELECT json_agg(y.academic_year ORDER BY y.academic_year DESC)
       FROM (SELECT DISTINCT academic_year FROM actions
             WHERE organisation_id = ${organisation} AND deleted_at IS NULL) AS y) AS years,
      (SELECT json_agg(s ORDER BY s.statement) FROM (
         SELECT a.statement, max(a.aimed_level) AS level, count(*) AS actions,
                count(*) FILTER (WHERE a.status = 'done') AS done
         FROM actions a WHERE a.organisation_id = ${organisation} AND a.deleted_at IS NULL
           AND a.academic_year = ${asked.academicYear} AND a.statement IS NOT NULL AND a.status <> 'stopped'
         GROUP BY a.statement) AS s) AS aims,
      (SELECT json_agg(p ORDER BY p.due_on NULLS LAST, p.id) FROM (
         SELECT a.*, o.name AS person_name, NULL AS updated_by_name, NULL AS goes_on_in
         FROM actions a LEFT JOIN persons o ON o.id = a.owner_id
         WHERE a.organisation_id = ${organisation} AND a.deleted_at IS NULL
           AND ${IS_OPEN_ACTION} AND NOT ${HAS_GONE_ON} AND ${OWNER_HAS_LEFT}
         ORDER BY a.due_on NULLS LAST, a.id LIMIT ${MOST_LEFT}) AS p) AS "left",
      EXISTS (SELECT 1 FROM archived_years v WHERE v.organisation_id = ${organisation}
              AND v.academic_year = ${asked.academicYear}) AS is_archived`.execute(db);
  const row = found.rows[0];
  return {
    actions: actionsFrom(row?.actions),
    counts: row?.counts ?? NO_COUNTS,
    years: row?.years ?? [],
    aims: row?.aims ?? [],
    left: actionsFrom(row?.left),
    isArchived: row?.is_archived ?? false,
  };
}

/** What somebody has to do, in whatever year: overdue first, at most `most`. One query. */
export async function listMine(
  db: Db,
  organisation: string,
  person: string,
  most = 100,
): Promise<Action[]> {
  const { rows } = await sql<ActionRow>`
    SELECT a.*, o.name AS person_name, NULL AS updated_by_name, ${GOES_ON_IN} AS goes_on_in
    FROM actions a LEFT JOIN persons o ON o.id = a.owner_id
    WHERE a.organisation_id = ${organisation} AND a.deleted_at IS NULL AND a.owner_id = ${person}
      AND ${IS_OPEN_ACTION} AND NOT ${HAS_GONE_ON}
    ORDER BY a.due_on NULLS LAST, a.id LIMIT ${most}`.execute(db);
  return rows.map(actionFrom);
}
