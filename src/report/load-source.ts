/** From the features below to an account: what a report is told from. Reads only. */
import type { Framework } from '../framework/framework.js';
import { findFrameworkVersion } from '../framework/store.js';
import type { Member } from '../platform/access/member.js';
import type { Db } from '../platform/storage/transaction.js';
import type { Reading } from '../remark/store.js';
import { assertMay } from '../review/permissions.js';
import type { Review } from '../review/review.js';
import { findWholeReview, type WholeReview } from '../review/whole-review.js';
import { findBeside } from './beside-store.js';
import type { ReportSource } from './source.js';

const NOTHING_BESIDE = { evidence: [], remarks: null };

/** The account of a review. */
export function accountOf(
  school: string,
  framework: Framework,
  { review, participants, agreements, previous }: WholeReview,
  { evidence, remarks }: Pick<ReportSource, 'evidence' | 'remarks'> = NOTHING_BESIDE,
): ReportSource {
  return {
    school,
    framework,
    review,
    participants,
    agreements: [...agreements.values()],
    evidence,
    remarks,
    lastYear: previous,
  };
}

/**
 * All that the report tells; `withRemarks`, what was asked and said too. Two queries once the framework is known.
 * @throws Problem 404 `review.not-found` for a review that is not there or that this person may not know of
 */
export async function findAccount(
  db: Db,
  member: Member,
  id: string,
  { withRemarks }: { withRemarks: boolean },
): Promise<ReportSource> {
  const { organisation } = member;
  const { whole, framework } = await findReportedReview(db, member, id);
  // A personal link opens one review, and the plan is not in it.
  const planOf = member.limitedTo ? null : whole.review.academicYear;
  const asked = { review: id, planOf, withRemarks };
  const beside = await findBeside(db, organisation.id, asked);
  return accountOf(organisation.name, framework, whole, beside);
}

/**
 * The same without the evidence; for a reader, what was asked and said of the results too. One query once the
 * framework is known.
 * @throws Problem 404 `review.not-found`
 */
export async function findReportedReview(
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

/** The review to show when none is named: the newest agreed one, else the newest open one; null without any. */
export function latestOf<Each extends Pick<Review, 'closedAt' | 'academicYear' | 'startedAt'>>(
  reviews: readonly Each[],
): Each | null {
  const newestFirst = [...reviews].sort(
    (one, other) =>
      Number(other.closedAt !== null) - Number(one.closedAt !== null) ||
      other.academicYear - one.academicYear ||
      other.startedAt.getTime() - one.startedAt.getTime(),
  );
  return newestFirst[0] ?? null;
}
