/** An action as it is typed, and as it is saved. */

import { z } from 'zod';
import type { Framework } from '../framework/framework.js';
import { descriptorOf, statementOf } from '../framework/framework.js';
import { readDay } from '../platform/days.js';
import { invalid } from '../platform/problems.js';
import { optionalText, requiredText } from '../platform/web/form.js';
import { type Milestone, milestoneLines, milestonesFrom, strangeDayIn } from './milestones.js';
import type { Action } from './plan.js';

const day = (what: string) =>
  z
    .string()
    .trim()
    .default('')
    .transform((text, context) => {
      if (text === '') return null;
      const found = readDay(text);
      if (found === null)
        context.addIssue({ code: 'custom', message: `Enter ${what} like 4 December 2026` });
      return found;
    });

/** "2.1@3": the statement and the level aimed at, or ''. */
const aim = z
  .string()
  .trim()
  .default('')
  .transform((text, context) => {
    if (text === '') return null;
    const [, statement, level] = /^(.{1,20})@(\d{1,2})$/.exec(text) ?? [];
    if (statement === undefined)
      context.addIssue({ code: 'custom', message: 'Choose a statement and a level to aim for' });
    return statement === undefined ? null : { statement, level: Number(level) };
  });

export const actionInput = z
  .object({
    title: requiredText('Enter the action', 300),
    academicYear: z.coerce
      .number('Choose an academic year')
      .int('Choose an academic year')
      .min(2000, 'Choose an academic year')
      .max(2100, 'Choose an academic year'),
    priority: optionalText(200),
    objective: optionalText(1000),
    aim,
    /** The id of somebody in the school, '' for a name or nobody. */
    ownerId: z.union([z.literal(''), z.uuid('Choose who owns the action')]).default(''),
    ownerName: optionalText(120),
    startOn: day('the start date'),
    dueOn: day('the due date'),
    milestones: optionalText(6000).superRefine((text, context) => {
      const strange = strangeDayIn(text);
      if (strange !== null)
        context.addIssue({
          code: 'custom',
          message: `Enter milestones with real dates: ${strange} is not one`,
        });
    }),
    resources: optionalText(1000),
    cost: optionalText(200),
    expectedChange: optionalText(2000),
    measure: optionalText(2000),
    expectedEvidence: optionalText(2000),
    /** Closing has a page of its own, which asks what changed. */
    status: z.enum(['planned', 'under way'], 'Choose a status').default('planned'),
  })
  .refine(({ startOn, dueOn }) => !startOn || !dueOn || startOn <= dueOn, {
    path: ['dueOn'],
    message: 'Enter a due date that is not before the start date',
  });

export type ActionInput = z.infer<typeof actionInput>;

/** The fields of an action that a person writes. */
export type Written = Pick<
  Action,
  | 'title'
  | 'academicYear'
  | 'priority'
  | 'objective'
  | 'aim'
  | 'owner'
  | 'startOn'
  | 'dueOn'
  | 'milestones'
  | 'resources'
  | 'cost'
  | 'expectedChange'
  | 'measure'
  | 'expectedEvidence'
  | 'status'
>;

/** What was typed, as an action holds it. `before` keeps which milestones were reached. */
export function writtenFrom(
  input: ActionInput,
  ownerName: string | null,
  before: readonly Milestone[] = [],
): Written {
  const { ownerId, ownerName: typedName, milestones, ...rest } = input;
  const name = ownerName ?? typedName;
  return {
    ...rest,
    owner: name === '' ? null : { id: ownerId === '' ? null : ownerId, name },
    milestones: milestonesFrom(milestones, before),
  };
}

/**
 * Refuses an aim that the framework does not have.
 * @throws Problem 422 `action.unknown-aim`
 */
export function assertAim(framework: Framework, aimed: Action['aim']): void {
  if (aimed === null) return;
  const statement = statementOf(framework, aimed.statement);
  if (statement && descriptorOf(statement, aimed.level)) return;
  const sentence = 'Choose a statement and a level of the model';
  throw invalid('action.unknown-aim', `${sentence}.`, { aim: sentence });
}

/** The fields of the form that hold an action: what `actionInput` reads the same from. */
export function typedFrom(action: Written): Record<string, string> {
  return {
    title: action.title,
    academicYear: String(action.academicYear),
    priority: action.priority,
    objective: action.objective,
    aim: action.aim ? `${action.aim.statement}@${action.aim.level}` : '',
    ownerId: action.owner?.id ?? '',
    ownerName: action.owner?.id ? '' : (action.owner?.name ?? ''),
    startOn: action.startOn ?? '',
    dueOn: action.dueOn ?? '',
    milestones: milestoneLines(action.milestones),
    resources: action.resources,
    cost: action.cost,
    expectedChange: action.expectedChange,
    measure: action.measure,
    expectedEvidence: action.expectedEvidence,
    status: action.status,
  };
}

/** The texts of an action in which a list of pupils could stand. */
export const textsOf = (action: Written): Record<string, string> => ({
  title: action.title,
  objective: action.objective,
  milestones: milestoneLines(action.milestones),
  resources: action.resources,
  expectedChange: action.expectedChange,
  measure: action.measure,
  expectedEvidence: action.expectedEvidence,
});

/** The names of the columns, in the order of a strategic careers development plan. */
export const COLUMN_TITLES: Readonly<Record<keyof ReturnType<typeof typedFrom>, string>> = {
  priority: 'Priority',
  objective: 'Objective',
  aim: 'Statement and level',
  title: 'Action',
  ownerId: 'Owner',
  ownerName: 'Owner by name',
  startOn: 'Start date',
  dueOn: 'Due date',
  milestones: 'Milestones',
  resources: 'Resources',
  cost: 'Cost',
  expectedChange: 'What will change',
  measure: 'Success measure',
  expectedEvidence: 'Evidence expected',
  status: 'Status',
  academicYear: 'Academic year',
};
