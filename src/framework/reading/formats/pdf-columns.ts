/** Pages without ruling lines: columns are found by the white space between them. */

import type { PageRow, PdfPage } from './pdf-page.js';
import { linesOfRuns, type TextLine, type TextRun } from './pdf-text.js';

/** White space narrower than this, in sizes of the letters, is a space between words. */
const GAP = 1;
/** The share of lines with words in several columns that may reach into the space between two columns. */
const CROSSING = 0.03;
/** The least width of the space between two columns, in points. */
const GUTTER = 3;

/** The rows of each page: a row is what stands at one height, cut at the gutters of the document. */
export function columnsWithoutRules(pages: readonly PdfPage[]): PageRow[][] {
  const lines = pages.map((page) => segmentsByRow(page.runs));
  const gutters = findGutters(lines.flat().filter((row) => row.length >= 3));
  return lines.map((rows) => rows.map((row) => pageRow(row, gutters)));
}

/** The words at one height, cut where the space is wider than between words. */
function segmentsByRow(runs: readonly TextRun[]): TextLine[][] {
  const rows: TextRun[][] = [];
  for (const run of runs.toSorted((a, b) => a.base - b.base || a.left - b.left)) {
    const row = rows.at(-1);
    if (row?.[0] && run.base - row[0].base < 0.3 * run.size) row.push(run);
    else rows.push([run]);
  }
  return rows.map((row) => cutAtGaps(row.toSorted((a, b) => a.left - b.left)));
}

function cutAtGaps(row: readonly TextRun[]): TextLine[] {
  const groups: TextRun[][] = [];
  for (const run of row) {
    const last = groups.at(-1)?.at(-1);
    if (last && run.left - last.right < GAP * run.size) groups.at(-1)!.push(run);
    else groups.push([run]);
  }
  return groups.flatMap((group) => linesOfRuns(group));
}

/** The middles of the vertical strips that hardly any line with several columns reaches into. */
function findGutters(rows: readonly TextLine[][]): number[] {
  const width = Math.min(5_000, Math.ceil(Math.max(0, ...rows.flat().map(({ right }) => right))));
  const covered = new Array<number>(width + 1).fill(0);
  for (const { left, right } of rows.flat()) {
    for (let x = Math.max(0, Math.floor(left)); x <= Math.min(width, right); x += 1)
      covered[x]! += 1;
  }
  const most = rows.length * CROSSING;
  const gutters: number[] = [];
  let start = -1;
  covered.forEach((count, x) => {
    if (count <= most && start < 0) start = x;
    if (count <= most || start < 0) return;
    if (start > 0 && x - start >= GUTTER) gutters.push((start + x) / 2);
    start = -1;
  });
  const first = Math.min(...rows.flat().map(({ left }) => left));
  return gutters.filter((gutter) => gutter > first);
}

function pageRow(row: readonly TextLine[], gutters: readonly number[]): PageRow {
  const cells: PageRow['cells'] = [];
  for (const line of row) {
    const column = gutters.filter((gutter) => gutter < line.left + 1).length;
    const cell = cells.find((one) => one.column === column);
    if (cell) cell.lines.push(line);
    else cells.push({ column, lines: [line] });
  }
  return { top: row[0]?.top ?? 0, loose: gutters.length === 0, ruledOff: false, cells };
}
