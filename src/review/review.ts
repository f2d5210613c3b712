/** The words of a review. */

import type { Framework, StatementCode } from '../framework/framework.js';
import { statementsOf } from '../framework/framework.js';
import { academicYear } from '../platform/academic-year.js';
import { notFound } from '../platform/problems.js';
import type { Marks } from './marks.js';
import type { Rating } from './rating.js';

/** Somebody named in a review. The name is null once it has been erased. */
export interface Named {
  id: string;
  name: string | null;
}

/** One internal leadership review of one school, pinned to a version of a framework. */
export interface Review {
  id: string;
  organisationId: string;
  frameworkVersionId: string;
  /** The year in which the academic year begins: 2026 for 2026/27. */
  academicYear: number;
  title: string;
  stage: number;
  /** The review that last year's levels are taken from. */
  previousReviewId: string | null;
  startedBy: Named | null;
  startedAt: Date;
  closedAt: Date | null;
  closedBy: Named | null;
  /** The name typed at sign-off. */
  signedOffAs: string | null;
  /** Why the review was closed with gaps, or null when there were none. */
  gapsReason: string | null;
  deletedAt: Date | null;
  version: number;
  /** Ids of the people who may set agreed levels beside careers leaders. */
  levelSetters: readonly string[];
}

/** A review as every page, file and command names it, with its year once: "Internal leadership review 2026/27". */
export function reviewName({
  title,
  academicYear: year,
}: Pick<Review, 'title' | 'academicYear'>): string {
  const words = academicYear(year);
  return title.includes(words) ? title : `${title} ${words}`;
}

/** How long the name of a review may be. */
export const MOST_TITLE = 120;

const ORDINALS = ['second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth'];

/** One name for two titles that people would take for the same. */
export const titleKey = (title: string): string =>
  title.trim().replace(/\s+/g, ' ').toLocaleLowerCase('en-GB');

/**
 * A name that no other review of the year has: "Internal leadership review, second review". Two reviews of one year
 * always differ in name, so that nobody takes one for the other.
 */
export function nameApart(title: string, taken: readonly string[]): string {
  const keys = new Set(taken.map(titleKey));
  if (!keys.has(titleKey(title))) return title;
  for (let number = 2; ; number++) {
    const ending = `, ${ORDINALS[number - 2] ?? `${number}th`} review`;
    const name = title.trim().slice(0, MOST_TITLE - ending.length) + ending;
    if (!keys.has(titleKey(name))) return name;
  }
}

/** Somebody who takes part, with or without an account. */
export interface Participant {
  id: string;
  personId: string | null;
  name: string;
  /** The role in the field: "SENCo". A title, never a permission. */
  role: string;
}

/** What the team agreed on one statement, and what it rests on. */
export interface Agreement {
  statement: string;
  rating: Rating;
  reason: string;
  strength: string;
  nextStep: string;
  marks: Marks;
  /** Contradictions that the team keeps, by their id, with the reason. */
  contradictionReasons: Readonly<Record<string, string>>;
  /** True for an answer taken over from an earlier review and not confirmed yet. */
  isCarried: boolean;
  updatedBy: Named | null;
  updatedAt: Date | null;
  /** 0: nothing was ever saved. */
  version: number;
}

/** An agreement of which nothing was ever saved. */
export function blankAgreement(statement: string): Agreement {
  return {
    statement,
    rating: null,
    reason: '',
    strength: '',
    nextStep: '',
    marks: {},
    contradictionReasons: {},
    isCarried: false,
    updatedBy: null,
    updatedAt: null,
    version: 0,
  };
}

/** Judgements by the code of their statement. */
export type Agreements = ReadonlyMap<string, Agreement>;

/** An agreement as far as other statements are concerned. */
export type AgreementInBrief = Pick<Agreement, 'rating' | 'isCarried'>;
/** Every agreement of a review in brief, by the code of its statement. */
export type AgreementsInBrief = ReadonlyMap<string, AgreementInBrief>;

/** The agreement of a statement, blank when there is none. */
export function agreementOf(agreements: Agreements, code: string): Agreement {
  return agreements.get(code) ?? blankAgreement(code);
}

/**
 * Where the school stands, statement by statement. What was taken over and nobody has confirmed is not agreed, so it is
 * not recorded here: on no page, in no report and in no count.
 */
export function ratingsFrom(
  agreements: Iterable<Pick<Agreement, 'statement' | 'rating' | 'isCarried'>>,
): Record<StatementCode, Rating> {
  const ratings: Record<StatementCode, Rating> = {};
  for (const { statement, rating, isCarried } of agreements)
    if (!isCarried) ratings[statement] = rating;
  return ratings;
}

/** All marks of a review. Criterion ids are unique within a framework. */
export function marksFrom(agreements: Iterable<Agreement>): Marks {
  return Object.assign({}, ...[...agreements].map(({ marks }) => marks)) as Marks;
}

/** The notes with which contradictions are kept, wherever in the review they were written. */
export function contradictionReasonsIn(
  agreements: Iterable<Pick<Agreement, 'contradictionReasons'>>,
): Record<string, string> {
  return Object.assign(
    {},
    ...[...agreements].map(({ contradictionReasons }) => contradictionReasons),
  ) as Record<string, string>;
}

/** True when the team has decided: a rating is recorded, and not merely taken over from last year. */
export function isDecided(agreement: Pick<Agreement, 'rating' | 'isCarried'> | undefined): boolean {
  return agreement !== undefined && agreement.rating !== null && !agreement.isCarried;
}

/** What others have changed after a moment, in the order in which it came. */
export const changedSince = (
  agreements: Iterable<Agreement>,
  person: string,
  since: Date,
): Agreement[] =>
  [...agreements].filter(
    ({ updatedAt, updatedBy }) =>
      updatedAt !== null && updatedAt > since && updatedBy?.id !== person,
  );

/** The first statement still to do from `after` on, round to the beginning; null when all are decided. */
export function nextToDo(
  framework: Framework,
  agreements: AgreementsInBrief,
  after?: string,
): string | null {
  const codes = statementsOf(framework).map(({ id }) => id);
  const from = after === undefined ? 0 : codes.indexOf(after) + 1;
  const inOrder = [...codes.slice(from), ...codes.slice(0, from)];
  return inOrder.find((code) => !isDecided(agreements.get(code))) ?? null;
}

export type ReviewState = 'open' | 'closed' | 'deleted';

/** What state a review is in. */
export function stateOf(review: Pick<Review, 'closedAt' | 'deletedAt'>): ReviewState {
  if (review.deletedAt) return 'deleted';
  return review.closedAt ? 'closed' : 'open';
}

/** There is no such review, or none that this person may know of. */
export const noReview = () => notFound('review.not-found', 'This review does not exist.');
