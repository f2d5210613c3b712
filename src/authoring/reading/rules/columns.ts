/** Which column holds the codes, which the titles, and which the levels. */

import { cellAt, cellText, type Row, rowText } from '../../../platform/documents/grid.js';
import { LIMITS } from '../../../platform/documents/limits.js';
import { tooLong } from '../../../platform/documents/refusals.js';
import { invalid } from '../../../platform/problems.js';
import type { ColumnMap, ReadingOptions } from '../draft.js';
import {
  type CodePattern,
  codeColumn,
  codeIn,
  codeOf,
  codePatternLike,
  findCodes,
} from './codes.js';
import { findHeadings, type Headings, sureHeadings } from './headings.js';

export interface Columns extends ColumnMap {
  code: number;
  pattern: CodePattern;
  headings: Headings | null;
  /** True when titles were found left of the codes, and no heading says that they are titles. */
  titleIsLeft: boolean;
}

/**
 * The column map of a grid. The number of levels is the commonest last filled column among the rows that carry
 * a code, unless the heading row names the levels.
 * @throws Problem reading.no-codes when no column holds codes of statements, reading.too-long when thousands do
 * @throws Problem reading.no-grid when nothing stands beside the codes
 * @throws Problem reading.column-twice when a person has named one column for two things
 */
export function findColumns(rows: readonly Row[], options: ReadingOptions): Columns {
  const { pattern, column: code } = codesOf(rows, options);
  const coded = rows.filter((row) => codeOf(cellAt(row, code), pattern) !== null);
  if (coded.length === 0) throw noCodes(options.codeLike !== undefined);
  if (coded.length > LIMITS.statements) throw tooLong();
  const named = sureHeadings(rows.slice(0, rows.indexOf(coded[0]!)));
  // What stands above the codes names no level, whatever it looks like.
  const sure = named?.levels.some(({ column }) => column === code) ? null : named;
  const ofLevels = new Set(sure?.levels.map(({ column }) => column));
  const title =
    options.columns?.title ?? titleColumn(rows, coded, { code, pattern, named: ofLevels });
  const filled = sure ? [...ofLevels] : filledColumns(coded, Math.max(code, title));
  const headings = sure ?? findHeadings(rows, coded, filled);
  const levels = options.columns?.levels ?? levelColumns(coded, filled, headings, options.levels);
  if (levels.length < 2) {
    throw invalid(
      'reading.no-grid',
      'The document has codes of statements, but no columns of levels beside them. Choose a copy in which the model is still a table.',
    );
  }
  if (new Set(levels).size < levels.length || levels.includes(title) || levels.includes(code))
    throw columnTwice();
  return { code, title, levels, pattern, headings, titleIsLeft: title < code && !sure };
}

function codesOf(rows: readonly Row[], options: ReadingOptions) {
  const asked = options.codeLike ? codePatternLike(options.codeLike) : null;
  const found = asked ? askedCodes(rows, asked) : findCodes(rows);
  if (!found) throw noCodes(asked !== null);
  return { pattern: found.pattern, column: options.columns?.code ?? found.column };
}

const noCodes = (isAsked: boolean) =>
  invalid(
    'reading.no-codes',
    isAsked
      ? 'No column of this document has codes like that example. Check the example, or leave it empty.'
      : 'Waymark found no table of statements and levels in this document. Say which columns hold the titles and the levels.',
  );

const columnTwice = () =>
  invalid(
    'reading.column-twice',
    'You entered one column twice. Enter a different column for the code, the title and each level.',
  );

function askedCodes(rows: readonly Row[], pattern: CodePattern) {
  const column = codeColumn(rows, pattern)?.column;
  return column === undefined ? null : { pattern, column };
}

/**
 * The code's own column where titles stand in it, after the code or (in centred cells) below it; otherwise the next
 * one that has words.
 */
function titleColumn(
  rows: readonly Row[],
  coded: readonly Row[],
  { code, pattern, named }: { code: number; pattern: CodePattern; named: ReadonlySet<number> },
): number {
  const after = coded.filter((row) => codeIn(cellText(cellAt(row, code)), pattern)?.rest !== '');
  const start = rows.indexOf(coded[0]!);
  const isAgain = repeated(rows);
  const below = rows.filter(
    (row, index) =>
      index > start &&
      row.cells.length > 1 &&
      cellAt(row, code) &&
      !coded.includes(row) &&
      !isAgain(row),
  );
  if ((after.length + below.length) * 3 >= coded.length) return code;
  const columns = coded.flatMap((row) => row.cells.map((cell) => cell.column));
  const free = columns.filter((column) => column !== code && !named.has(column));
  const left = Math.max(...free.filter((column) => column < code), -1);
  const right = Math.min(...free.filter((column) => column > code), code + 99);
  const isLeft = left >= 0 && (named.size > 0 ? right > code + 98 : hasTitles(coded, left));
  return isLeft ? left : right;
}

/** True when a column has other words in nearly every row with a code: those are titles, where a theme would repeat. */
function hasTitles(coded: readonly Row[], column: number): boolean {
  const words = new Set(coded.map((row) => cellText(cellAt(row, column))).filter(Boolean));
  return words.size > 2 && words.size * 10 >= coded.length * 8;
}

/** The test for rows that stand more than once, as headings do at the top of each page. */
function repeated(rows: readonly Row[]): (row: Row) => boolean {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(rowText(row), (counts.get(rowText(row)) ?? 0) + 1);
  return (row) => (counts.get(rowText(row)) ?? 0) > 1;
}

/** Columns to the right of the titles that have words in some row with a code, up to the commonest last one. */
function filledColumns(coded: readonly Row[], title: number): number[] {
  const lasts = coded.map((row) => row.cells.at(-1)?.column ?? -1).filter((last) => last > title);
  const last = commonest(lasts) ?? -1;
  const filled = new Set(coded.flatMap((row) => row.cells.map((cell) => cell.column)));
  return [...filled].filter((column) => column > title && column <= last).sort((a, b) => a - b);
}

function levelColumns(
  coded: readonly Row[],
  filled: readonly number[],
  headings: Headings | null,
  count: number | undefined,
): number[] {
  const named = headings?.levels.map(({ column }) => column) ?? filled;
  if (count === undefined || named.length === count) return [...named];
  if (named.length > count) return named.slice(0, count);
  const all = new Set(coded.flatMap((row) => row.cells.map((cell) => cell.column)));
  const first = named[0] ?? 0;
  return [...all]
    .filter((column) => column >= first)
    .sort((a, b) => a - b)
    .slice(0, count);
}

/** The value that stands most often in a list, the higher one when two do. */
export function commonest<T extends number | string>(values: readonly T[]): T | undefined {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (b[0] > a[0] ? 1 : -1))[0]?.[0];
}
