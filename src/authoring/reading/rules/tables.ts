/** The tables of a document: a person may choose one of them, and the rules tell them apart. */

import { type Grid, type Row, rowText } from '../../../platform/documents/grid.js';
import { invalid } from '../../../platform/problems.js';

/** The rows of each table, in the order of the document. Rows outside tables are in none. */
export function tablesOf({ rows, lines, format }: Grid): Row[][] {
  const blank = new Set(
    lines.filter(({ text }) => /^[\s,;"]*$/u.test(text)).map(({ line }) => line),
  );
  const isSheet = format !== 'pdf';
  const tables: Row[][] = [];
  let before: Row | null = null;
  for (const row of rows) {
    if (row.aside !== undefined) continue;
    if (row.loose) {
      before = null;
      continue;
    }
    const isNew =
      before === null ||
      row.table !== before.table ||
      (row.page !== before.page && format === 'excel') ||
      (isSheet && isAfterGap(before, row, blank, format === 'excel'));
    if (isNew) tables.push([]);
    tables.at(-1)!.push(row);
    before = row;
  }
  return tables;
}

/** True when an empty row of the sheet stands between two rows. */
function isAfterGap(above: Row, row: Row, blank: ReadonlySet<number>, isExcel: boolean): boolean {
  const line = row.cells[0]?.parts[0]?.line ?? 0;
  return isExcel ? line - (above.cells[0]?.parts[0]?.line ?? 0) > 1 : blank.has(line - 1);
}

/** More are no choice that anybody could make. */
const MOST_NAMES = 50;

/** The beginning of each table, so that a person can tell them apart. */
export function tableNames(grid: Grid): string[] {
  return tablesOf(grid)
    .slice(0, MOST_NAMES)
    .map(([first]) => rowText(first!).slice(0, 60));
}

/**
 * The grid with every table set aside but the one that was chosen, counted from 1.
 * @throws Problem reading.no-table
 */
export function onlyTable(grid: Grid, chosen: number | undefined): Grid {
  if (chosen === undefined) return grid;
  const tables = tablesOf(grid);
  const kept = new Set(tables[chosen - 1]);
  if (kept.size === 0) {
    const says = `There is no table ${chosen} in this document. It has ${tables.length}.`;
    throw invalid('reading.no-table', says);
  }
  const aside = 'It is in another table than the one you chose.';
  return {
    ...grid,
    rows: grid.rows.map((row) => (row.loose || kept.has(row) ? row : { aside, ...row })),
  };
}
