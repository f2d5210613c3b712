/**
 * Which actions a change of level followed, as seen a review later.
 *
 * For each action that is closed and aims at a statement there is a review **before** (the newest that was closed by the
 * day the action began, or was written down) and a review **after** (the first that was closed after the action was; else one that still
 * goes on and began after it was closed, shown as "so far"). What is shown is only what the two reviews say of the
 * statement: it reached the level aimed at, moved up and stopped short of it, stayed, moved down, or is not known,
 * because one of the two does not record it, because the wording changed, or because no review has looked since.
 *
 * A change that follows an action is not caused by it. Several actions may stand before one change and each of them is
 * named; what the team itself said changed stands beside it, in its own words. Level changes with no action before them
 * are listed as well, so that nobody takes the plan for the whole story.
 */

import type { StatementCode } from '../framework/framework.js';
import { dayAt } from '../platform/days.js';
import { compareRatings, isBelow, type Rating } from '../review/rating.js';
import type { Action } from './plan.js';
import type { YearStood } from './years-store.js';

export type Outcome =
  | 'reached'
  | 'moved up'
  | 'stayed'
  | 'moved down'
  | 'not recorded'
  | 'reworded'
  | 'not looked at yet';

/** What the reviews say about the statement of one closed action. */
export interface Followed {
  action: Action;
  outcome: Outcome;
  before: { year: YearStood; rating: Rating } | null;
  /** `isSoFar`: the review after goes on still. */
  after: { year: YearStood; rating: Rating; isSoFar: boolean } | null;
}

/** A level that moved between two reviews in a row without any closed action that aimed at it. */
export interface MovedAlone {
  statement: StatementCode;
  from: Rating;
  to: Rating;
  before: YearStood;
  after: YearStood;
}

/** True when the statement has the same wording in two versions of the framework. */
export type SameWording = (statement: StatementCode, one: string, other: string) => boolean;

type Aimed = Action & { aim: NonNullable<Action['aim']> };
const isAimed = (action: Action): action is Aimed => action.aim !== null;

/** What followed each action that was done, newest first. `years`: earliest first. */
export function whatFollowed(
  actions: readonly Action[],
  years: readonly YearStood[],
  sameWording: SameWording,
): Followed[] {
  return actions
    .filter(isAimed)
    .filter(({ status }) => status === 'done')
    .map((action) => followed(action, years, sameWording))
    .sort((one, other) => ((one.action.closedOn ?? '') < (other.action.closedOn ?? '') ? 1 : -1));
}

function followed(action: Aimed, years: readonly YearStood[], sameWording: SameWording): Followed {
  const { statement, level } = action.aim;
  const ended = action.closedOn ?? dayAt(action.updatedAt);
  const began = [action.startOn, dayAt(action.createdAt)].filter((day) => day !== null).sort()[0]!;
  const closed = years.filter(({ closedAt }) => closedAt !== null);
  const from = closed.findLast(({ closedAt }) => dayAt(closedAt!) <= began) ?? null;
  const next = closed.find((year) => year !== from && dayAt(year.closedAt!) > ended);
  const goesOn = years.findLast(({ closedAt, startedAt }) => !closedAt && dayAt(startedAt) > ended);
  const to = next ?? goesOn ?? null;
  const ratingIn = (year: YearStood) => year.ratings[statement] ?? null;
  const before = from && { year: from, rating: ratingIn(from) };
  const after = to && { year: to, rating: ratingIn(to), isSoFar: to.closedAt === null };
  const tell = (outcome: Outcome): Followed => ({ action, outcome, before, after });
  if (!after || (after.isSoFar && after.rating === null)) return tell('not looked at yet');
  if (!before || before.rating === null || after.rating === null) return tell('not recorded');
  const versions = [before.year.frameworkVersionId, after.year.frameworkVersionId] as const;
  if (!sameWording(statement, ...versions)) return tell('reworded');
  const difference = compareRatings(after.rating, before.rating);
  if (difference < 0) return tell('moved down');
  if (difference === 0) return tell('stayed');
  return tell(isBelow(after.rating, level) ? 'moved up' : 'reached');
}

/**
 * The levels that went up between two reviews in a row with no action behind them: none that aimed at the statement was
 * done in between.
 */
export function movedAlone(
  actions: readonly Action[],
  years: readonly YearStood[],
  sameWording: SameWording,
): MovedAlone[] {
  const followedBy = whatFollowed(actions, years, sameWording).filter(({ outcome }) =>
    ['reached', 'moved up'].includes(outcome),
  );
  return years.slice(1).flatMap((after, at) => {
    const before = years[at]!;
    return Object.entries(after.ratings).flatMap(([statement, to]) => {
      const from = before.ratings[statement] ?? null;
      const isUp = from !== null && to !== null && compareRatings(to, from) > 0;
      if (!isUp) return [];
      if (!sameWording(statement, before.frameworkVersionId, after.frameworkVersionId)) return [];
      const isCovered = followedBy.some(
        (each) => each.action.aim?.statement === statement && isWithin(each, before, after),
      );
      return isCovered ? [] : [{ statement, from, to, before, after }];
    });
  });
}

/** True when the reviews around the action, after which its level rose, lie at or around this pair. */
function isWithin(each: Followed, before: YearStood, after: YearStood): boolean {
  return (
    each.before!.year.startedAt <= before.startedAt && each.after!.year.startedAt >= after.startedAt
  );
}
