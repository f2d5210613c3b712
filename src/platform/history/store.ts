/** The history of a school, filtered and page by page. */

import type { Db } from '../storage/transaction.js';
import { entryFrom, type HistoryEntry, historyOf, INSTALLATION_CHAIN } from './history.js';

/** What the history page can be narrowed to. Dates are days of London time, both included. */
export interface HistoryFilter {
  person?: string | undefined;
  verbs?: readonly string[] | undefined;
  from?: Date | undefined;
  until?: Date | undefined;
  /** Only entries before this position: where the page before ended. */
  before?: number | undefined;
}

export const HISTORY_PAGE = 50;

/** One page, newest first. One entry more than a page says that there is another. */
export async function listHistory(
  db: Db,
  organisation: string | null,
  filter: HistoryFilter,
): Promise<HistoryEntry[]> {
  let rows = historyOf(db, organisation ?? INSTALLATION_CHAIN);
  if (filter.person) rows = rows.where('h.person_id', '=', filter.person);
  if (filter.verbs) rows = rows.where('h.verb', 'in', [...filter.verbs]);
  if (filter.from) rows = rows.where('h.at', '>=', filter.from);
  if (filter.until) rows = rows.where('h.at', '<', filter.until);
  if (filter.before) rows = rows.where('h.position', '<', String(filter.before));
  const found = await rows.limit(HISTORY_PAGE + 1).execute();
  return found.map(entryFrom);
}

/** Everybody who stands in the school's history, with the name they have now, for the filter. */
export async function listHistoryPeople(
  db: Db,
  organisation: string,
): Promise<{ id: string; name: string }[]> {
  return db
    .selectFrom('memberships as m')
    .innerJoin('persons as p', 'p.id', 'm.person_id')
    .select(['p.id', 'p.name'])
    .where('m.organisation_id', '=', organisation)
    .orderBy('p.name')
    .execute();
}
