/** Reviews as a person may read them. A deleted one is there only for those who can restore it. */
import type { Framework } from '../framework/framework.js';
import { findFrameworkVersion } from '../framework/store.js';
import type { Member } from '../platform/access/member.js';
import type { Db } from '../platform/storage/transaction.js';
import type { Reading } from '../remark/store.js';
import { assertMay } from './permissions.js';
import type { Review } from './review.js';
import { findReview } from './store.js';
import { findWholeReview, type WholeReview } from './whole-review.js';

/** A review without its agreements. @throws Problem 404 `review.not-found` */
export async function findReadable(db: Db, member: Member, id: string): Promise<Review> {
  const review = await findReview(db, member.organisation.id, id);
  assertMay(member, 'review.read', review);
  return review;
}

/**
 * A review with its agreements and its framework: one query, two when the framework was not read before. For a reader,
 * what was asked and said of the results too.
 * @throws Problem 404 `review.not-found`
 */
export async function findReadableWhole(
  db: Db,
  member: Member,
  id: string,
  reading?: Reading,
): Promise<{ whole: WholeReview; framework: Framework }> {
  const organisation = member.organisation.id;
  const whole = await findWholeReview(db, organisation, id, reading);
  assertMay(member, 'review.read', whole.review);
  const framework = await findFrameworkVersion(db, whole.review.frameworkVersionId, organisation);
  return { whole, framework };
}
