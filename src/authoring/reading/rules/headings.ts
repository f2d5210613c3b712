/** The row that names the levels above the table: "Statement | Level 1 | Level 2 | …". */

import { cellAt, cellText, type Row, rowText } from '../../../platform/documents/grid.js';
import { beginsSentence, endsSentence, wordsIn } from '../../../platform/documents/sentences.js';
import type { ReadingOptions } from '../draft.js';
import { namesTheme } from './theme-words.js';

/** One column of the heading row that names a level; `number` where it holds one. */
export interface LevelHeading {
  column: number;
  title: string;
  number: number | null;
}

export interface Headings {
  row: Row;
  /** In the order of the columns. */
  levels: LevelHeading[];
}

/** Columns that often stand beside the levels and are none. */
const OTHER =
  /\b(evidence|notes?|comments?|actions?|priority|score|rating|owner|date|benchmarks?)\b/iu;

/** The last row before the first code that names every level column, or null. */
export function findHeadings(
  rows: readonly Row[],
  coded: readonly Row[],
  filled: readonly number[],
): Headings | null {
  const end = coded[0] ? rows.indexOf(coded[0]) : 0;
  for (let at = end - 1; at >= 0; at -= 1) {
    const levels = headingsIn(rows[at]!, filled);
    if (!levels) continue;
    const isNumbered = levels.every(({ number }) => number !== null);
    if (isNumbered || (!namesTheme(rows[at]!) && standsApart(rows, at, filled)))
      return { row: rows[at]!, levels };
  }
  return null;
}

/**
 * The last of some rows in which at least two cells are the same word with numbers that follow each other, in any
 * order and in any column ("Level 3 | Level 1 | Level 2"): those are levels wherever they stand. Null when none is.
 */
export function sureHeadings(rows: readonly Row[]): Headings | null {
  for (const row of rows.toReversed()) {
    if (row.loose || namesTheme(row)) continue;
    const numbered = row.cells.map(({ column }) => {
      const title = cellText(cellAt(row, column));
      return { column, title, number: numberIn(title) };
    });
    const levels = numbered.filter(({ title, number }) => number !== null && stemOf(title) !== '');
    const isOneWord = new Set(levels.map(({ title }) => stemOf(title))).size === 1;
    if (levels.length >= 2 && levels.length <= 8 && isOneWord && areConsecutive(levels)) {
      return { row, levels };
    }
  }
  return null;
}

/** The word of a heading without its number, "level"; '' when it is longer than a name of levels is. */
function stemOf(title: string): string {
  const words = wordsIn(title).filter((word) => /^\p{L}/u.test(word));
  return words.length <= 2 ? words.join(' ').toLowerCase() : '';
}

function areConsecutive(levels: readonly { number: number | null }[]): boolean {
  const sorted = levels.map(({ number }) => number ?? 0).sort((a, b) => a - b);
  return sorted[0]! <= 1 && sorted.every((number, index) => number === sorted[0]! + index);
}

/** Headings without numbers come first in their columns, and what stands below does not go on with them. */
function standsApart(rows: readonly Row[], at: number, filled: readonly number[]): boolean {
  const isFirst = rows.slice(0, at).every((row) => row.cells.length < 2);
  const own = filled.map((column) => cellText(cellAt(rows[at]!, column)));
  const below = filled.map((column) => cellText(cellAt(rows[at + 1] ?? rows[at]!, column)));
  return isFirst && own.every(beginsSentence) && below.every(beginsSentence);
}

/** The level headings of a row, or null when it is no heading row for these columns. */
export function headingsIn(row: Row, filled: readonly number[]): LevelHeading[] | null {
  if (row.loose) return null;
  const short = filled
    .map((column) => ({ column, title: cellText(cellAt(row, column)) }))
    .filter(({ title }) => title !== '' && wordsIn(title).length <= 8 && !endsSentence(title));
  const numbered = short.map((one) => ({ ...one, number: numberIn(one.title) }));
  const withNumber = numbered.filter(({ number }) => number !== null);
  if (withNumber.length >= 2 && (inSequence(withNumber) || areConsecutive(withNumber)))
    return withNumber;
  if (short.length < filled.length || short.length < 2) return null;
  const named = numbered.filter(({ title }) => !OTHER.test(title));
  return named.length >= 2 ? named.map((one) => ({ ...one, number: null })) : null;
}

/** True when a row says the same as the heading row, as it does at the top of each page of a long table. */
export function repeatsHeadings(row: Row, headings: Headings | null): boolean {
  return headings !== null && row !== headings.row && rowText(row) === rowText(headings.row);
}

function numberIn(title: string): number | null {
  const found = /(?<!\p{N})\p{N}{1,2}(?!\p{N})/u.exec(title)?.[0];
  return found === undefined ? null : Number(found);
}

function inSequence(levels: readonly { number: number | null }[]): boolean {
  const steps = levels
    .slice(1)
    .map((one, index) => (one.number ?? 0) - (levels[index]?.number ?? 0));
  return steps.every((step) => step === 1) || steps.every((step) => step === -1);
}

/** One level of the framework and the column it is read from. */
export interface LevelColumn {
  column: number;
  level: number;
  title: string;
}

/**
 * The levels that the columns stand for, lowest first. Numbers come from the headings where these have them;
 * `firstLevel` and `bestFirst` overrule.
 */
export function numberLevels(
  columns: readonly number[],
  headings: Headings | null,
  options: ReadingOptions,
): LevelColumn[] {
  const named = columns.map((column) => headings?.levels.find((one) => one.column === column));
  const numbers = named.map((one) => one?.number ?? null);
  const bestFirst = options.bestFirst ?? isDescending(numbers);
  const given = numbers.filter((number) => number !== null);
  const lowest = options.firstLevel ?? (given.length === columns.length ? Math.min(...given) : 1);
  const order = columns.map((column, index) => ({ column, title: named[index]?.title ?? '' }));
  const isNumbered = given.length === columns.length && areConsecutive(named.map((one) => one!));
  if (isNumbered && options.bestFirst === undefined) {
    const numberOf = (column: number) => numbers[columns.indexOf(column)] ?? 0;
    order.sort((a, b) => numberOf(a.column) - numberOf(b.column));
  } else if (bestFirst) order.reverse();
  return order.map(({ column, title }, index) => ({
    column,
    level: lowest + index,
    title: title === '' || /^\p{N}+$/u.test(title) ? `Level ${lowest + index}` : title,
  }));
}

function isDescending(numbers: readonly (number | null)[]): boolean {
  const [first, second] = numbers;
  return first != null && second != null && second < first;
}
