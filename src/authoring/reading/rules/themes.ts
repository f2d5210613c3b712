/** Rows that begin a theme, and the benchmarks that they name. */

import type { Row } from '../../../platform/documents/grid.js';
import { cellAt, cellText, rowText } from '../../../platform/documents/grid.js';
import { endsSentence, wordsIn } from '../../../platform/documents/sentences.js';
import { withoutEnd } from '../../../platform/text-end.js';
import { codeOf, themeOfCode } from './codes.js';
import type { Columns } from './columns.js';
import { headingsIn } from './headings.js';
import { THEME_WORD, themeLabel } from './theme-words.js';

/** The rows of one theme: its heading (none when the document has no theme rows) and what follows. */
export interface Section {
  /** What the heading calls the theme: "3", "B". */
  label: string | null;
  heading: Row[];
  rows: Row[];
}

/** A heading that is only numbered: "3 Understanding of …", "B. Planning". */
const NUMBERED = /^(\p{N}{1,2}|\p{Lu})(?:[.:)]\s*|\s+)(?=\p{L})/u;

const BENCHMARKS =
  /(?:[([]\s*)?(?:gatsby\s+)?benchmarks?\s*(?::\s*)?(\p{N}+(?:\s*(?:,\s*and|,|&|\+|and)\s*\p{N}+)*)\s*[)\]]?/iu;

type HeadingTest = (row: Row, next: string | null, before: string | null) => string | null;

/** The rows cut at the headings of themes. Rows before the first theme are a section without a heading. */
export function findSections(rows: readonly Row[], columns: Columns): Section[] {
  const numbered = usualTest(rows, columns);
  const sections: Section[] = [{ label: null, heading: [], rows: [] }];
  walk(rows, columns, (row, next, before) => {
    const label = numbered?.(row, next, before) ?? null;
    const current = sections.at(-1)!;
    if (label !== null) sections.push({ label, heading: [row], rows: [] });
    else if (current.rows.length === 0 && continuesHeading(current, row, columns)) {
      current.heading.push(row);
    } else current.rows.push(row);
  });
  return sections.filter(({ heading, rows: own }) => heading.length > 0 || own.length > 0);
}

/** The kind of heading that a document has, or undefined. Where a column names the themes, only the surest kind counts. */
function usualTest(rows: readonly Row[], columns: Columns): HeadingTest | undefined {
  const [surest, ...others] = headingTests(columns);
  const has = (test: HeadingTest, least: number) => countHeadings(rows, columns, test) >= least;
  if (has(surest!, 1) || hasThemeColumn(rows, columns)) return surest;
  const lone = loneRow(columns);
  if (hasOneGroup(rows, columns) && has(lone, 2)) return lone;
  return others.find((test) => has(test, 1));
}

/** True when a column beside the codes has words at the first statement of every group of codes. */
function hasThemeColumn(rows: readonly Row[], columns: Columns): boolean {
  const left = Math.min(columns.code, columns.title);
  const firsts: Row[] = [];
  let before: string | null = null;
  for (const row of rows) {
    const code = codeOf(cellAt(row, columns.code), columns.pattern);
    if (code === null) continue;
    if (isNewTheme(code, before)) firsts.push(row);
    before = code;
  }
  const isBeside = (column: number) => column < left && !columns.levels.includes(column);
  return (
    firsts.length > 1 && firsts.every((row) => row.cells.some(({ column }) => isBeside(column)))
  );
}

/** True when the codes do not say which theme they are of: 1, 2, 3 or S1, S2, S3. */
function hasOneGroup(rows: readonly Row[], columns: Columns): boolean {
  const codes = rows.map((row) => codeOf(cellAt(row, columns.code), columns.pattern));
  return new Set(codes.filter((code) => code !== null).map(themeOfCode)).size === 1;
}

/** A row of one cell straight above a code, where codes do not say which theme they are of. */
function loneRow(columns: Columns): HeadingTest {
  return (row, next) =>
    next !== null && isTitle(row) && (row.loose || (row.cells[0]?.column ?? 99) <= columns.title)
      ? (NUMBERED.exec(rowText(row))?.[1] ?? '*')
      : null;
}

/** The kinds of heading, the surest first; a document is read with the first kind that it has. */
function headingTests(columns: Columns): HeadingTest[] {
  const bare = (row: Row) => codeOf(cellAt(row, columns.code), columns.pattern) === null;
  const first = (row: Row) => cellText(row.cells[0]);
  return [
    (row) => (bare(row) && wordsIn(rowText(row)).length <= 40 ? themeLabel(first(row)) : null),
    (row, next, before) => {
      const label = NUMBERED.exec(first(row))?.[1] ?? null;
      return bare(row) &&
        isTitle(row) &&
        isNewTheme(next, before) &&
        label === themeOfCode(next ?? '')
        ? label
        : null;
    },
    (row, next, before) =>
      bare(row) &&
      isTitle(row) &&
      (row.loose || (row.cells[0]?.column ?? 99) <= columns.title) &&
      isNewTheme(next, before)
        ? themeOfCode(next ?? '')
        : null,
  ];
}

function isTitle(row: Row): boolean {
  return (
    row.cells.length === 1 && wordsIn(rowText(row)).length <= 25 && !endsSentence(rowText(row))
  );
}

function isNewTheme(next: string | null, before: string | null): boolean {
  return next !== null && (before === null || themeOfCode(next) !== themeOfCode(before));
}

function countHeadings(rows: readonly Row[], columns: Columns, test: HeadingTest): number {
  let count = 0;
  walk(rows, columns, (row, next, before) => {
    if (test(row, next, before) !== null) count += 1;
  });
  return count;
}

/** Calls `see` with each row, the code that comes next (only when it is in the very next row) and the last one. */
function walk(
  rows: readonly Row[],
  columns: Columns,
  see: (row: Row, next: string | null, before: string | null) => void,
): void {
  let before: string | null = null;
  rows.forEach((row, index) => {
    const next = codeOf(cellAt(rows[index + 1] ?? row, columns.code), columns.pattern);
    see(row, next, before);
    before = codeOf(cellAt(row, columns.code), columns.pattern) ?? before;
  });
}

/** A row goes on with a heading while that has no title yet, has an open bracket, or only benchmarks follow. */
function continuesHeading(section: Section, row: Row, columns: Columns): boolean {
  if (section.label === null || codeOf(cellAt(row, columns.code), columns.pattern) !== null)
    return false;
  if (headingsIn(row, columns.levels)) return false;
  const soFar = section.heading.map(rowText).join(' ');
  const isOpen = soFar.lastIndexOf('(') > soFar.lastIndexOf(')');
  const { title } = themeTitle(soFar);
  return (
    title === '' ||
    isOpen ||
    /^[([]?\s*(gatsby )?benchmarks?[\s\p{N},&and]+[)\]]?$/iu.test(rowText(row))
  );
}

/** The title of a theme and its benchmark numbers, from the words of its heading. */
export function themeTitle(text: string): { title: string; benchmarks: number[] } {
  const found = BENCHMARKS.exec(text);
  const benchmarks = [...new Set((found?.[1]?.match(/\p{N}+/gu) ?? []).map(Number))];
  const title = (found ? text.replace(found[0], ' ') : text)
    .replace(THEME_WORD, '')
    .replace(NUMBERED, '')
    .replace(/\s+/gu, ' ');
  return { title: withoutEnd(title, /[\s:–—-]/u).trim(), benchmarks };
}

/**
 * The cells of a heading row that are the theme's own: level headings may stand in the same row, and figures right of
 * the table (a date, a mark) are none of it.
 */
export function themeCells(row: Row, columns: Columns) {
  const last = Math.max(columns.code, columns.title, ...columns.levels);
  const own = row.cells.filter((cell) => cell.column <= last || /\p{L}/u.test(cellText(cell)));
  const levels = headingsIn(row, columns.levels);
  const theme = levels?.some(({ number }) => number !== null)
    ? own.filter((cell) => !levels.some(({ column }) => column === cell.column))
    : own;
  return { theme, levels: own.filter((cell) => !theme.includes(cell)) };
}
