/** From the words and ruling lines of pages to one grid: ruled tables by their lines, others by their columns. */

import type { Box, Grid, Part, Row } from '../grid.js';
import { columnsWithoutRules } from './pdf-columns.js';
import type { PageRow, PdfPage } from './pdf-page.js';
import { type RuledTable, ruledTables } from './pdf-tables.js';
import { linesOfRuns, type TextLine, type TextRun } from './pdf-text.js';

/** Fewer ruled columns than this in the whole document are frames, not a table. */
const FEWEST_COLUMNS = 3;

/** The grid of a document's pages. Each line of words within a cell is a line of the source. */
export function gridOfPages(pages: readonly PdfPage[]): Grid {
  const tables = pages.map((page) => ruledTables(page.rulings));
  const isRuled = tables.some((own) => own.some((table) => table.xs.length > FEWEST_COLUMNS));
  const edges = isRuled ? usualEdges(tables.flat()) : [];
  const rows = isRuled
    ? pages.map((page, index) => ruledRows(page, tables[index] ?? [], edges))
    : columnsWithoutRules(pages);
  return numbered(pages, rows);
}

/** The column edges that most tables have. */
function usualEdges(tables: readonly RuledTable[]): number[] {
  const heights = new Map<number, number>();
  for (const { xs, ys } of tables) {
    heights.set(xs.length, (heights.get(xs.length) ?? 0) + (ys.at(-1) ?? 0) - (ys[0] ?? 0));
  }
  const usual = [...heights].sort((a, b) => b[1] - a[1])[0]?.[0];
  return tables.find(({ xs }) => xs.length === usual)?.xs ?? [];
}

function ruledRows(
  page: PdfPage,
  tables: readonly RuledTable[],
  edges: readonly number[],
): PageRow[] {
  const rows: PageRow[] = [];
  const cells = new Map<
    string,
    { table: RuledTable; row: number; column: number; runs: TextRun[] }
  >();
  const outside: TextRun[] = [];
  for (const run of page.runs.flatMap((one) => cutAtLines(one, tables))) {
    const index = tables.findIndex((one) => holds(one, run));
    const table = tables[index];
    if (!table) {
      outside.push(run);
      continue;
    }
    const { row, column } = table.cellAt(
      (run.left + Math.min(run.right, run.left + run.size)) / 2,
      run.base - run.size * 0.3,
    );
    const key = `${index}/${row}/${column}`;
    const cell = cells.get(key) ?? { table, row, column, runs: [] };
    cell.runs.push(run);
    cells.set(key, cell);
  }
  const byRow = new Map<string, PageRow>();
  for (const { table, row, column, runs } of cells.values()) {
    const key = `${tables.indexOf(table)}/${row}`;
    const own = byRow.get(key) ?? {
      top: table.ys[row] ?? 0,
      loose: false,
      ruledOff: row > 0,
      cells: [],
    };
    own.cells.push({ column: usualColumn(table, column, edges), lines: linesOfRuns(runs) });
    byRow.set(key, own);
  }
  rows.push(...byRow.values(), ...looseRows(outside));
  return rows.sort((a, b) => a.top - b.top);
}

/** How far, in letters, the space between two cells may be from where the ruling line crosses the words. */
const NEAR = 6;

/** A run that was drawn across ruling lines, as where two cells are full: cut at the spaces nearest to the lines. */
function cutAtLines(run: TextRun, tables: readonly RuledTable[]): TextRun[] {
  const table = tables.find((one) => holds(one, run));
  const middle = run.base - run.size * 0.3;
  const edge = table?.xs.find(
    (x) =>
      x > run.left + run.size &&
      x < run.right - run.size / 2 &&
      table.cellAt(x - 1, middle).column !== table.cellAt(x + 1, middle).column,
  );
  if (edge === undefined) return [run];
  const at = Math.round((run.text.length * (edge - run.left)) / (run.right - run.left));
  const space = nearestSpace(run.text, at);
  if (space === null) return [run];
  const left = { ...run, text: run.text.slice(0, space), right: edge - 1 };
  const right = { ...run, text: run.text.slice(space + 1), left: edge + 1 };
  return [left, ...cutAtLines(right, tables)];
}

function nearestSpace(text: string, at: number): number | null {
  for (let away = 0; away <= NEAR; away += 1) {
    for (const place of [at - away, at + away]) {
      if (place > 0 && text[place] === ' ') return place;
    }
  }
  return null;
}

function holds(table: RuledTable, run: TextRun): boolean {
  const middle = run.base - run.size * 0.3;
  const [left = 0, right = 0] = [table.xs[0], table.xs.at(-1)];
  const [top = 0, bottom = 0] = [table.ys[0], table.ys.at(-1)];
  return run.left >= left - 2 && run.left <= right && middle >= top && middle <= bottom;
}

/**
 * A column's number among the usual columns: by its rank, or by the nearest edge in a table with other columns, unless
 * two of its columns would become one.
 */
function usualColumn(table: RuledTable, column: number, edges: readonly number[]): number {
  if (table.xs.length === edges.length) return column;
  const inner = edges.slice(0, -1);
  const nearest = table.xs
    .slice(0, -1)
    .map((left) =>
      inner.reduce(
        (best, edge, index) =>
          Math.abs(edge - left) < Math.abs((inner[best] ?? 0) - left) ? index : best,
        0,
      ),
    );
  return new Set(nearest).size < nearest.length ? column : (nearest[column] ?? column);
}

/** Lines outside every table. */
function looseRows(runs: readonly TextRun[]): PageRow[] {
  return linesOfRuns(runs).map((line) => ({
    top: line.top,
    loose: true,
    ruledOff: false,
    cells: [{ column: 0, lines: [line] }],
  }));
}

function numbered(pages: readonly PdfPage[], rows: readonly PageRow[][]): Grid {
  const grid: Grid = { format: 'pdf', lines: [], rows: [], pages: pages.length };
  rows.forEach((own, index) => {
    const page = pages[index]?.page ?? index + 1;
    for (const row of own) grid.rows.push(numberedRow(grid, page, row));
  });
  return grid;
}

function numberedRow(grid: Grid, page: number, { loose, ruledOff, cells }: PageRow): Row {
  const sorted = cells.toSorted((a, b) => a.column - b.column);
  return {
    page,
    loose,
    ruledOff,
    cells: sorted.map(({ column, lines }) => ({
      column,
      parts: lines.map((line): Part => {
        const number = grid.lines.length + 1;
        grid.lines.push({ line: number, page, text: line.text, box: boxOf(line) });
        return { text: line.text, line: number };
      }),
    })),
  };
}

function boxOf({ left, top, right, bottom }: TextLine): Box {
  const round = (value: number) => Math.round(value * 10) / 10;
  return { left: round(left), top: round(top), right: round(right), bottom: round(bottom) };
}
