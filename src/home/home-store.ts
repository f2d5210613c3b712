/** What stands beside the path on the first page: what is due in the plan, and how many own the school. */
import { sql } from 'kysely';
import { HAS_GONE_ON } from '../plan/store.js';
import type { Db } from '../storage/transaction.js';

const MOST_DUE = 3;

/** An open action of the plan, as the first page tells it. */
export interface DueAction {
  id: string;
  title: string;
  statement: string | null;
  /** A day as ISO text. */
  dueOn: string;
  owner: string;
}

export interface BesideThePath {
  /** How many people at work own the school. */
  owners: number;
  /** The open actions that are due first, at most three. */
  due: DueAction[];
  /** How many actions are open, those without a due day too. */
  open: number;
}

/** Whatever the first page asks of people and of the plan. One query. */
export async function findBesideThePath(db: Db, organisation: string): Promise<BesideThePath> {
  const isOpen = sql`a.organisation_id = ${organisation} AND a.deleted_at IS NULL
    AND a.status IN ('planned', 'under way') AND NOT ${HAS_GONE_ON}`;
  const { rows } = await sql<{ owners: number; due: DueAction[] | null; open: number }>`
    SELECT
      (SELECT count(*)::integer FROM memberships
       WHERE organisation_id = ${organisation} AND is_owner AND ended_at IS NULL) AS owners,
      (SELECT json_agg(d ORDER BY d."dueOn", d.id) FROM (
         SELECT a.id, a.title, a.statement, a.due_on AS "dueOn", coalesce(o.name, a.owner_name) AS owner
         FROM actions a LEFT JOIN persons o ON o.id = a.owner_id
         WHERE ${isOpen} AND a.due_on IS NOT NULL
         ORDER BY a.due_on, a.id LIMIT ${MOST_DUE}) AS d) AS due,
      (SELECT count(*)::integer FROM actions a WHERE ${isOpen}) AS open`.execute(db);
  const row = rows[0];
  return { owners: row?.owners ?? 0, due: row?.due ?? [], open: row?.open ?? 0 };
}
