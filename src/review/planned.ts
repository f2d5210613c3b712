/**
 * Which moves of a review are in the plan already. The plan lies above this feature: it hands its answer in, and the
 * pages here link to the action in place of offering to add it again.
 */
import type { Db } from '../platform/storage/transaction.js';
import type { Review } from './review.js';

/** The action that each planned move has in the plan, by the `moveKey` of the move. */
export type Planned = ReadonlyMap<string, string>;

/** What is planned of the moves that a review leads to, and whether more may be added from it. */
export interface Planning {
  planned: Planned;
  /** A later review that is agreed: the moves of this one may be made by now, so nothing is added from it. */
  later: { id: string; academicYear: number } | null;
}

/** Finds what is planned of the moves that a review leads to. At most one query. */
export type FindPlanning = (
  db: Db,
  organisation: string,
  review: Pick<Review, 'id' | 'academicYear'>,
  now: Date,
) => Promise<Planning>;
