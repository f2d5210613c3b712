/** The plan as a table, in the columns of a strategic careers development plan: for print and exports. */

import { type Framework, statementOf } from '../framework/framework.js';
import { academicYear } from '../platform/academic-year.js';
import { dayWords } from '../platform/days.js';
import { levelWords } from '../review/rating.js';
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
  { title: 'Start', width: 18, of: ({ startOn }) => day(startOn) },
  { title: 'Due', width: 18, of: ({ dueOn }) => day(dueOn) },
  {
    title: 'Milestones',
    width: 36,
    of: ({ milestones }) => milestones.map(milestoneWords).join('\n'),
  },
  { title: 'Resources', width: 26, of: ({ resources }) => resources },
  { title: 'Cost', width: 14, of: ({ cost }) => cost },
  { title: 'What is to change', width: 40, of: ({ expectedChange }) => expectedChange },
  { title: 'Success measure', width: 36, of: ({ measure }) => measure },
  { title: 'Evidence expected', width: 32, of: ({ expectedEvidence }) => expectedEvidence },
  {
    title: 'Status',
    width: 16,
    of: ({ status, closedOn }) =>
      closedOn ? `${statusTitle(status)}, ${dayWords(closedOn)}` : statusTitle(status),
  },
  { title: 'What changed', width: 40, of: ({ changed }) => changed },
  { title: 'What the measure says', width: 36, of: ({ result }) => result },
];

function aimWords({ aim }: Action, framework: Framework): string {
  if (!aim) return '';
  const title = statementOf(framework, aim.statement)?.title;
  return `${aim.statement}${title ? ` ${title}` : ''}, to ${levelWords(framework, aim.level)}`;
}

/** A cell that no spreadsheet takes for a formula (OWASP, CSV injection). */
export const harmless = (text: string): string =>
  /^[\s]*[=+\-@\t\r]/.test(text) ? `'${text}` : text;

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** The plan as CSV (RFC 4180), with the mark that lets Excel read it as UTF-8. */
export function planCsv(actions: readonly Action[], framework: Framework): string {
  const rows = actions.map((action) => COLUMNS.map(({ of }) => harmless(of(action, framework))));
  const lines = [COLUMNS.map(({ title }) => title), ...rows].map((cells) =>
    cells.map(quoted).join(','),
  );
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

/** The plan as an Excel file. Cells are text, so nothing in them is ever worked out as a formula. */
export async function planXlsx(
  actions: readonly Action[],
  framework: Framework,
  about: { school: string; year: number },
): Promise<Buffer> {
  const { default: excel } = await import('exceljs');
  const book = new excel.Workbook();
  book.title = `Careers plan ${academicYear(about.year)}, ${about.school}`;
  const sheet = book.addWorksheet(`Plan ${academicYear(about.year).replace('/', '-')}`, {
    views: [{ state: 'frozen', ySplit: 1 }],
    pageSetup: { orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  });
  sheet.columns = COLUMNS.map(({ title, width }) => ({ header: title, width }));
  sheet.getRow(1).font = { bold: true };
  for (const action of actions) {
    const row = sheet.addRow(COLUMNS.map(({ of }) => harmless(of(action, framework))));
    row.alignment = { wrapText: true, vertical: 'top' };
  }
  return Buffer.from(await book.xlsx.writeBuffer());
}
