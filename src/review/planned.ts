/**
 * Which moves of a review are in the plan already. The plan lies above this room: it hands its answer in, and the
 * pages here link to the action in place of offering to add it again.
 */
import type { Db } from '../storage/transaction.js';
import type { Review } from './review.js';

/** The action that each planned move has in the plan, by the `moveKey` of the move. */
export type Planned = ReadonlyMap<string, string>;

/** Finds what is planned of the moves that a review leads to. At most one query. */
export type FindPlanned = (
  db: Db,
  organisation: string,
  review: Pick<Review, 'academicYear'>,
  now: Date,
) => Promise<Planned>;
