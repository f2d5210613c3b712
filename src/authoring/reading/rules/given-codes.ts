/** Documents whose statements have no codes: they are numbered in their order, and a doubt says so. */

import {
  type Cell,
  cellAt,
  cellText,
  type Grid,
  type Row,
} from '../../../platform/documents/grid.js';
import type { ReadingOptions } from '../draft.js';
import { findCodes } from './codes.js';
import { type Headings, sureHeadings } from './headings.js';
import { themeLabel } from './theme-words.js';

const GIVEN = {
  rule: 'codes given',
  lines: [],
  says: 'The document has no codes, so that the statements were numbered in their order.',
};

/**
 * The grid with a code before each title, where no column holds codes and a row of headings says which columns are
 * levels; otherwise the same grid.
 */
export function withCodes(grid: Grid, options: ReadingOptions): Grid {
  if (options.codeLike || options.columns || findCodes(grid.rows)) return grid;
  // The first ones: they stand again at the top of each page.
  const headings = firstHeadings(grid.rows);
  const title = headings && titleColumn(grid.rows, headings);
  if (!headings || title === null) return grid;
  const { row: head, levels } = headings;
  const isStatement = (row: Row) =>
    row !== head &&
    cellAt(row, title) !== undefined &&
    levels.filter(({ column }) => cellAt(row, column)).length * 2 >= levels.length &&
    !levels.every(({ column, title: name }) => cellText(cellAt(row, column)) === name);
  const count = countThemes(title, new Set(levels.map(({ column }) => column)));
  const rows = grid.rows.map((row, index) => {
    if (index <= grid.rows.indexOf(head)) return row;
    const code = count(row, isStatement(row));
    return code === null ? row : withCode(row, title, code);
  });
  return { ...grid, rows, notes: [...(grid.notes ?? []), GIVEN] };
}

function firstHeadings(rows: readonly Row[]): Headings | null {
  for (const row of rows) {
    const headings = sureHeadings([row]);
    if (headings) return headings;
  }
  return null;
}

/** The nearest column left of the levels that has words in most rows, or else right of them. */
function titleColumn(rows: readonly Row[], { row: head, levels }: Headings): number | null {
  const columns = levels.map(({ column }) => column);
  const below = rows.slice(rows.indexOf(head) + 1).filter((row) => row.cells.length > 1);
  const filled = [...new Set(below.flatMap((row) => row.cells.map(({ column }) => column)))]
    .filter((column) => !columns.includes(column))
    .filter((column) => below.filter((row) => cellAt(row, column)).length * 2 > below.length)
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
      if ((label !== null || row.cells.length === 1) && !isHeaded) {
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
