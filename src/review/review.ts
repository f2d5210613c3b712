/** The words of a review, and who may do what in which state. */

import type { Framework, StatementCode } from '../framework/framework.js';
import { statementsOf } from '../framework/framework.js';
import { EVERY_ROLE, type Role } from '../platform/access/member.js';
import { conflict, forbidden, notFound } from '../platform/problems.js';
import { RESTORABLE_DAYS } from '../platform/restoring.js';
import { REMARKERS } from '../remark/permissions.js';
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
  kept: Readonly<Record<string, string>>;
  /** True for an answer taken over from an earlier review and not confirmed yet. */
  isCarried: boolean;
  updatedBy: Named | null;
  updatedAt: Date | null;
  /** 0: nothing was ever saved. */
  version: number;
}

/** A judgement of which nothing was ever saved. */
export function blankAgreement(statement: string): Agreement {
  return {
    statement,
    rating: null,
    reason: '',
    strength: '',
    nextStep: '',
    marks: {},
    kept: {},
    isCarried: false,
    updatedBy: null,
    updatedAt: null,
    version: 0,
  };
}

/** Judgements by the code of their statement. */
export type Agreements = ReadonlyMap<string, Agreement>;

/** A judgement as far as other statements are concerned. */
export type AgreementInBrief = Pick<Agreement, 'rating' | 'isCarried'>;
/** Every judgement of a review in brief, by the code of its statement. */
export type AgreementsInBrief = ReadonlyMap<string, AgreementInBrief>;

/** The judgement of a statement, blank when there is none. */
export function agreementOf(agreements: Agreements, code: string): Agreement {
  return agreements.get(code) ?? blankAgreement(code);
}

/** Where the school stands, statement by statement. */
export function ratingsFrom(
  agreements: Iterable<Pick<Agreement, 'statement' | 'rating'>>,
): Record<StatementCode, Rating> {
  const ratings: Record<StatementCode, Rating> = {};
  for (const { statement, rating } of agreements) ratings[statement] = rating;
  return ratings;
}

/** All marks of a review. Criterion ids are unique within a framework. */
export function marksFrom(agreements: Iterable<Agreement>): Marks {
  return Object.assign({}, ...[...agreements].map(({ marks }) => marks)) as Marks;
}

/** The notes with which contradictions are kept, wherever in the review they were written. */
export function keptFrom(agreements: Iterable<Pick<Agreement, 'kept'>>): Record<string, string> {
  return Object.assign({}, ...[...agreements].map(({ kept }) => kept)) as Record<string, string>;
}

/** True when the team has decided: a standing is recorded, and not merely taken over from last year. */
export function isDecided(agreement: Pick<Agreement, 'rating' | 'isCarried'> | undefined): boolean {
  return agreement !== undefined && agreement.rating !== null && !agreement.isCarried;
}

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

export type Act =
  | 'read'
  | 'remark'
  | 'agree'
  | 'change'
  | 'close'
  | 'reopen'
  | 'delete'
  | 'restore';

const leaders: readonly Role[] = ['careers leader'];
const editors: readonly Role[] = ['careers leader', 'contributor'];
const nobody: readonly Role[] = [];

/** Who may do what in which state. Everything that changes a review asks here. */
export const WHO_MAY: Readonly<Record<Act, Readonly<Record<ReviewState, readonly Role[]>>>> = {
  read: { open: EVERY_ROLE, closed: EVERY_ROLE, deleted: leaders },
  /** Ask, comment and reply: who does which is in src/remark/permissions.ts. A closed review locks only its answers. */
  remark: { open: REMARKERS, closed: REMARKERS, deleted: nobody },
  agree: { open: editors, closed: nobody, deleted: nobody },
  change: { open: leaders, closed: nobody, deleted: nobody },
  close: { open: leaders, closed: nobody, deleted: nobody },
  reopen: { open: nobody, closed: leaders, deleted: nobody },
  delete: { open: leaders, closed: leaders, deleted: nobody },
  restore: { open: nobody, closed: nobody, deleted: leaders },
};

/** Only a careers leader starts a review. */
export const MAY_START = leaders;

type Stateful = Pick<Review, 'closedAt' | 'deletedAt'>;

/** True when this role may do this in the state that the review is in. */
export function may(act: Act, role: Role, review: Stateful): boolean {
  return WHO_MAY[act][stateOf(review)].includes(role);
}

/**
 * Refuses what the table does not allow.
 * @throws Problem 404 for a review that this role may not know of, 409 when its state forbids the act to everybody,
 * 403 when it is for another role.
 */
export function assertMay(act: Act, role: Role, review: Stateful): void {
  if (may(act, role, review)) return;
  if (!may('read', role, review)) throw noReview();
  const state = stateOf(review);
  if (WHO_MAY[act][state].length === 0) throw conflict(`review.${state}`, SENTENCES[state]);
  throw forbidden(
    'review.denied',
    `Only ${WHO_MAY[act][state].map((each) => `a ${each}`).join(' or ')} of your school can do this.`,
  );
}

const SENTENCES: Record<ReviewState, string> = {
  open: 'This review is open. Close it first.',
  closed:
    'This review is closed, so nothing in it can be changed. A careers leader can open it again, with a reason.',
  deleted: `This review has been deleted. A careers leader can restore it within ${RESTORABLE_DAYS} days.`,
};

/** There is no such review, or none that this person may know of. */
export const noReview = () => notFound('review.not-found', 'There is no such review.');
