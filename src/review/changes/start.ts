/** Starting a review, and saying who takes part. */
import { z } from 'zod';
import { copyCitations } from '../../evidence/store.js';
import { currentVersion } from '../../framework/store.js';
import { type Member, scopeOf } from '../../people/people.js';
import { forbidden, invalid, notFound } from '../../problems.js';
import { type Door, record } from '../../storage/history.js';
import { once } from '../../storage/receipts.js';
import type { Db } from '../../storage/transaction.js';
import type { World } from '../../storage/world.js';
import { copyJudgements } from '../judgement-store.js';
import { assertMay, MAY_START, type Review } from '../review.js';
import {
  changeReview,
  dropParticipant,
  findReview,
  listReviews,
  saveParticipants,
  saveReview,
} from '../store.js';

export const participantInput = z.object({
  name: z
    .string()
    .trim()
    .min(1, 'Enter the name of somebody who takes part')
    .max(120, 'Enter a name of at most 120 characters'),
  role: z
    .string()
    .trim()
    .min(1, 'Choose or enter their role')
    .max(80, 'Enter a role of at most 80 characters'),
});

const academicYear = z.coerce
  .number('Choose an academic year')
  .int('Choose an academic year')
  .min(2000, 'Choose an academic year')
  .max(2100, 'Choose an academic year');

const reviewTitle = z
  .string()
  .trim()
  .min(1, 'Enter what this review is called')
  .max(120, 'Enter a name of at most 120 characters');

export const reviewInput = z.object({
  academicYear,
  title: reviewTitle,
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

/** Changes the title or the academic year. @throws Problem 403, 404, 409 as the table of `review.ts` says */
export async function changeDetails(
  world: World,
  member: Member,
  review: string,
  details: { title: string; academicYear: number },
  { key, door = 'page' }: How,
): Promise<void> {
  await changing(world, member, review, key, async (db, found) => {
    const { title, academicYear: year } = found;
    if (title === details.title && year === details.academicYear) return;
    await changeReview(db, found, { title: details.title, academic_year: details.academicYear });
    await record(db, world, {
      ...told(member, found, door),
      verb: 'review.changed',
      before: { title, academicYear: year },
      after: { ...details },
    });
  });
}

/** Adds somebody who takes part. */
export async function addParticipant(
  world: World,
  member: Member,
  review: string,
  input: z.infer<typeof participantInput>,
  { key, door = 'page' }: How,
): Promise<void> {
  await changing(world, member, review, key, async (db, found) => {
    const participant = { ...input, id: world.id(), personId: null, addedAt: world.clock() };
    await saveParticipants(db, { organisation: found.organisationId, review }, [participant]);
    await record(db, world, {
      ...told(member, found, door),
      verb: 'participant.added',
      before: null,
      after: { id: participant.id, ...input },
    });
  });
}

/** Takes somebody out. @throws NotFound `participant.not-found` */
export async function removeParticipant(
  world: World,
  member: Member,
  review: string,
  participant: string,
  { key, door = 'page' }: How,
): Promise<void> {
  await changing(world, member, review, key, async (db, found) => {
    const place = { organisation: found.organisationId, review };
    const isGone = await dropParticipant(db, place, participant, world.clock());
    if (!isGone) {
      throw notFound('participant.not-found', 'They no longer take part in this review.');
    }
    await record(db, world, {
      ...told(member, found, door),
      verb: 'participant.removed',
      before: { id: participant },
      after: null,
    });
  });
}

const told = (member: Member, review: Review, door: Door) => ({
  organisation: review.organisationId,
  person: member.person.id,
  door,
  subject: { kind: 'review', id: review.id },
});

/** Runs a change of an open review by its careers leader, once. */
async function changing(
  world: World,
  member: Member,
  id: string,
  key: string | null,
  work: (db: Db, review: Review) => Promise<void>,
): Promise<void> {
  await world.storage.write(scopeOf(member), (db) =>
    once(db, world, member.person.id, key, async () => {
      const review = await findReview(db, member.organisation.id, id, 'lock');
      assertMay('change', member.role, review);
      await work(db, review);
      return { id };
    }),
  );
}
