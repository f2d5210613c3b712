/** The plan in reports: what the school does, who does it and by when. */

import { COLUMNS } from '../../plan/columns.js';
import { type Action, isOpenStatus, statusTitle, urgencyOf } from '../../plan/plan.js';
import { dayWords } from '../../platform/days.js';
import { type Block, cell, heading, type Row, row, table, text } from '../blocks/block.js';
import type { Material } from './material.js';

const NO_ACTIONS = 'The plan has no open actions yet.';

/** Open actions that are not carried to another year, those that are due first at the top. */
export const openActions = ({ actions }: Pick<Material, 'actions'>): Action[] =>
  actions
    .filter(({ status, goesOnIn }) => isOpenStatus(status) && goesOnIn === null)
    .sort((one, other) => (one.dueOn ?? '9999').localeCompare(other.dueOn ?? '9999'));

/** "29 January 2027, overdue" */
function dueWords(action: Action, today: string): string {
  if (action.dueOn === null) return 'No due date';
  const isOverdue = urgencyOf(action, today) === 'overdue';
  return `${dayWords(action.dueOn)}${isOverdue ? ', overdue' : ''}`;
}

const ownerWords = ({ owner }: Action) => owner?.name || 'No owner';

/** What the school has planned, with owners and due dates. */
export function plannedActions(material: Material): Block[] {
  const { planYear, today, hasNames } = material;
  const open = openActions(material);
  const title = heading(2, `Our priorities in ${planYear}`);
  if (open.length === 0) return [title, text(NO_ACTIONS)];
  return [
    title,
    table(
      [['Action', 5], ...(hasNames ? [['Owner', 2] as const] : []), ['Due', 2], ['Status', 2]],
      open.map((action) =>
        row(
          cell(action.title, { isStrong: true }),
          ...(hasNames ? [ownerWords(action)] : []),
          dueWords(action, today),
          statusTitle(action.status),
        ),
      ),
    ),
  ];
}

/** The columns of the whole plan that fit a page on its side, with their shares of its width. */
const WIDE: Readonly<Record<string, number>> = {
  ...{ Objective: 4, 'Statement and level': 4, Action: 5, Owner: 3, 'Due date': 3 },
  ...{ Resources: 3, Cost: 2, 'Success measure': 5, Status: 3 },
};

/** The whole plan as a table, priority by priority, in the columns of a strategic careers development plan. */
export function wholePlan({ actions, framework, hasNames, planYear }: Material): Block[] {
  const columns = COLUMNS.filter(({ title }) => title in WIDE && (hasNames || title !== 'Owner'));
  const title = heading(2, `The plan for ${planYear}`);
  if (actions.length === 0) return [title, text('The plan has no actions yet.')];
  const priorities = [...new Set(actions.map(({ priority }) => priority))];
  const rows = priorities.flatMap((priority): Row[] => [
    { group: priority || 'No priority' },
    ...actions
      .filter((each) => each.priority === priority)
      .map((each) => row(...columns.map(({ of }) => of(each, framework)))),
  ]);
  return [
    title,
    table(
      columns.map((column) => [column.title, WIDE[column.title] ?? 3]),
      rows,
    ),
  ];
}

/** What was completed and stopped, and what came of it. */
export function whatHappened({ actions, planYear }: Material): Block[] {
  const closed = actions.filter(({ status }) => !isOpenStatus(status));
  if (closed.length === 0) return [];
  return [
    heading(2, `What we have done in ${planYear}`),
    table(
      [
        ['Action', 4],
        ['Status', 2],
        ['What changed', 5],
      ],
      closed.map(({ title, status, closedOn, changed, result }) =>
        row(
          cell(title, { isStrong: true }),
          closedOn ? `${statusTitle(status)}, ${dayWords(closedOn)}` : statusTitle(status),
          [changed, result].filter(Boolean).join('\n'),
        ),
      ),
    ),
  ];
}
