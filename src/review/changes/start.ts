/** Starting a review. */
import { z } from 'zod';
import { copyCitations } from '../../evidence/citations-store.js';
import { currentVersion } from '../../framework/store.js';
import { type Member, scopeOf } from '../../people/people.js';
import { forbidden, invalid } from '../../problems.js';
import { type Door, record } from '../../storage/history.js';
import { once } from '../../storage/receipts.js';
import type { Db } from '../../storage/transaction.js';
import type { World } from '../../storage/world.js';
import { copyJudgements } from '../judgement-store.js';
import { MAY_START } from '../review.js';
import { listReviews, saveParticipants, saveReview } from '../store.js';
import { detailsInput, participantInput } from './participants.js';

export const reviewInput = detailsInput.extend({
  participants: z.array(participantInput).max(100, 'Enter at most 100 people'),
  /** The review whose answers are taken over; null starts blank. */
  answersFrom: z.uuid('Choose a review to start from').nullable(),
});
export type ReviewInput = z.infer<typeof reviewInput>;

interface How {
  key: string | null;
  door?: Door;
}

/**
 * Starts a review with the wording that the school works with now. Gives its id.
 * @throws Problem 403 `review.denied`; 422 `review.unknown-start` when the answers would come from elsewhere
 */
export async function startReview(
  world: World,
  member: Member,
  input: ReviewInput,
  { key, door = 'page' }: How,
): Promise<{ id: string }> {
  if (!MAY_START.includes(member.role)) {
    throw forbidden('review.denied', 'Only a careers leader of your school can start a review.');
  }
  return world.storage.write(scopeOf(member), (db) =>
    once(db, world, member.person.id, key, () => start(db, world, member, input, door)),
  );
}

async function start(
  db: Db,
  world: World,
  member: Member,
  input: ReviewInput,
  door: Door,
): Promise<{ id: string }> {
  const organisation = member.organisation.id;
  const now = world.clock();
  const by = { person: member.person.id, at: now };
  const id = world.id();
  const framework = await currentVersion(db, organisation);
  const previous = await previousFor(db, organisation, input, now);
  await saveReview(db, {
    id,
    organisationId: organisation,
    frameworkVersionId: framework.id,
    academicYear: input.academicYear,
    title: input.title,
    previousReviewId: previous,
    startedBy: by.person,
    startedAt: now,
  });
  const people = input.participants.map((each) => ({
    ...each,
    id: world.id(),
    personId: null,
    addedAt: now,
  }));
  await saveParticipants(db, { organisation, review: id }, people);
  if (input.answersFrom) {
    await copyJudgements(db, organisation, input.answersFrom, id, by);
    await copyCitations(db, organisation, input.answersFrom, id, by);
  }
  await record(db, world, {
    organisation,
    person: by.person,
    door,
    verb: 'review.started',
    subject: { kind: 'review', id },
    before: null,
    after: { ...input, framework: framework.id, previous },
  });
  return { id };
}

/** The review that last year's levels come from: the one started from, else the newest closed one of a year before. */
async function previousFor(
  db: Db,
  organisation: string,
  { answersFrom, academicYear: year }: ReviewInput,
  now: Date,
): Promise<string | null> {
  const all = await listReviews(db, organisation, { now });
  if (answersFrom === null) {
    const before = all.find((each) => each.closedAt !== null && each.academicYear < year);
    return (before ?? all.find(({ closedAt }) => closedAt !== null))?.id ?? null;
  }
  if (!all.some(({ id }) => id === answersFrom)) {
    throw invalid('review.unknown-start', 'Choose one of your reviews to start from.', {
      answersFrom: 'Choose one of your reviews to start from',
    });
  }
  return answersFrom;
}
