/** A year of the plan at its end: what was promised, what happened, what is still open. One query. */
import { sql } from 'kysely';
import type { Db } from '../platform/storage/transaction.js';
import type { Action } from './plan.js';
import {
  type ActionRow,
  actionFrom,
  actionRows,
  GOES_ON_IN,
  HAS_GONE_ON,
  IS_OPEN_ACTION,
} from './store.js';

/** How many actions of a kind the page of a year lists. */
export const MOST_LISTED = 50;

export interface YearEnd {
  counts: { all: number; done: number; stopped: number; open: number; carried: number };
  /** Open, and not in the next year's plan yet: at most 50. */
  open: Action[];
  /** What goes on in the next year's plan: at most 50. */
  goingOn: Action[];
  /** Closed in the end, newest first: at most 50. */
  closed: Action[];
  archived: { words: string; at: Date; by: string | null } | null;
}

type JsonAction = ActionRow & { created_at: string; updated_at: string };

/** What the page of a year shows of its plan. */
export async function findYearEnd(db: Db, organisation: string, year: number): Promise<YearEnd> {
  const of = sql`a.organisation_id = ${organisation} AND a.academic_year = ${year} AND a.deleted_at IS NULL`;
  const { rows } = await sql<{
    counts: YearEnd['counts'];
    open: JsonAction[] | null;
    going_on: JsonAction[] | null;
    closed: JsonAction[] | null;
    archived: { words: string; at: string; by: string | null } | null;
  }>`
    SELECT
      (SELECT json_build_object('all', count(*),
          'done', count(*) FILTER (WHERE a.status = 'done'),
          'stopped', count(*) FILTER (WHERE a.status = 'stopped'),
          'open', count(*) FILTER (WHERE ${IS_OPEN_ACTION}),
          'carried', count(*) FILTER (WHERE ${IS_OPEN_ACTION} AND ${HAS_GONE_ON}))
       FROM actions a WHERE ${of}) AS counts,
      (SELECT json_agg(m) FROM (
         SELECT a.*, o.name AS person_name, NULL AS updated_by_name, ${GOES_ON_IN} AS goes_on_in
         FROM actions a LEFT JOIN persons o ON o.id = a.owner_id
         WHERE ${of} AND ${IS_OPEN_ACTION} AND NOT ${HAS_GONE_ON}
         ORDER BY a.due_on NULLS LAST, a.id LIMIT ${MOST_LISTED}) AS m) AS open,
      (SELECT json_agg(m) FROM (
         SELECT a.*, o.name AS person_name, NULL AS updated_by_name, ${GOES_ON_IN} AS goes_on_in
         FROM actions a LEFT JOIN persons o ON o.id = a.owner_id
         WHERE ${of} AND ${IS_OPEN_ACTION} AND ${HAS_GONE_ON}
         ORDER BY a.due_on NULLS LAST, a.id LIMIT ${MOST_LISTED}) AS m) AS going_on,
      (SELECT json_agg(m) FROM (
         SELECT a.*, o.name AS person_name, NULL AS updated_by_name, ${GOES_ON_IN} AS goes_on_in
         FROM actions a LEFT JOIN persons o ON o.id = a.owner_id
         WHERE ${of} AND a.status IN ('done', 'stopped')
         ORDER BY a.closed_on DESC, a.id LIMIT ${MOST_LISTED}) AS m) AS closed,
      (SELECT json_build_object('words', v.words, 'at', v.archived_at, 'by', p.name)
       FROM archived_years v LEFT JOIN persons p ON p.id = v.archived_by
       WHERE v.organisation_id = ${organisation} AND v.academic_year = ${year}) AS archived`.execute(
    db,
  );
  const row = rows[0]!;
  return {
    counts: row.counts,
    open: (row.open ?? []).map(fromJson),
    goingOn: (row.going_on ?? []).map(fromJson),
    closed: (row.closed ?? []).map(fromJson),
    archived: row.archived && { ...row.archived, at: new Date(row.archived.at) },
  };
}

const fromJson = (row: JsonAction): Action =>
  actionFrom({
    ...row,
    created_at: new Date(row.created_at),
    updated_at: new Date(row.updated_at),
  });

const MOST_DONE = 500;

/** What shows that an action was done. */
export type ShownBy = ReadonlyMap<string, readonly { id: string; title: string }[]>;

/**
 * The actions that were done and aimed at a statement, in all years, newest first; at most 500. With them, by the id of
 * the action, the evidence that is attached. One query.
 */
export async function listDoneWithAim(
  db: Db,
  organisation: string,
): Promise<{ actions: Action[]; shownBy: ShownBy }> {
  const rows = await actionRows(db, organisation)
    .select(
      sql<{ id: string; title: string }[] | null>`(
        SELECT json_agg(json_build_object('id', e.id, 'title', e.title) ORDER BY e.title, e.id)
        FROM action_evidence t JOIN evidence e ON e.organisation_id = t.organisation_id AND e.id = t.evidence_id
        WHERE t.organisation_id = a.organisation_id AND t.action_id = a.id AND e.deleted_at IS NULL)`.as(
        'shown_by',
      ),
    )
    .where('a.deleted_at', 'is', null)
    .where('a.status', '=', 'done')
    .where('a.statement', 'is not', null)
    .orderBy('a.closed_on', 'desc')
    .orderBy('a.id')
    .limit(MOST_DONE)
    .execute();
  return {
    actions: rows.map(actionFrom),
    shownBy: new Map(rows.map(({ id, shown_by }) => [id, shown_by ?? []])),
  };
}
