/** The row that names the levels above the table: "Statement | Level 1 | Level 2 | …". */

import { cellAt, cellText, type Row, rowText } from '../../../platform/documents/grid.js';
import { beginsSentence, endsSentence, wordsIn } from '../../../platform/documents/sentences.js';
import type { ReadingOptions } from '../draft.js';
import { directionOf, isBeside, namedLevels, rankOf, shortCells } from './scales.js';
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

/** The last of some rows that names levels without doubt, wherever their columns are; null when none does. */
export function sureHeadings(rows: readonly Row[]): Headings | null {
  for (const row of rows.toReversed()) {
    const levels = sureLevels(row);
    if (levels) return { row, levels };
  }
  return null;
}

/** The first of some rows that names levels without doubt, or null. */
export function firstHeadings(rows: readonly Row[]): Headings | null {
  for (const row of rows) {
    const levels = sureLevels(row);
    if (levels) return { row, levels };
  }
  return null;
}

/**
 * The levels that a row names without doubt: the same word with numbers that follow each other, in any order
 * ("Level 3 | Level 1 | Level 2"), names with such numbers ("Exemplary (4)"), or names that everybody knows
 * ("Emerging | Secure").
 */
export function sureLevels(row: Row): LevelHeading[] | null {
  if (row.loose || row.aside !== undefined || namesTheme(row)) return null;
  const levels =
    numberedLevels(row) ?? namedLevels(row)?.map((one) => ({ ...one, number: null })) ?? null;
  return levels && !isAnswered(row, levels) ? levels : null;
}

/** A code of two numbers at least, and nothing else. */
const CODE = /^\p{L}{0,3}[.-]?\p{N}{1,3}(?:[.-]\p{N}{1,3})+\p{L}?[.:)]?$/u;

/**
 * True for a row of the model itself whose last cells say where a school is and wants to be: "… | Amber | Green". It
 * has a code, or sentences for half as many cells as seem to name levels.
 */
function isAnswered(row: Row, levels: readonly LevelHeading[]): boolean {
  const before = row.cells.filter(({ column }) => column < levels[0]!.column);
  const sentences = row.cells.length - shortCells(row).length;
  return before.some((cell) => CODE.test(cellText(cell))) || sentences * 2 >= levels.length;
}

function numberedLevels(row: Row): LevelHeading[] | null {
  const numbered = shortCells(row)
    .filter(({ title }) => !isBeside(title))
    .map((one) => ({ ...one, number: numberIn(one.title) }));
  const withNumber = numbered.filter(({ number }) => number !== null);
  const stemmed = withNumber.filter(({ title }) => stemOf(title) !== '');
  const isOneWord = new Set(stemmed.map(({ title }) => stemOf(title))).size === 1;
  if (isOneWord && isRun(stemmed, 2)) return stemmed;
  const ranked = withNumber.filter(({ title }) => rankOf(title) !== null);
  if (ranked.length >= 2 && isRun(withNumber, 2)) return withNumber;
  const first = withNumber[0]?.title.toLowerCase() ?? '';
  const word = /^\p{L}+(?=\s*\p{N})/u.exec(first)?.[0];
  const isAlike = withNumber.every(({ title }) =>
    word === undefined ? /^\p{N}/u.test(title) : title.toLowerCase().startsWith(word),
  );
  const isPlain = withNumber.every(({ title }) => /^\p{N}$/u.test(title));
  if (word !== undefined && isAlike && isRun(withNumber, 2)) return withNumber;
  return isPlain && isRun(withNumber, 3) ? withNumber : null;
}

/** Two to eight numbers, at least so many, that follow each other from 0 or 1 on, in any order. */
function isRun(levels: readonly LevelHeading[], least: number): boolean {
  return levels.length >= least && levels.length <= 8 && areConsecutive(levels);
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
  const named = numbered.filter(({ title }) => !isBeside(title));
  return named.length >= 2 ? named.map((one) => ({ ...one, number: null })) : null;
}

/** True when a row names the levels as the heading row does, as it does at the top of each page or table. */
export function repeatsHeadings(row: Row, headings: Headings | null): boolean {
  if (headings === null || row === headings.row || row.loose) return false;
  const isSame =
    !namesTheme(row) &&
    headings.levels.every(
      ({ column, title }) => cellText(cellAt(row, column)).toLowerCase() === title.toLowerCase(),
    );
  return isSame || rowText(row) === rowText(headings.row);
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

/** The levels in their order, and whether that was sure. */
export interface LevelOrder {
  levels: LevelColumn[];
  /** False when neither numbers nor names say which end is the better one, or when they say different things. */
  isSure: boolean;
}

/**
 * The levels that the columns stand for, lowest first. Names that everybody knows say which end is the better one,
 * and numbers where there are no such names; `firstLevel` and `bestFirst` overrule.
 */
export function numberLevels(
  columns: readonly number[],
  headings: Headings | null,
  options: ReadingOptions,
): LevelOrder {
  const named = columns.map((column) => headings?.levels.find((one) => one.column === column));
  const numbers = named.map((one) => one?.number ?? null);
  const given = numbers.filter((number) => number !== null);
  const lowest = options.firstLevel ?? (given.length === columns.length ? Math.min(...given) : 1);
  const order = columns.map((column, index) => ({
    column,
    title: named[index]?.title ?? '',
    number: numbers[index] ?? 0,
  }));
  const isNumbered = given.length === columns.length && areConsecutive(named.map((one) => one!));
  if (isNumbered && options.bestFirst === undefined) order.sort((a, b) => a.number - b.number);
  const byName = directionOf(order.map(({ title }) => title));
  const isFalling = byName === null && !isNumbered && isDescending(numbers);
  if (options.bestFirst ?? (byName === 'down' || isFalling)) order.reverse();
  const isNamed = named.some((one) => one !== undefined && one.number === null);
  const isSure =
    options.bestFirst !== undefined ||
    (isNumbered ? byName !== 'down' : byName !== null || !isNamed);
  const levels = order.map(({ column, title }, index) => ({
    column,
    level: lowest + index,
    title: title === '' || /^\p{N}+$/u.test(title) ? `Level ${lowest + index}` : title,
  }));
  return { levels, isSure };
}

function isDescending(numbers: readonly (number | null)[]): boolean {
  const [first, second] = numbers;
  return first != null && second != null && second < first;
}
