/** The entries of the history that speak of one review. */
import { sql } from 'kysely';
import { entryFrom, historyOf } from '../platform/history/history.js';
import type { Db } from '../platform/storage/transaction.js';
import type { Entry } from './history-messages.js';

export interface HistoryAsked {
  review: string;
  /** Only what was judged, asked and said of this statement. */
  statement?: string | undefined;
  /** Entries older than this position. */
  before?: number | undefined;
  most: number;
}

/** Entries about a review, its agreements, and what was asked and said of it, newest first. One query. */
export async function listReviewHistory(
  db: Db,
  organisation: string,
  { review, statement, before, most }: HistoryAsked,
): Promise<Entry[]> {
  const about = statement
    ? sql<boolean>`(h.subject_kind = 'agreement' AND h.subject_id = ${`${review}/${statement}`}
        OR h.subject_kind = 'remark' AND starts_with(h.subject_id, ${`${review}/${statement}/`}))`
    : sql<boolean>`(h.subject_kind = 'review' AND h.subject_id = ${review}
        OR h.subject_kind = 'remark' AND starts_with(h.subject_id, ${`${review}/`})
        OR h.subject_kind = 'agreement' AND h.subject_id >= ${`${review}/`} AND h.subject_id < ${`${review}0`})`;
  const rows = await historyOf(db, organisation)
    .where(about)
    .$if(before !== undefined, (query) => query.where('h.position', '<', String(before)))
    .limit(most)
    .execute();
  return rows.map((row) => {
    const { subject, ...entry } = entryFrom(row);
    // "REVIEW/2.4" of an agreement, "REVIEW/2.4/REMARK" or "REVIEW//REMARK" of a remark.
    const statement = subject.kind === 'review' ? null : subject.id.split('/')[1] || null;
    return { ...entry, statement };
  });
}
