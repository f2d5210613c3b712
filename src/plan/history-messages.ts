/** The verbs of the plan in words, for the pages of history. */

import { sql } from 'kysely';
import { academicYear } from '../platform/academic-year.js';
import { dayWords } from '../platform/days.js';
import { type HistoryMessages, IT, say } from '../platform/history/messages.js';
import { counted } from '../review/sentences.js';

type Part = Record<string, unknown> | null;

const NAMES: Readonly<Record<string, string>> = {
  academicYear: 'Plan',
  priority: 'Priority',
  objective: 'Objective',
  aim: 'Aim',
  title: 'Action',
  owner: 'Owner',
  startOn: 'Start date',
  dueOn: 'Due date',
  milestones: 'Milestones',
  resources: 'Resources',
  cost: 'Cost',
  expectedChange: 'What will change',
  measure: 'Success measure',
  expectedEvidence: 'Evidence expected',
  status: 'Status',
};

/** A column as a line can say it; null for an empty one. */
function valueWords(field: string, value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (Array.isArray(value) && value.length === 0) return null;
  if (field === 'academicYear') return academicYear(Number(value));
  if (field === 'startOn' || field === 'dueOn') return dayWords(String(value));
  if (field === 'milestones') return counted((value as unknown[]).length, 'milestone');
  if (field === 'aim') {
    const { statement, level } = value as { statement: string; level: number };
    return `${statement} at level ${level}`;
  }
  return `“${String(value)}”`;
}

/** "Due: 5 June 2026, before that 3 May 2026." for each column that differs. */
function columnLines(before: Part, after: Part): string[] {
  return Object.keys(after ?? {}).map((field) => {
    const name = NAMES[field] ?? field;
    if (field === 'owner') return `${name} changed.`;
    const [was, is] = [valueWords(field, before?.[field]), valueWords(field, after?.[field])];
    if (is === null) return `${name}: removed, before that ${was ?? 'empty'}.`;
    return was === null ? `${name}: ${is}.` : `${name}: ${is}, before that ${was}.`;
  });
}

const said = (name: string, text: unknown) => (text ? [`${name}: “${String(text)}”`] : []);

/** How the history of a school says what happened here. */
export const planMessages: HistoryMessages = {
  area: 'The plan',
  verbs: {
    'action.added': say`added ${IT} to the plan`,
    'action.changed': ({ before, after }) => ({
      words: say`changed ${IT}`,
      details: columnLines(before, after),
    }),
    'action.moved': ({ after }) =>
      after?.status === 'under way' ? say`started ${IT}` : say`set ${IT} back to not started`,
    'action.reopened': say`reopened ${IT}`,
    'action.closed': ({ after }) => ({
      words: after?.status === 'stopped' ? say`stopped ${IT}` : say`completed ${IT}`,
      details: [
        ...said(after?.status === 'stopped' ? 'Why' : 'What changed', after?.changed),
        ...said('Result', after?.result),
      ],
    }),
    'action.closing-undone': say`undid the closing of ${IT}`,
    'action.evidence-attached': ({ after }) =>
      say`attached ${counted((after?.evidence as unknown[] | undefined)?.length ?? 0, 'item')} of evidence to ${IT}`,
    'action.noted': ({ after }) => ({
      words: say`added a progress note to ${IT}`,
      details: [`“${String(after?.words ?? '')}”`],
    }),
    'action.milestone-reached': ({ after }) => say`reached “${after?.what}” in ${IT}`,
    'action.milestone-opened': ({ after }) => say`marked “${after?.what}” in ${IT} as not reached`,
    'action.deleted': 'deleted an action',
    'action.restored': say`restored ${IT}`,
    'year.archived': say`archived the plan of ${IT}`,
    'year.opened': say`reopened the archived plan of ${IT}`,
    'calendar.made': 'made a private address for their calendar',
    'calendar.dropped': 'stopped the address of their calendar',
  },
  subjects: {
    action: {
      word: 'an action',
      names: (organisation, ids) => sql`
        SELECT id::text, title AS name FROM actions
        WHERE organisation_id = ${organisation} AND id::text = ANY (${ids}) AND deleted_at IS NULL`,
      path: (id) => `/plan/actions/${id}`,
    },
    year: {
      word: 'a year',
      nameOf: (id) => academicYear(Number(id)),
      path: (id) => `/year?year=${id}`,
    },
  },
};
