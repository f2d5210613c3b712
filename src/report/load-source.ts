/** Loads what a report is made from. Reads only. */
import type { Framework } from '../framework/framework.js';
import type { Member } from '../platform/access/member.js';
import type { Db } from '../platform/storage/transaction.js';
import type { Planning } from '../review/planned.js';
import { findReadableWhole } from '../review/readable.js';
import type { WholeReview } from '../review/whole-review.js';
import { findBeside } from './beside-store.js';
import type { ReportSource } from './source.js';

const NOTHING_BESIDE = { evidence: [], remarks: null, actions: [] };

/** The account of a review. */
export function accountOf(
  school: string,
  framework: Framework,
  { review, participants, agreements, previous }: WholeReview,
  beside: Partial<Pick<ReportSource, 'evidence' | 'remarks' | 'actions'>> = {},
): ReportSource {
  return {
    school,
    framework,
    review,
    participants,
    agreements: [...agreements.values()],
    ...NOTHING_BESIDE,
    ...beside,
    isPreviousDeleted: review.previousReviewId !== null && previous === null,
    lastYear: previous,
  };
}

/**
 * The actions that the results speak of: the open ones of the plan, unless a later review is agreed. A personal link opens
 * one review, and the plan is not in it.
 */
export const actionsFor = (
  { limitedTo }: Pick<Member, 'limitedTo'>,
  { actions, later }: Pick<Planning, 'actions' | 'later'>,
): Planning['actions'] => (limitedTo || later ? [] : actions);

/**
 * All that the report tells; `withRemarks`, what was asked and said too. Two queries once the framework is known.
 * @throws Problem 404 `review.not-found` for a review that is not there or that this person may not know of
 */
export async function findAccount(
  db: Db,
  member: Member,
  id: string,
  { withRemarks, now }: { withRemarks: boolean; now: Date },
): Promise<ReportSource> {
  const { organisation } = member;
  const { whole, framework } = await findReadableWhole(db, member, id);
  // A personal link opens one review, and the plan is not in it.
  const planOf = member.limitedTo ? null : whole.review.academicYear;
  const asked = { review: id, planOf, withRemarks, now };
  const { planning, ...beside } = await findBeside(db, organisation.id, asked);
  const actions = actionsFor(member, planning);
  return accountOf(organisation.name, framework, whole, { ...beside, actions });
}
