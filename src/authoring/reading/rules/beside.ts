/** Columns between the titles and the levels whose headings say that they are neither: "Our level", "Weight". */

import { cellAt, cellText, type Grid, type Row } from '../../../platform/documents/grid.js';
import { firstHeadings, type Headings } from './headings.js';
import { isBeside } from './scales.js';

/** The grid with such columns to the right of all others, where what is no part of the model is left over. */
export function besideLast(grid: Grid): Grid {
  const headings = firstHeadings(grid.rows);
  const columns = headings ? besideColumns(grid.rows, headings) : [];
  if (!headings || columns.length === 0) return grid;
  const from = grid.rows.indexOf(headings.row);
  const width = Math.max(...grid.rows.map((row) => (row.cells.at(-1)?.column ?? 0) + 1));
  const rows = grid.rows.map((row, index): Row => {
    if (index < from || row.loose) return row;
    const cells = row.cells.map((cell) => {
      const at = columns.indexOf(cell.column);
      return at < 0 ? cell : { ...cell, column: width + at };
    });
    return { ...row, cells: cells.sort((a, b) => a.column - b.column) };
  });
  return { ...grid, rows };
}

/** Never the last column that could hold the titles, whatever it is called. */
function besideColumns(rows: readonly Row[], { row, levels }: Headings): number[] {
  const taken = new Set(levels.map(({ column }) => column));
  const others = [
    ...new Set(rows.flatMap(({ cells }) => cells.map(({ column }) => column))),
  ].filter((column) => !taken.has(column));
  const named = others.filter((column) => isBeside(cellText(cellAt(row, column))));
  const last = Math.max(...taken);
  return named.length < others.length ? named.filter((column) => column < last) : [];
}
