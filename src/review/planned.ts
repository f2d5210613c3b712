/**
 * What the plan holds of the moves of a review. The plan lies above this feature: it hands its answer in, and the pages
 * here show the action in place of offering to add it again.
 */
import type { RawBuilder } from 'kysely';
import type { Member } from '../platform/access/member.js';
import type { AppContext } from '../platform/storage/context.js';
import type { Db } from '../platform/storage/transaction.js';
import type { Ratings } from './rating.js';
import type { Review } from './review.js';

/** An open action of the plan. */
export interface PlannedAction {
  id: string;
  title: string;
  /** '' where it has no owner. */
  owner: string;
  /** A day as ISO text. */
  dueOn: string | null;
  /** The place that it aims at; null for an action that is linked to no statement. */
  aim: { statement: string; level: number } | null;
}

/** The action that each planned move has in the plan, by the `moveKey` of the move. */
export type Planned = ReadonlyMap<string, PlannedAction>;

/** What is planned of the moves that a review leads to, and whether more may be added from it. */
export interface Planning {
  planned: Planned;
  /** Every open action of the plan that the moves go into, by its due date. */
  actions: readonly PlannedAction[];
  /** A later review that is agreed: the moves of this one may be made by now, so nothing is added from it. */
  later: { id: string; academicYear: number } | null;
  /** The highest level of each statement in any later review, open ones too: what is reached is not planned again. */
  reached: Ratings;
}

/** Finds what is planned of the moves that a review leads to. At most one query. */
export type FindPlanning = (
  db: Db,
  organisation: string,
  review: Pick<Review, 'id' | 'academicYear'>,
  now: Date,
) => Promise<Planning>;

/** An open action of the plan that aims at a statement. */
export interface ActionInBrief {
  id: string;
  title: string;
  owner: string | null;
  /** As ISO text. */
  dueOn: string | null;
  level: number;
  isOverdue: boolean;
}

/** What the page of a statement shows of the plan, and who can own an action. */
export interface PlanHere {
  /** How many open actions aim at the statement, and the first of them. */
  all: number;
  actions: ActionInBrief[];
  owners: { id: string; name: string }[];
}

/** The next step of a statement, to be put into the plan. */
export interface NextStep {
  review: string;
  statement: string;
  /** The id of somebody in the school, or ''. */
  ownerId: string;
  /** As ISO text, or null. */
  dueOn: string | null;
}

/** What the plan does for the page of a statement: a column of its query, and adding its next step. */
export interface PlanAtStatement {
  json(organisation: string, statement: string): RawBuilder<unknown>;
  /** What such a column holds. */
  from(json: unknown, now: Date): PlanHere;
  add(
    context: AppContext,
    member: Member,
    step: NextStep,
    how: { key: string | null },
  ): Promise<{ isNew: boolean }>;
}

/** `Planning` with who can own an action, for the page of what to do next, on which actions are added. */
export interface NextPlanning extends Planning {
  /** Who can own an action, where that is asked: people at work in the school. */
  owners: readonly { id: string; name: string }[];
}

export type FindNextPlanning = (
  ...asked: [...Parameters<FindPlanning>, withOwners: boolean]
) => Promise<NextPlanning>;
