/** A document whose cells were read and whose model was not found: what a person needs to say where it is. */

import { cellAt, cellText, type Grid, type Row } from '../../platform/documents/grid.js';
import { Problem } from '../../platform/problems.js';
import type { Draft } from './draft.js';
import { tableNames } from './rules/tables.js';

/** Refusals that a person can help with, as they name a column, a level, a table, a sheet or a code. */
const HELPED = /^reading\.(?:no-codes|no-grid|no-table|column-twice|not-understood)$/;

const MOST_ROWS = 12;
const MOST_COLUMNS = 20;
/** Of a line that is kept. */
const MOST_LETTERS = 300;

/** A draft that holds only the beginning of the document; null where nobody could help. */
export function draftToHelp(error: unknown, grid: Grid, sheets: string[]): Draft | null {
  if (!(error instanceof Problem) || !HELPED.test(error.code) || grid.rows.length === 0)
    return null;
  const none: [] = [];
  return {
    title: null,
    ...{ levels: none, themes: none, repairs: none, doubts: none, missing: none },
    lines: grid.lines
      .slice(0, 500)
      .map((line) => ({ ...line, text: line.text.slice(0, MOST_LETTERS), uses: none })),
    reading: {
      format: grid.format,
      columns: { code: null, title: 0, levels: none },
      codeLike: '',
      bestFirst: false,
      sheets,
      tables: tableNames(grid),
      sample: beginningOf(grid.rows),
    },
    refusal: { code: error.code, says: error.message },
  };
}

/** The first rows that have several cells, or else the first rows. */
export function beginningOf(rows: readonly Row[]): string[][] {
  const wide = rows.filter(({ aside, cells }) => aside === undefined && cells.length > 1);
  const some = (wide.length > 0 ? wide : rows).slice(0, MOST_ROWS);
  return sampleCells(some);
}

/** The beginnings of the cells of some rows, as far as a person needs them to tell the columns. */
export function sampleCells(rows: readonly Row[]): string[][] {
  const width = Math.max(...rows.map((row) => (row.cells.at(-1)?.column ?? 0) + 1));
  return rows.map((row) =>
    Array.from({ length: Math.min(width, MOST_COLUMNS) }, (_, at) =>
      cellText(cellAt(row, at)).slice(0, 60),
    ),
  );
}
