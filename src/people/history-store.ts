/** The history of a school, filtered and page by page. */
import { type Door, type HistoryEntry, INSTALLATION_CHAIN } from '../storage/history.js';
import type { Db } from '../storage/transaction.js';

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
  let rows = db
    .selectFrom('history as h')
    .leftJoin('persons as p', 'p.id', 'h.person_id')
    .select([
      'h.position',
      'h.at',
      'h.person_id',
      'p.name',
      'h.verb',
      'h.subject_kind',
      'h.subject_id',
      'h.body',
    ])
    .where('h.organisation_id', '=', organisation ?? INSTALLATION_CHAIN);
  if (filter.person) rows = rows.where('h.person_id', '=', filter.person);
  if (filter.verbs) rows = rows.where('h.verb', 'in', [...filter.verbs]);
  if (filter.from) rows = rows.where('h.at', '>=', filter.from);
  if (filter.until) rows = rows.where('h.at', '<', filter.until);
  if (filter.before) rows = rows.where('h.position', '<', String(filter.before));
  const found = await rows
    .orderBy('h.position', 'desc')
    .limit(HISTORY_PAGE + 1)
    .execute();
  return found.map((row) => {
    const body = JSON.parse(row.body) as Pick<HistoryEntry, 'before' | 'after'> & { door: Door };
    return {
      position: Number(row.position),
      at: row.at,
      personId: row.person_id,
      personName: row.name,
      door: body.door,
      verb: row.verb,
      subject: { kind: row.subject_kind, id: row.subject_id },
      before: body.before,
      after: body.after,
    };
  });
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
