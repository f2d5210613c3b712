/** The commands of the plan: the same verbs as the pages. */

import { academicYearAt } from '../platform/academic-year.js';
import {
  acting,
  actor,
  confirming,
  howOf,
  isSet,
  operandsOf,
  said,
  textSaid,
} from '../platform/access/command-helpers.js';
import { scopeOf } from '../platform/access/member.js';
import type { Call, Command } from '../platform/commands.js';
import { dayAt } from '../platform/days.js';
import { invalid } from '../platform/problems.js';
import type { AppContext } from '../platform/storage/context.js';
import { parse } from '../platform/web/form.js';
import { actionInput } from './action-input.js';
import { addAction } from './changes/add.js';
import { closeAction, closingInput } from './changes/change.js';
import { statusTitle } from './plan.js';
import { presentAction } from './present.js';
import { listActionsOf } from './store.js';

const year = {
  type: 'string',
  value: 'YYYY',
  about: 'the year it begins in: 2026 for 2026/27; else this one',
} as const;

export const planCommands: Command[] = [
  {
    name: 'plan list',
    summary: 'List the actions of a plan.',
    options: { ...acting, year },
    run: list,
  },
  {
    name: 'plan add',
    operands: 'TITLE',
    summary: 'Add an action. Prints its id.',
    options: {
      ...acting,
      year,
      aim: { type: 'string', value: '2.1@3', about: 'the statement and level to aim for' },
      due: { type: 'string', value: 'DAY', about: 'due date: 2026-12-04' },
      start: { type: 'string', value: 'DAY', about: 'start date' },
      owner: { type: 'string', value: 'NAME', about: 'owner' },
      priority: { type: 'string', value: 'TEXT', about: 'its heading in the plan' },
      measure: { type: 'string', value: 'TEXT', about: 'success measure' },
      ...confirming,
    },
    run: add,
  },
  {
    name: 'plan done',
    operands: 'ACTION',
    summary: 'Complete an action, with what changed.',
    options: {
      ...acting,
      changed: { type: 'string', value: 'TEXT', about: 'what changed in provision' },
      result: { type: 'string', value: 'TEXT', about: 'result against the success measure' },
      stopped: { type: 'boolean', about: 'it was stopped, not completed' },
      ...confirming,
    },
    run: done,
  },
];

function yearOf(call: Call, context: AppContext): number {
  const asked = said(call, 'year');
  if (asked === undefined) return academicYearAt(context.clock());
  const number = Number(asked);
  if (Number.isInteger(number) && number >= 2000 && number <= 2100) return number;
  throw invalid('command.year', 'Give the year like 2026 for 2026/27.');
}

async function list(call: Call): Promise<void> {
  const { context, member } = await actor(call);
  const wanted = yearOf(call, context);
  const actions = await context.storage.read(scopeOf(member), (db) =>
    listActionsOf(db, member.organisation.id, wanted),
  );
  const today = dayAt(context.clock());
  const lines = actions.map(
    ({ id, status, dueOn, title }) =>
      `${id}  ${statusTitle(status).padEnd(11)}  ${dueOn ?? '          '}  ${title}`,
  );
  call.print({
    json: { actions: actions.map((action) => presentAction(action, today)) },
    text: lines.join('\n') || 'The plan has no actions yet.',
  });
}

async function add(call: Call): Promise<void> {
  const [title] = operandsOf(call, 'one title, in quotes');
  const { context, member } = await actor(call);
  const input = parse(actionInput, {
    title,
    academicYear: yearOf(call, context),
    aim: textSaid(call, 'aim'),
    dueOn: textSaid(call, 'due'),
    startOn: textSaid(call, 'start'),
    ownerName: textSaid(call, 'owner'),
    priority: textSaid(call, 'priority'),
    measure: textSaid(call, 'measure'),
  });
  const { id } = await addAction(context, member, input, howOf(call));
  call.print({ json: { id }, text: id });
}

async function done(call: Call): Promise<void> {
  const { context, member } = await actor(call);
  const [id] = operandsOf(call, 'one action, by its id');
  const input = parse(closingInput, {
    status: isSet(call, 'stopped') ? 'stopped' : 'done',
    changed: textSaid(call, 'changed'),
    result: textSaid(call, 'result'),
  });
  await closeAction(context, member, id, input, howOf(call));
  call.print({ json: { id, status: input.status }, text: `${id}: ${statusTitle(input.status)}.` });
}
