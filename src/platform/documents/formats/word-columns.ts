/** The columns of a Word table: rows may cut the same width into cells in other ways, and still be of the same columns. */

import type { Cell } from '../grid.js';

/** A cell of a row with the place in the table's own raster at which it begins; empty ones too. */
export interface SpannedCell {
  start: number;
  cell: Cell;
}

/** A row that waits until its table has been seen as a whole. */
export interface SpannedRow {
  cells: SpannedCell[];
}

/**
 * Gives the cells of a table their columns. Most rows have the same number of cells: in those the first cell is in
 * the first column, and so on, however wide. In a row with merged cells each stands in the column above or below
 * which it begins.
 */
export function placeColumns(rows: readonly SpannedRow[]): void {
  const usual = usualCount(rows);
  const isFull = rows.map(({ cells }) => cells.length === usual);
  const nearest = nearestFull(isFull);
  rows.forEach(({ cells }, at) => {
    const like = isFull[at] ? null : nearest[at]!;
    const starts = like === null ? null : rows[like]!.cells.map(({ start }) => start);
    cells.forEach((one, index) => {
      one.cell.column = starts ? columnFrom(starts, one.start) : index;
    });
    separate(cells);
  });
}

/** The number of cells that most rows have; the higher one where two are as common. */
function usualCount(rows: readonly SpannedRow[]): number {
  const counts = new Map<number, number>();
  for (const { cells } of rows) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  const many = [...counts].filter(([count]) => count > 2);
  const ranked = (many.length > 0 ? many : [...counts]).sort((a, b) => b[1] - a[1] || b[0] - a[0]);
  return ranked[0]?.[0] ?? 0;
}

/** For each row the full one nearest to it, above where two are as near; null where none is full. */
function nearestFull(isFull: readonly boolean[]): (number | null)[] {
  const below: (number | null)[] = [];
  let next: number | null = null;
  for (let at = isFull.length - 1; at >= 0; at -= 1) {
    if (isFull[at]) next = at;
    below[at] = next;
  }
  let above: number | null = null;
  return isFull.map((full, at) => {
    if (full) above = at;
    const under = below[at]!;
    if (above === null || under === null) return above ?? under;
    return under - at < at - above ? under : above;
  });
}

function columnFrom(starts: readonly number[], start: number): number {
  return Math.max(
    starts.findLastIndex((one) => one <= start),
    0,
  );
}

/** No two cells of a row are in one column: a row with more cells than usual goes on to the right. */
function separate(cells: readonly SpannedCell[]): void {
  let last = -1;
  for (const { cell } of cells) {
    cell.column = Math.max(cell.column, last + 1);
    last = cell.column;
  }
}
