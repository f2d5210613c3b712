/** What somebody has to do, with how they want to hear of it. */
import { sql } from 'kysely';
import type { Db } from '../platform/storage/transaction.js';
import type { Action } from './plan.js';
import { type ActionJson, actionsFrom, HAS_GONE_ON, IS_OPEN_ACTION } from './store.js';

const MOST_SHOWN = 100;

export interface Mine {
  /** Open actions in whatever year, by due day; at most 100. */
  actions: Action[];
  wantsReminders: boolean;
  hasCalendar: boolean;
}

/** Everything that the page of one's own actions shows. One query. */
export async function listMineWith(db: Db, organisation: string, person: string): Promise<Mine> {
  const { rows } = await sql<{
    actions: ActionJson[] | null;
    is_off: boolean;
    has_calendar: boolean;
  }>`
    SELECT
      (SELECT json_agg(m ORDER BY m.due_on NULLS LAST, m.id) FROM (
         SELECT a.*, o.name AS person_name, NULL AS updated_by_name, NULL AS goes_on_in
         FROM actions a LEFT JOIN persons o ON o.id = a.owner_id
         WHERE a.organisation_id = ${organisation} AND a.deleted_at IS NULL AND a.owner_id = ${person}
           AND ${IS_OPEN_ACTION} AND NOT ${HAS_GONE_ON}
         ORDER BY a.due_on NULLS LAST, a.id LIMIT ${MOST_SHOWN}) AS m) AS actions,
      EXISTS (SELECT 1 FROM reminders_off WHERE organisation_id = ${organisation} AND person_id = ${person}) AS is_off,
      EXISTS (SELECT 1 FROM calendar_feeds WHERE organisation_id = ${organisation} AND person_id = ${person}) AS has_calendar`.execute(
    db,
  );
  const row = rows[0];
  return {
    actions: actionsFrom(row?.actions),
    wantsReminders: !row?.is_off,
    hasCalendar: row?.has_calendar ?? false,
  };
}
