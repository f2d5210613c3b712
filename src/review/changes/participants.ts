/** What a review is called, and who takes part in it. */
import { z } from 'zod';
import { academicYear as academicYearWords } from '../../platform/academic-year.js';
import type { Member } from '../../platform/access/member.js';
import type { How } from '../../platform/access/member-changes.js';
import { conflict, invalid, notFound } from '../../platform/problems.js';
import type { AppContext } from '../../platform/storage/context.js';
import { requiredText } from '../../platform/web/form.js';
import { MOST_TITLE, titleKey } from '../review.js';
import { changeReview, dropParticipant, saveParticipants, titlesOfYear } from '../store.js';
import { changing } from './changing.js';

export const participantInput = z.object({
  name: requiredText('Enter the name of someone who takes part', 120, 'a name'),
  role: requiredText('Choose or enter their role', 80, 'a role'),
});

const academicYear = z.coerce
  .number('Choose an academic year')
  .int('Choose an academic year')
  .min(2000, 'Choose an academic year')
  .max(2100, 'Choose an academic year');

const reviewTitle = requiredText('Enter a name for the review', MOST_TITLE, 'a name');

export const detailsInput = z.object({ academicYear, title: reviewTitle });

/**
 * Changes the title or the academic year. `version`: the one that the person saw; null changes whatever is there. @throws Problem 403, 404, 409 as the table of permissions says; 409 `review.conflict`; 422
 * `review.same-name` for the name of another review of the year
 */
export async function changeDetails(
  context: AppContext,
  member: Member,
  review: string,
  details: { title: string; academicYear: number },
  { key, version = null }: How & { version?: number | null },
): Promise<void> {
  await changing(context, member, { id: review, act: 'review.change', key }, async (db, found) => {
    const { title, academicYear: year } = found;
    if (title === details.title && year === details.academicYear) return null;
    if (version !== null && version !== found.version) throw changedMeanwhile();
    const taken = await titlesOfYear(db, found.organisationId, details.academicYear, found.id);
    if (taken.some((each) => titleKey(each) === titleKey(details.title))) throw sameName(details);
    await changeReview(db, found, { title: details.title, academic_year: details.academicYear });
    return {
      verb: 'review.changed',
      before: { title, academicYear: year },
      after: { ...details },
    };
  });
}

const changedMeanwhile = () =>
  conflict(
    'review.conflict',
    'Someone changed the name or the year of this review while you were writing. Here are both versions. Choose one.',
  );

function sameName(details: { title: string; academicYear: number }) {
  const year = academicYearWords(details.academicYear);
  const sentence = `Enter another name. ${year} already has a review called “${details.title}”`;
  return invalid('review.same-name', `${sentence}.`, { title: sentence });
}

/** Adds somebody who takes part. */
export async function addParticipant(
  context: AppContext,
  member: Member,
  review: string,
  input: z.infer<typeof participantInput>,
  { key }: How,
): Promise<void> {
  await changing(context, member, { id: review, act: 'review.change', key }, async (db, found) => {
    const participant = { ...input, id: context.id(), personId: null, addedAt: context.clock() };
    await saveParticipants(db, { organisation: found.organisationId, review }, [participant]);
    return { verb: 'participant.added', after: { id: participant.id, role: input.role } };
  });
}

/** Takes somebody out. @throws NotFound `participant.not-found` */
export async function removeParticipant(
  context: AppContext,
  member: Member,
  review: string,
  participant: string,
  { key }: How,
): Promise<void> {
  await changing(context, member, { id: review, act: 'review.change', key }, async (db, found) => {
    const place = { organisation: found.organisationId, review };
    const isGone = await dropParticipant(db, place, participant, context.clock());
    if (!isGone) {
      throw notFound('participant.not-found', 'They no longer take part in this review.');
    }
    return { verb: 'participant.removed', before: { id: participant } };
  });
}
