/** The folds of an action: what each holds is said beside its title. */

import { academicYear } from '../../platform/academic-year.js';
import { dayAsTyped } from '../../platform/days.js';
import type { Problem } from '../../platform/problems.js';
import type { FC, PropsWithChildren } from '../../platform/web/html.js';
import { counted, listed } from '../../review/sentences.js';

/** The fields of each fold. */
export const FOLD_FIELDS = {
  why: ['priority', 'objective', 'expectedChange', 'measure'],
  steps: ['startOn', 'academicYear', 'milestones'],
  cost: ['resources', 'cost'],
} as const;

/** An action as the fields of its form hold it. */
export type Values = Readonly<Record<string, string>>;

interface FoldProps {
  title: string;
  /** What is inside, in a few words. */
  says: string;
  isOpen: boolean;
}

export const Fold: FC<PropsWithChildren<FoldProps>> = ({ title, says, isOpen, children }) => (
  <details open={isOpen}>
    <summary>
      <h2>{title}</h2> <span class="small quiet">{says}</span>
    </summary>
    <div class="inside">{children}</div>
  </details>
);

/** True when one of these fields was refused: then its fold arrives open. */
export const isRefused = (problem: Problem | null, fields: readonly string[]): boolean =>
  fields.some((name) => problem?.fields[name] !== undefined);

const NOTHING = 'Nothing yet';

const WHY_NAMES: Readonly<Record<(typeof FOLD_FIELDS.why)[number], string>> = {
  priority: 'priority',
  objective: 'objective',
  expectedChange: 'what will change',
  measure: 'success measure',
};

/** "Priority, objective and success measure", as far as they are filled in. */
export function whyWords(values: Values): string {
  const names = FOLD_FIELDS.why.filter((name) => values[name]).map((name) => WHY_NAMES[name]);
  const words = listed(names);
  return words === '' ? NOTHING : words.charAt(0).toUpperCase() + words.slice(1);
}

/** "Plan 2026/27, 1 milestone, starts 9 November 2026" */
export function stepsWords({ academicYear: year, milestones = '', startOn }: Values): string {
  const lines = milestones.split('\n').filter((line) => line.trim() !== '');
  return [
    `Plan ${academicYear(Number(year))}`,
    ...(lines.length > 0 ? [counted(lines.length, 'milestone')] : []),
    ...(startOn ? [`starts ${dayAsTyped(startOn)}`] : []),
  ].join(', ');
}

/** "Printing, £60" */
export const costWords = ({ resources = '', cost = '' }: Values): string =>
  beginning([resources, cost].filter(Boolean).join(', ')) || NOTHING;

const MOST_LETTERS = 60;

/** A text in one short line. */
function beginning(text: string): string {
  const letters = [...text.replace(/\s/g, ' ')];
  return letters.length <= MOST_LETTERS
    ? letters.join('')
    : `${letters.slice(0, MOST_LETTERS).join('')}…`;
}

/** "The page, and notes from the lessons seen" */
export const expectedWords = ({ expectedEvidence = '' }: Values): string =>
  beginning(expectedEvidence) || NOTHING;
