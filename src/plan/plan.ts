/** The words of the plan. */

import { daysLater } from '../platform/days.js';
import { conflict, notFound } from '../platform/problems.js';
import type { Milestone } from './milestones.js';

export const STATUSES = ['planned', 'under way', 'done', 'stopped'] as const;
export type Status = (typeof STATUSES)[number];

const STATUS_TITLES: Readonly<Record<Status, string>> = {
  planned: 'Not started',
  'under way': 'In progress',
  done: 'Complete',
  stopped: 'Stopped',
};

/** "Not started", "In progress". */
export const statusTitle = (status: Status): string => STATUS_TITLES[status];

/** One action of a school's strategic careers development plan. */
export interface Action {
  id: string;
  /** The plan it stands in, by the year in which the academic year begins. */
  academicYear: number;
  priority: string;
  objective: string;
  /** The statement and the level aimed at; both or neither. */
  aim: { statement: string; level: number } | null;
  title: string;
  owner: { id: string | null; name: string } | null;
  /** Days as ISO text. */
  startOn: string | null;
  dueOn: string | null;
  milestones: Milestone[];
  resources: string;
  cost: string;
  /** What is to change in provision. */
  expectedChange: string;
  /** How one will know. */
  measure: string;
  expectedEvidence: string;
  /** What the measure said in the end. */
  result: string;
  /** What the team says changed. */
  changed: string;
  status: Status;
  closedOn: string | null;
  fromReview: string | null;
  carriedFrom: string | null;
  /** The year in whose plan it goes on: then that one is due, and this one no more. */
  goesOnIn: number | null;
  createdAt: Date;
  updatedBy: string | null;
  updatedAt: Date;
  deletedAt: Date | null;
  version: number;
}

/** True while something is still to be done. */
export const isOpenStatus = (status: Status): boolean =>
  status === 'planned' || status === 'under way';

/** How soon an action is due counts as soon: 14 days, today included. */
export const SOON_DAYS = 14;

export type Urgency = 'overdue' | 'due soon' | null;

/** Whether an open action is overdue, or due within 14 days. The due day itself is not overdue. */
export function urgencyOf(
  { status, dueOn, goesOnIn }: Pick<Action, 'status' | 'dueOn' | 'goesOnIn'>,
  today: string,
): Urgency {
  if (!isOpenStatus(status) || dueOn === null || goesOnIn !== null) return null;
  if (dueOn < today) return 'overdue';
  return dueOn <= daysLater(today, SOON_DAYS) ? 'due soon' : null;
}

export const noAction = () =>
  notFound('action.not-found', 'There is no such action in your plan. It may have been deleted.');

export const yearIsArchived = (year: string) =>
  conflict(
    'plan.archived',
    `The plan for ${year} is archived, so you cannot change it. A careers leader can reopen it on the year summary page.`,
  );
