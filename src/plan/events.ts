/** What the history holds of the plan. */
import { z } from 'zod';
import { code, day, defineEvents, id, typed, typedWords } from '../platform/history/events.js';
import { type Action, STATUSES } from './plan.js';

const status = z.enum(STATUSES);
const title = typedWords;
const milestone = z.strictObject({
  on: z.string().nullable(),
  what: z.string(),
  isReached: z.boolean(),
});

const action = {
  academicYear: z.int(),
  priority: typedWords,
  objective: typedWords,
  aim: z.strictObject({ statement: code, level: z.int() }).nullable(),
  title,
  /** Null also for somebody who is known by name alone. */
  owner: id.nullable(),
  startOn: day,
  dueOn: day,
  milestones: typed(z.array(milestone)),
  resources: typedWords,
  cost: typedWords,
  expectedChange: typedWords,
  measure: typedWords,
  expectedEvidence: typedWords,
  status,
  fromReview: id.nullable(),
  carriedFrom: id.nullable(),
};
const moved = { status, closedOn: day };

export const planEvents = defineEvents({
  'action.added': action,
  'action.changed': action,
  'action.moved': moved,
  'action.reopened': moved,
  'action.closed': { status, changed: typedWords, result: typedWords, evidence: z.array(id) },
  'action.closing-undone': { status },
  'action.evidence-attached': { evidence: z.array(id) },
  'action.noted': { words: typedWords },
  'action.milestone-reached': { what: typedWords },
  'action.milestone-opened': { what: typedWords },
  'action.deleted': { title },
  'action.restored': { title },
  'year.archived': { words: typedWords },
  'year.opened': {},
  'calendar.made': {},
  'calendar.dropped': {},
});

const FIELDS = Object.keys(action) as (keyof typeof action)[];

/** What the history holds of an action, or of some fields of it: the owner by id alone. */
export const saidOf = (from: Partial<Action>, fields: readonly (keyof typeof action)[] = FIELDS) =>
  Object.fromEntries(
    fields.map((field) => [field, field === 'owner' ? (from.owner?.id ?? null) : from[field]]),
  );
