/** Documents whose statements have no codes: they are numbered in their order, and a doubt says so. */

import {
  type Cell,
  cellAt,
  cellText,
  type Grid,
  type Row,
} from '../../../platform/documents/grid.js';
import { beginsSentence, endsSentence, wordsIn } from '../../../platform/documents/sentences.js';
import type { ReadingOptions } from '../draft.js';
import { codeOf, findCodes } from './codes.js';
import { firstHeadings, type Headings, type LevelHeading } from './headings.js';
import { isBeside, shortCells } from './scales.js';
import { themeLabel } from './theme-words.js';

const GIVEN = {
  rule: 'codes given',
  lines: [],
  says: 'The document has no codes, so the statements were numbered in order.',
};

/** A grid, and whether its codes were made here. */
export interface Numbered {
  grid: Grid;
  isGiven: boolean;
}

/**
 * The grid with a code before each title, where no column holds codes and a row of headings says which columns are
 * levels; otherwise the same grid.
 */
export function withCodes(grid: Grid, options: ReadingOptions): Numbered {
  const without = withoutCodes(grid, options);
  if (!without) return { grid, isGiven: false };
  const { title, headings } = without;
  const isStatement = statementTest(grid, without, options.columns !== undefined);
  const count = countThemes(title, new Set(headings.levels.map(({ column }) => column)));
  const start = grid.rows.indexOf(headings.row);
  const rows = grid.rows.map((row, index) => {
    const isBelow = index > start && row.aside === undefined;
    const code = isBelow ? count(row, isStatement(row)) : null;
    return code === null ? row : withCode(row, title, code);
  });
  return { grid: { ...grid, rows, notes: [...(grid.notes ?? []), GIVEN] }, isGiven: true };
}

/** Where the statements of a document without codes stand. */
interface Uncoded {
  headings: Headings;
  title: number;
}

/** Null where a column holds codes, or no row says which columns are levels. */
function withoutCodes(grid: Grid, options: ReadingOptions): Uncoded | null {
  const isAsked = options.columns?.code === null;
  if (options.codeLike !== undefined || options.columns?.code != null) return null;
  const shown = grid.rows.filter(({ aside, loose }) => aside === undefined && !loose);
  const sure = chosenHeadings(shown, options) ?? firstHeadings(shown);
  if (!isAsked && hasOwnCodes(grid, sure)) return null;
  // The first ones: they stand again at the top of each page.
  const headings = sure ?? headingsByShape(shown);
  const title = options.columns?.title ?? (headings && titleColumn(shown, headings));
  return headings && title !== null ? { headings, title } : null;
}

/** The test for rows that are statements: they have a title and words in half of the levels at least. */
function statementTest(
  grid: Grid,
  { headings, title }: Uncoded,
  isNamed: boolean,
): (row: Row) => boolean {
  const { row: head, levels } = headings;
  const begins = beginsStatement(grid, headings, isNamed);
  return (row) =>
    row !== head &&
    begins(row) &&
    row.aside === undefined &&
    cellAt(row, title) !== undefined &&
    filledLevels(row, levels) * 2 >= levels.length &&
    !levels.every(({ column, title: name }) => cellText(cellAt(row, column)) === name);
}

const filledLevels = (row: Row, levels: Headings['levels']): number =>
  levels.filter(({ column }) => cellAt(row, column)).length;

/** True when a column holds codes, and holds them for the statements: not those of a key or a list beside them. */
function hasOwnCodes({ rows, format }: Grid, headings: Headings | null): boolean {
  const found = findCodes(rows.filter(({ aside }) => aside === undefined));
  if (!found || !headings) return found !== null;
  if (isBeside(cellText(cellAt(headings.row, found.column)))) return false;
  // There a statement may go over many rows, so that most have no code.
  if (format === 'pdf' || format === 'text') return true;
  if (headings.levels.some(({ column }) => column === found.column)) return false;
  const statements = rows.filter(
    (row) =>
      row !== headings.row && filledLevels(row, headings.levels) * 2 >= headings.levels.length,
  );
  const coded = statements.filter((row) => codeOf(cellAt(row, found.column), found.pattern));
  return coded.length * 3 >= statements.length;
}

/**
 * The test for rows that can begin a statement. Where a line is a row, as on pages without ruling lines, most of its
 * levels begin a sentence and those above have ended theirs; where a person has named the columns, the title is enough
 * in place of those ends.
 */
function beginsStatement(
  { rows, format }: Grid,
  { levels }: Headings,
  isNamed: boolean,
): (row: Row) => boolean {
  const isByLine = format === 'pdf' && !rows.some(({ ruledOff }) => ruledOff);
  if (!isByLine) return () => true;
  const beginning = new Set<Row>();
  /** The last words of each column above the row. */
  const above = new Map<number, string>();
  const hasEnded = ({ column, title }: LevelHeading) => {
    const text = above.get(column);
    return isNamed || text === undefined || text === title || endsSentence(text);
  };
  for (const row of rows) {
    const own = levels.filter(({ column }) => cellAt(row, column));
    const fresh = own.filter(
      (level) => beginsSentence(cellText(cellAt(row, level.column))) && hasEnded(level),
    );
    if (fresh.length * 3 >= own.length * 2) beginning.add(row);
    for (const cell of row.cells) above.set(cell.column, cellText(cell));
  }
  return (row) => beginning.has(row);
}

/** The headings over the columns that a person has named: the last row above the first in which all have words. */
function chosenHeadings(rows: readonly Row[], { columns }: ReadingOptions): Headings | null {
  if (!columns?.levels) return null;
  const own = columns.levels;
  const row = rows.find((one) => own.every((column) => cellAt(one, column)));
  if (!row) return null;
  const short = new Set(shortCells(row).map(({ column }) => column));
  const areNames = own.every((column) => short.has(column));
  const levels = own.map((column) => ({
    column,
    title: areNames ? cellText(cellAt(row, column)) : '',
    number: null,
  }));
  // Sentences are the first statement already: then no row has the names.
  return { row: areNames ? row : { ...row, cells: [] }, levels };
}

/**
 * Headings in words that nobody knows: the first row of names in a table whose rows below say more in each column but
 * the first. Which end is best is then asked.
 */
function headingsByShape(rows: readonly Row[]): Headings | null {
  const at = rows.findIndex(({ cells }) => cells.length > 2);
  const head = rows[at];
  const body = rows.slice(at + 1).filter(({ cells }) => cells.length > 2);
  if (!head || body.length < 2) return null;
  const isNames = shortCells(head).length === head.cells.length;
  const levels = head.cells
    .map(({ column }) => ({ column, title: cellText(cellAt(head, column)), number: null }))
    .filter(({ column, title }) => !isBeside(title) && isProse(body, column));
  const before = Math.min(...levels.map(({ column }) => column));
  const hasTitle = body.every(({ cells }) => (cells[0]?.column ?? 99) < before);
  return isNames && hasTitle && levels.length >= 2 && levels.length <= 8
    ? { row: head, levels }
    : null;
}

/** True when a column has words in nearly every row, and usually more than a name has. */
function isProse(rows: readonly Row[], column: number): boolean {
  const lengths = rows
    .map((row) => wordsIn(cellText(cellAt(row, column))).length)
    .sort((a, b) => a - b);
  const filled = lengths.filter((length) => length > 0).length;
  return filled * 10 >= rows.length * 8 && lengths[Math.floor(lengths.length / 2)]! >= 4;
}

/** True where a cell has more than figures: a weight of "20%" is no title. */
const hasWords = (row: Row, column: number) => /\p{L}/u.test(cellText(cellAt(row, column)));

/** The nearest column left of the levels that has words in most rows, or else right of them. */
function titleColumn(rows: readonly Row[], { row: head, levels }: Headings): number | null {
  const columns = levels.map(({ column }) => column);
  const below = rows.slice(rows.indexOf(head) + 1).filter((row) => row.cells.length > 1);
  const filled = [...new Set(below.flatMap((row) => row.cells.map(({ column }) => column)))]
    .filter((column) => !columns.includes(column))
    .filter((column) => below.filter((row) => hasWords(row, column)).length * 2 > below.length)
    .sort((a, b) => a - b);
  const left = filled.filter((column) => column < Math.min(...columns));
  return left.at(-1) ?? filled[0] ?? null;
}

/**
 * Numbers the statements row by row. A theme begins at a row that says so, at a row of one cell, or where a column
 * left of the titles has other words than before.
 */
function countThemes(
  title: number,
  levels: ReadonlySet<number>,
): (row: Row, isStatement: boolean) => string | null {
  let theme = 0;
  let statement = 0;
  let beside = '';
  let isHeaded = false;
  const next = (number: number) => {
    theme = number;
    statement = 0;
  };
  return (row, isStatement) => {
    if (!isStatement) {
      const label = themeLabel(cellText(row.cells[0]));
      const isAlone = row.cells.length === 1 && !levels.has(row.cells[0]!.column);
      if ((label !== null || isAlone) && !isHeaded) {
        next(Number(label) || theme + 1);
        isHeaded = true;
      }
      return null;
    }
    const left = row.cells
      .filter(({ column }) => column < title && !levels.has(column))
      .map(cellText)
      .join(' ');
    if (theme === 0 || (left !== '' && left !== beside && !isHeaded)) {
      next(Number(themeLabel(left)) || theme + 1);
    }
    if (left !== '') beside = left;
    isHeaded = false;
    statement += 1;
    return `${theme}.${statement}`;
  };
}

function withCode(row: Row, title: number, code: string): Row {
  const cells = row.cells.map((cell): Cell => {
    if (cell.column !== title) return cell;
    const [first, ...rest] = cell.parts;
    return first
      ? { ...cell, parts: [{ ...first, text: `${code} ${first.text}` }, ...rest] }
      : cell;
  });
  return { ...row, cells };
}
