/** What a review is called, and who takes part in it. */
import { z } from 'zod';
import type { Member } from '../../platform/access/member.js';
import { changeIdempotently, type How, recordBy } from '../../platform/access/member-changes.js';
import { notFound } from '../../platform/problems.js';
import type { AppContext } from '../../platform/storage/context.js';
import type { Db } from '../../platform/storage/transaction.js';
import { requiredText } from '../../platform/web/form.js';
import { reviewEvents } from '../events.js';
import { assertMay } from '../permissions.js';
import type { Review } from '../review.js';
import { changeReview, dropParticipant, findReview, saveParticipants } from '../store.js';

export const participantInput = z.object({
  name: requiredText('Enter the name of somebody who takes part', 120, 'a name'),
  role: requiredText('Choose or enter their role', 80, 'a role'),
});

const academicYear = z.coerce
  .number('Choose an academic year')
  .int('Choose an academic year')
  .min(2000, 'Choose an academic year')
  .max(2100, 'Choose an academic year');

const reviewTitle = requiredText('Enter what this review is called', 120, 'a name');

export const detailsInput = z.object({ academicYear, title: reviewTitle });

/** Changes the title or the academic year. @throws Problem 403, 404, 409 as the table of `review.ts` says */
export async function changeDetails(
  context: AppContext,
  member: Member,
  review: string,
  details: { title: string; academicYear: number },
  { key, channel = 'page' }: How,
): Promise<void> {
  await changing(context, member, review, key, async (db, found) => {
    const { title, academicYear: year } = found;
    if (title === details.title && year === details.academicYear) return;
    await changeReview(db, found, { title: details.title, academic_year: details.academicYear });
    await recordBy(db, context, member, reviewEvents, {
      channel,
      subject: { kind: 'review', id: found.id },
      verb: 'review.changed',
      before: { title, academicYear: year },
      after: { ...details },
    });
  });
}

/** Adds somebody who takes part. */
export async function addParticipant(
  context: AppContext,
  member: Member,
  review: string,
  input: z.infer<typeof participantInput>,
  { key, channel = 'page' }: How,
): Promise<void> {
  await changing(context, member, review, key, async (db, found) => {
    const participant = { ...input, id: context.id(), personId: null, addedAt: context.clock() };
    await saveParticipants(db, { organisation: found.organisationId, review }, [participant]);
    await recordBy(db, context, member, reviewEvents, {
      channel,
      subject: { kind: 'review', id: found.id },
      verb: 'participant.added',
      after: { id: participant.id, role: input.role },
    });
  });
}

/** Takes somebody out. @throws NotFound `participant.not-found` */
export async function removeParticipant(
  context: AppContext,
  member: Member,
  review: string,
  participant: string,
  { key, channel = 'page' }: How,
): Promise<void> {
  await changing(context, member, review, key, async (db, found) => {
    const place = { organisation: found.organisationId, review };
    const isGone = await dropParticipant(db, place, participant, context.clock());
    if (!isGone) {
      throw notFound('participant.not-found', 'They no longer take part in this review.');
    }
    await recordBy(db, context, member, reviewEvents, {
      channel,
      subject: { kind: 'review', id: found.id },
      verb: 'participant.removed',
      before: { id: participant },
    });
  });
}

/** Runs a change of an open review by its careers leader, once. */
async function changing(
  context: AppContext,
  member: Member,
  id: string,
  key: string | null,
  work: (db: Db, review: Review) => Promise<void>,
): Promise<void> {
  await changeIdempotently(context, member, key, async (db) => {
    const review = await findReview(db, member.organisation.id, id, 'lock');
    assertMay(member, 'review.change', review);
    await work(db, review);
    return { id };
  });
}
