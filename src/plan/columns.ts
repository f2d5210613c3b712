/** The plan as a table, in the columns of a strategic careers development plan: for print and exports. */

import { type Framework, statementOf } from '../framework/framework.js';
import { dayWords } from '../platform/days.js';
import { levelWords } from '../review/rating.js';
import { makeExcelFile } from './excel.js';
import { milestoneWords } from './milestones.js';
import { type Action, statusTitle } from './plan.js';

export interface Column {
  title: string;
  /** Its width in a sheet, in letters. */
  width: number;
  of(action: Action, framework: Framework): string;
}

const day = (iso: string | null) => (iso ? dayWords(iso) : '');

/** Every column, in order. */
export const COLUMNS: readonly Column[] = [
  { title: 'Priority', width: 22, of: ({ priority }) => priority },
  { title: 'Objective', width: 34, of: ({ objective }) => objective },
  { title: 'Statement and level', width: 30, of: aimWords },
  { title: 'Action', width: 40, of: ({ title }) => title },
  { title: 'Owner', width: 20, of: ({ owner }) => owner?.name ?? '' },
  { title: 'Start date', width: 18, of: ({ startOn }) => day(startOn) },
  { title: 'Due date', width: 18, of: ({ dueOn }) => day(dueOn) },
  {
    title: 'Milestones',
    width: 36,
    of: ({ milestones }) => milestones.map(milestoneWords).join('\n'),
  },
  { title: 'Resources', width: 26, of: ({ resources }) => resources },
  { title: 'Cost', width: 14, of: ({ cost }) => cost },
  { title: 'What will change', width: 40, of: ({ expectedChange }) => expectedChange },
  { title: 'Success measure', width: 36, of: ({ measure }) => measure },
  { title: 'Evidence expected', width: 32, of: ({ expectedEvidence }) => expectedEvidence },
  {
    title: 'Status',
    width: 16,
    of: ({ status, closedOn }) =>
      closedOn ? `${statusTitle(status)}, ${dayWords(closedOn)}` : statusTitle(status),
  },
  { title: 'What changed', width: 40, of: ({ changed }) => changed },
  { title: 'Result', width: 36, of: ({ result }) => result },
];

function aimWords({ aim }: Action, framework: Framework): string {
  if (!aim) return '';
  const title = statementOf(framework, aim.statement)?.title;
  return `${aim.statement}${title ? ` ${title}` : ''}, to ${levelWords(framework, aim.level)}`;
}

/**
 * A cell that no spreadsheet takes for a formula (OWASP, CSV injection), without the characters that XML cannot hold:
 * one of them, and Excel does not open the file.
 */
export function harmless(cell: string): string {
  const text = cell.replace(NOT_IN_XML, '');
  return /^[\s]*[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text;
}

/** Every control character but tab and line ends, and what is no character (XML 1.0, 2.2). */
const NOT_IN_XML = /(?![\t\n\r])[\p{Cc}\ufffe\uffff]/gu;

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** The plan as CSV (RFC 4180), with the mark that lets Excel read it as UTF-8. */
export function planCsv(actions: readonly Action[], framework: Framework): string {
  const rows = actions.map((action) => COLUMNS.map(({ of }) => harmless(of(action, framework))));
  const lines = [COLUMNS.map(({ title }) => title), ...rows].map((cells) =>
    cells.map(quoted).join(','),
  );
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

/** Excel reads _x0041_ as A (ECMA-376, ST_Xstring): where somebody wrote that, its first sign is written so. */
const asTyped = (text: string): string => text.replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_');

/** The plan as an Excel file, made in a thread. */
export const planXlsx = (
  actions: readonly Action[],
  framework: Framework,
  about: { school: string; year: number },
): Promise<Uint8Array<ArrayBuffer>> =>
  makeExcelFile({
    year: about.year,
    school: harmless(about.school),
    columns: COLUMNS.map(({ title, width }) => ({ title, width })),
    rows: actions.map((action) =>
      COLUMNS.map(({ of }) => asTyped(harmless(of(action, framework)))),
    ),
  });
