/** Starting a review. */
import { z } from 'zod';
import { copyCitations } from '../../evidence/citations-store.js';
import { proposalsBetween } from '../../framework/compare/proposals.js';
import { type Framework, type StatementCode, statementOf } from '../../framework/framework.js';
import { currentVersion, findFrameworkVersion } from '../../framework/store.js';
import type { Member } from '../../platform/access/member.js';
import { changeIdempotently, type How, recordBy } from '../../platform/access/member-changes.js';
import { invalid } from '../../platform/problems.js';
import type { AppContext } from '../../platform/storage/context.js';
import type { Db } from '../../platform/storage/transaction.js';
import { copyAgreements, takeAgreements } from '../agreement-store.js';
import { reviewEvents } from '../events.js';
import { assertMay } from '../permissions.js';
import { nameApart } from '../review.js';
import { findReview, listReviews, saveParticipants, saveReview, titlesOfYear } from '../store.js';
import { detailsInput, participantInput } from './participants.js';

export const reviewInput = detailsInput.extend({
  participants: z.array(participantInput).max(100, 'Enter at most 100 people'),
  /** The review whose answers are taken over; null starts blank. */
  answersFrom: z.uuid('Choose a review to start from').nullable(),
});
export type ReviewInput = z.infer<typeof reviewInput>;

export interface Started {
  id: string;
  /** What it is called: as it was asked, or told apart from another review of the year. */
  title: string;
  again: TakenOver | null;
}

/**
 * Starts a review with the wording that the school works with now. A name that another review of the year has is told
 * apart from it. Gives its id, its name, and what it took over from a review
 * that was made with another wording.
 * @throws Problem 403 `review.denied`; 422 `review.unknown-start` when the answers would come from elsewhere
 */
export async function startReview(
  context: AppContext,
  member: Member,
  input: ReviewInput,
  { key }: How,
): Promise<Started> {
  assertMay(member, 'review.start');
  return changeIdempotently(context, member, key, (db) => start(db, context, member, input));
}

async function start(
  db: Db,
  context: AppContext,
  member: Member,
  input: ReviewInput,
): Promise<Started> {
  const organisation = member.organisation.id;
  const now = context.clock();
  const by = { person: member.person.id, at: now };
  const id = context.id();
  const framework = await currentVersion(db, organisation);
  const taken = await titlesOfYear(db, organisation, input.academicYear);
  const title = nameApart(input.title, taken);
  const previous = await previousFor(db, organisation, input, now);
  await saveReview(db, {
    id,
    organisationId: organisation,
    frameworkVersionId: framework.id,
    academicYear: input.academicYear,
    title,
    previousReviewId: previous,
    startedBy: by.person,
    startedAt: now,
  });
  const people = input.participants.map((each) => ({
    ...each,
    id: context.id(),
    personId: null,
    addedAt: now,
  }));
  await saveParticipants(db, { organisation, review: id }, people);
  const again = input.answersFrom
    ? await carryAnswersForward(
        db,
        member,
        { from: input.answersFrom, to: id, version: framework.id },
        now,
      )
    : null;
  await recordBy(db, context, member, reviewEvents, {
    verb: 'review.started',
    subject: { kind: 'review', id },
    after: {
      title,
      academicYear: input.academicYear,
      participants: people.map((each) => each.id),
      answersFrom: input.answersFrom,
      framework: framework.id,
      previous,
    },
  });
  return { id, title, again };
}

/** What a new review takes over from one that was made with another wording; null where the wording is the same. */
export interface TakenOver {
  /** How many statements kept their words, so that their levels came along. */
  same: number;
  /** How many changed: their words and points came along, and their levels stay open. */
  changed: number;
  new: number;
  gone: number;
}

/** Copies the answers of an earlier review into a new one, as carried forward and not yet confirmed. */
async function carryAnswersForward(
  db: Db,
  member: Member,
  { from, to, version }: { from: string; to: string; version: string },
  at: Date,
): Promise<TakenOver | null> {
  const organisation = member.organisation.id;
  const by = { person: member.person.id, at };
  const before = await findReview(db, organisation, from);
  if (before.frameworkVersionId === version) {
    await copyAgreements(db, organisation, from, to, by);
    await copyCitations(db, organisation, from, to, by);
    return null;
  }
  const framework = await findFrameworkVersion(db, version, organisation);
  const proposals = await proposalsBetween(db, organisation, before.frameworkVersionId, version);
  const taken = proposals.flatMap(({ before: then, after, verdict }) =>
    then !== null && after !== null
      ? [{ before: then, after, isSame: verdict === 'same', points: pointsOf(framework, after) }]
      : [],
  );
  await takeAgreements(db, organisation, { from, to, taken }, by);
  await copyCitations(db, organisation, from, to, by, taken);
  const count = (verdict: string) => proposals.filter((each) => each.verdict === verdict).length;
  return { same: count('same'), changed: count('changed'), new: count('new'), gone: count('gone') };
}

/** The ids of the points of one statement. */
const pointsOf = (framework: Framework, code: StatementCode): string[] =>
  (statementOf(framework, code)?.levels ?? []).flatMap(({ criteria }) =>
    criteria.map(({ id }) => id),
  );

/** The review that last year's levels come from: the one started from, else the newest closed one, never of a later year. */
async function previousFor(
  db: Db,
  organisation: string,
  { answersFrom, academicYear: year }: ReviewInput,
  now: Date,
): Promise<string | null> {
  const all = await listReviews(db, organisation, { now });
  if (answersFrom === null) {
    const before = all.find((each) => each.closedAt !== null && each.academicYear < year);
    const sameYear = all.find((each) => each.closedAt !== null && each.academicYear === year);
    return (before ?? sameYear)?.id ?? null;
  }
  if (!all.some(({ id }) => id === answersFrom)) {
    throw invalid('review.unknown-start', 'Choose one of your reviews to start from.', {
      answersFrom: 'Choose one of your reviews to start from',
    });
  }
  return answersFrom;
}
