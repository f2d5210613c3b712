/** Loads what a report is made from. Reads only. */
import type { Framework } from '../framework/framework.js';
import type { Member } from '../platform/access/member.js';
import type { Db } from '../platform/storage/transaction.js';
import { findReadableWhole } from '../review/readable.js';
import type { Review } from '../review/review.js';
import type { WholeReview } from '../review/whole-review.js';
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
    isPreviousDeleted: review.previousReviewId !== null && previous === null,
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
  const { whole, framework } = await findReadableWhole(db, member, id);
  // A personal link opens one review, and the plan is not in it.
  const planOf = member.limitedTo ? null : whole.review.academicYear;
  const asked = { review: id, planOf, withRemarks };
  const beside = await findBeside(db, organisation.id, asked);
  return accountOf(organisation.name, framework, whole, beside);
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
