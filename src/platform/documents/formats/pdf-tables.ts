/** The tables that ruling lines draw on a page. */

import type { Ruling, Rulings } from './pdf-rulings.js';

/** A table: the edges of its columns and rows, in points, and which cell a point is in. */
export interface RuledTable {
  xs: number[];
  ys: number[];
  /** The cell that holds a point; cells merged across columns or rows count as their first. */
  cellAt(x: number, y: number): { row: number; column: number };
}

/** Edges nearer than this are one. */
const SAME = 3;

/**
 * The tables of a page, from the top. The ends of the vertical lines are edges of rows too: where a page cuts a
 * row, there is often no line below it.
 */
export function ruledTables({ horizontal, vertical }: Rulings): RuledTable[] {
  return bands(vertical).map(({ from, to, lines }) => {
    const inside = horizontal.filter(({ at }) => at >= from - SAME && at <= to + SAME);
    const xs = clustered(lines.map(({ at }) => at));
    const across = inside.filter((line) => line.to - line.from > SAME * 2);
    const ys = clustered([from, to, ...across.map(({ at }) => at)]);
    return { xs, ys, cellAt: (x, y) => cellOf(x, y, xs, ys, across, lines) };
  });
}

/** Vertical lines whose heights overlap or touch belong to one table. */
function bands(vertical: readonly Ruling[]): { from: number; to: number; lines: Ruling[] }[] {
  const found: { from: number; to: number; lines: Ruling[] }[] = [];
  for (const line of vertical.toSorted((a, b) => a.from - b.from)) {
    const band = found.at(-1);
    if (band && line.from <= band.to + SAME) {
      band.to = Math.max(band.to, line.to);
      band.lines.push(line);
    } else found.push({ from: line.from, to: line.to, lines: [line] });
  }
  return found.filter(({ lines }) => clustered(lines.map(({ at }) => at)).length >= 2);
}

function clustered(values: readonly number[]): number[] {
  const found: number[] = [];
  for (const value of values.toSorted((a, b) => a - b)) {
    if (found.length === 0 || value - found.at(-1)! > SAME) found.push(value);
  }
  return found;
}

function cellOf(
  x: number,
  y: number,
  xs: readonly number[],
  ys: readonly number[],
  across: readonly Ruling[],
  down: readonly Ruling[],
): { row: number; column: number } {
  let column = bandOf(xs, x);
  let row = bandOf(ys, y);
  while (column > 0 && !isRuledAt(down, xs[column]!, y)) column -= 1;
  while (row > 0 && !isRuledAt(across, ys[row]!, x)) row -= 1;
  return { row, column };
}

/** The index of the last edge that is not beyond a value. */
function bandOf(edges: readonly number[], value: number): number {
  const beyond = edges.findIndex((edge) => edge > value);
  const last = Math.max(edges.length - 2, 0);
  return beyond < 0 ? last : Math.min(Math.max(beyond - 1, 0), last);
}

/** Whether a line at an edge passes a point of the other axis. */
function isRuledAt(lines: readonly Ruling[], edge: number, along: number): boolean {
  return lines.some(
    ({ at, from, to }) => Math.abs(at - edge) <= SAME && from - 1 <= along && to + 1 >= along,
  );
}
