/** Closing a review and opening it again, deleting it and getting it back. */

import { z } from 'zod';
import { findFrameworkVersion } from '../../framework/store.js';
import { assertNoLearnerData } from '../../platform/access/learner-data.js';
import type { Member } from '../../platform/access/member.js';
import type { How } from '../../platform/access/member-changes.js';
import { invalid } from '../../platform/problems.js';
import { isGone } from '../../platform/restoring.js';
import type { AppContext } from '../../platform/storage/context.js';
import { optionalText, requiredText } from '../../platform/web/form.js';
import { listAgreements } from '../agreement-store.js';
import { type Missing, whatIsMissing } from '../missing.js';
import { nameApart, noReview } from '../review.js';
import { changeReview, titlesOfYear } from '../store.js';
import { changing } from './changing.js';

export const closeInput = z.object({
  signedOffAs: requiredText('Enter the name of the person who signs off the review', 120, 'a name'),
  gapsReason: optionalText(2000),
});
export type CloseInput = z.infer<typeof closeInput>;

export const reopenInput = z.object({
  reason: requiredText('Enter why you are reopening the review', 2000),
});

/**
 * Closes and locks a review, signed off by name and time.
 * @throws Problem 422 `review.gaps` when something is missing and no reason was given; 403, 404, 409 as the table says
 */
export async function closeReview(
  context: AppContext,
  member: Member,
  id: string,
  input: CloseInput,
  how: How,
): Promise<void> {
  await changing(context, member, { id, act: 'review.close', ...how }, async (db, review) => {
    const framework = await findFrameworkVersion(
      db,
      review.frameworkVersionId,
      review.organisationId,
    );
    const agreements = await listAgreements(db, review.organisationId, id);
    const missing = whatIsMissing(
      framework,
      new Map(agreements.map((each) => [each.statement, each])),
    );
    if (missing.hasGaps && input.gapsReason === '') throw gapsWithoutReason();
    const gapsReason = missing.hasGaps ? input.gapsReason : null;
    assertNoLearnerData({ ...how, texts: { gapsReason }, today: context.clock() });
    await changeReview(db, review, {
      closed_at: context.clock(),
      closed_by: member.person.id,
      signed_off_as: input.signedOffAs,
      gaps_reason: gapsReason,
    });
    return { verb: 'review.closed', after: { gapsReason, gaps: codesOf(missing) } };
  });
}

function gapsWithoutReason() {
  const sentence = 'Enter why some statements are not complete';
  return invalid('review.gaps', `${sentence}.`, { gapsReason: sentence });
}

const codesOf = ({ notRecorded, notConfirmed, withoutReason }: Missing) => ({
  notRecorded: notRecorded.map(({ id }) => id),
  notConfirmed: notConfirmed.map(({ id }) => id),
  withoutReason: withoutReason.map(({ id }) => id),
});

/** Opens a closed review again. When it had been closed, and the reason, stay in the history. */
export async function reopenReview(
  context: AppContext,
  member: Member,
  id: string,
  { reason }: z.infer<typeof reopenInput>,
  how: How,
): Promise<void> {
  await changing(context, member, { id, act: 'review.reopen', ...how }, async (db, review) => {
    assertNoLearnerData({ ...how, texts: { reason }, today: context.clock() });
    const asOpen = { closed_at: null, closed_by: null, signed_off_as: null, gaps_reason: null };
    await changeReview(db, review, asOpen);
    return {
      verb: 'review.reopened',
      before: { closedAt: review.closedAt?.toISOString() ?? null },
      after: { reason },
    };
  });
}

/** Deletes a review. It can be restored for 30 days. */
export async function deleteReview(
  context: AppContext,
  member: Member,
  id: string,
  how: How,
): Promise<void> {
  await changing(context, member, { id, act: 'review.delete', ...how }, async (db, review) => {
    await changeReview(db, review, { deleted_at: context.clock(), deleted_by: member.person.id });
    return { verb: 'review.deleted', before: { title: review.title } };
  });
}

/** Gets a deleted review back as it was, told apart from another that took its name meanwhile. @throws NotFound once its 30 days are over */
export async function restoreReview(
  context: AppContext,
  member: Member,
  id: string,
  how: How,
): Promise<void> {
  await changing(context, member, { id, act: 'review.restore', ...how }, async (db, review) => {
    if (review.deletedAt && isGone(review.deletedAt, context.clock())) throw noReview();
    const { organisationId, academicYear, title: was } = review;
    const title = nameApart(was, await titlesOfYear(db, organisationId, academicYear, review.id));
    await changeReview(db, review, { title, deleted_at: null, deleted_by: null });
    return { verb: 'review.restored', after: { title } };
  });
}
