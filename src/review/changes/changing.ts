/** What every change of a review does: in one transaction find it, ask who may, do the work, and record it. */
import type { Member } from '../../platform/access/member.js';
import { changeIdempotently, type How, recordBy } from '../../platform/access/member-changes.js';
import type { Happened } from '../../platform/history/history.js';
import { conflict } from '../../platform/problems.js';
import type { AppContext } from '../../platform/storage/context.js';
import type { Db } from '../../platform/storage/transaction.js';
import { reviewEvents } from '../events.js';
import { assertMay } from '../permissions.js';
import type { Review } from '../review.js';
import { findReview } from '../store.js';

type Act =
  | 'review.change'
  | 'review.name-setters'
  | 'review.close'
  | 'review.reopen'
  | 'review.delete'
  | 'review.restore';

/**
 * Changes a review, once. `work` gives what happened, or null when nothing changed.
 * @throws Problem 403, 404, 409 as the table of permissions says
 */
export async function changing(
  context: AppContext,
  member: Member,
  { id, act, key }: How & { id: string; act: Act },
  work: (db: Db, review: Review) => Promise<Happened<typeof reviewEvents> | null>,
): Promise<void> {
  await changeIdempotently(context, member, key, async (db) => {
    const review = await findReview(db, member.organisation.id, id, 'lock');
    assertOnceOnly(act, review);
    assertMay(member, act, review);
    const happened = await work(db, review);
    const subject = { kind: 'review', id };
    if (happened) await recordBy(db, context, member, reviewEvents, { subject, ...happened });
    return { id };
  });
}

/** Two people close the same review: the second sees who was first. @throws Problem 409 */
function assertOnceOnly(act: Act, review: Review): void {
  if (act === 'review.reopen' && !review.closedAt && !review.deletedAt) {
    throw conflict('review.open', 'This review is already open.');
  }
  if (act === 'review.close' && review.closedAt && !review.deletedAt) {
    const who = review.signedOffAs ?? 'someone';
    throw conflict('review.closed', `This review is already closed. It was signed off by ${who}.`);
  }
}
