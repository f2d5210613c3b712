/** Pages without ruling lines between columns: columns are found by the white space between them. */

import { columnAt, guttersOfRows } from './gutters.js';
import type { PageRow, PdfPage } from './pdf-page.js';
import { linesOfRuns, type TextRun } from './pdf-text.js';

/** White space narrower than this, in sizes of the letters, is a space between words. */
const GAP = 0.45;
/** The least width of the space between two columns, in points. */
const GUTTER = 2;
/** Rows with fewer stretches of words than this say nothing about where columns are. */
const STRETCHES = 3;

/**
 * The rows of each page: a row is what stands at one height, cut at the gutters of its table. A row that says nothing
 * about columns has those of the next row that does.
 */
export function columnsWithoutRules(pages: readonly PdfPage[]): PageRow[][] {
  const rows = pages.map((page) => rowsOf(page.runs));
  const all = rows.flatMap((own) => own.map((row, index) => ({ row, isTop: index === 0 })));
  const telling: TextRun[][] = [];
  const cuts: number[] = [];
  const places = all.map(({ row, isTop }) => {
    const count = stretches(row);
    if ((isTop || count < 2) && cuts.at(-1) !== telling.length) cuts.push(telling.length);
    return count >= STRETCHES ? telling.push(row) - 1 : telling.length;
  });
  const found = guttersOfRows(
    telling.map((row) => row.map(({ left, right }) => ({ from: left, to: right }))),
    cuts,
    GUTTER,
  );
  const gutters = places.map((place) => found[place] ?? found.at(-1) ?? []);
  let at = 0;
  return rows.map((own) => own.map((row) => pageRow(row, gutters[at++]!)));
}

/** The runs at one height, from the left. */
function rowsOf(runs: readonly TextRun[]): TextRun[][] {
  const rows: TextRun[][] = [];
  for (const run of runs.toSorted((a, b) => a.base - b.base || a.left - b.left)) {
    const row = rows.at(-1);
    if (row?.[0] && run.base - row[0].base < 0.3 * run.size) row.push(run);
    else rows.push([run]);
  }
  return rows.map((row) => row.toSorted((a, b) => a.left - b.left));
}

/** How many stretches of words a row has: what wider spaces part. */
function stretches(row: readonly TextRun[]): number {
  return row.filter(
    ({ left, size }, index) => left - (row[index - 1]?.right ?? -size) >= GAP * size,
  ).length;
}

function pageRow(row: readonly TextRun[], gutters: readonly number[]): PageRow {
  const cells = new Map<number, TextRun[]>();
  for (const run of row) {
    const column = columnAt(gutters, run.left + 1);
    cells.set(column, [...(cells.get(column) ?? []), run]);
  }
  return {
    top: row[0]?.top ?? 0,
    loose: gutters.length === 0,
    ruledOff: false,
    cells: [...cells].map(([column, runs]) => ({ column, lines: linesOfRuns(runs) })),
  };
}
