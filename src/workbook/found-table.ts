/** Finding the table and the memory of a workbook again, whatever a spreadsheet program or a person did with its sheets. */
import type {
  EnteredCell,
  EnteredRow,
  EnteredSheet,
} from '../platform/documents/formats/excel-cells.js';
import { eachInParts } from '../platform/in-parts.js';
import { invalid } from '../platform/problems.js';
import { MEMORY_MARK } from './book.js';
import { type Field, keyOfWords, textOf } from './fields.js';

/** A row as it was when the workbook was written. */
export interface Remembered {
  id: string;
  title: string;
  values: Readonly<Record<string, string>>;
}

/** What the hidden sheet says. */
export interface Memory {
  kind: string;
  organisation: string;
  record: string;
  framework: { id: string; version: string };
  rows: ReadonlyMap<string, Remembered>;
}

/** The table that people fill in. */
export interface FoundTable {
  sheet: string;
  rows: readonly FoundRow[];
  /** Titles of columns that are not there any more. */
  gone: readonly string[];
}

export interface FoundRow {
  row: number;
  /** What names it; '' for a new one. */
  key: string;
  /** "E" for a heading. */
  columnOf(title: string): string;
  /** The cells of a field, or null where none of its columns is there. */
  cellsOf(field: Field): (EnteredCell | undefined)[] | null;
}

const noWorkbook = () =>
  invalid(
    'workbook.unknown',
    'This is not a workbook that was downloaded here, or its hidden sheet is gone. Download the workbook again, copy your answers into it, and choose that.',
  );

/** @throws Problem 422 `workbook.unknown` for a file without the hidden sheet */
export async function memoryOf(sheets: readonly EnteredSheet[]): Promise<Memory> {
  const found = sheets.find(({ rows }) => textIn(rows[0], 0) === MEMORY_MARK);
  if (!found) throw noWorkbook();
  const [first, second, third, ...rest] = found.rows;
  const keys = [...(third?.cells.keys() ?? [])]
    .filter((column) => column > 2)
    .map((column) => [column, textIn(third, column)] as const);
  const rows = new Map<string, Remembered>();
  await eachInParts(rest, (row) => {
    const values = keys.map(([column, key]) => [key, textIn(row, column)]);
    const [id, title] = [textIn(row, 1), textIn(row, 2)];
    rows.set(textIn(row, 0), { id, title, values: Object.fromEntries(values) });
  });
  return {
    kind: textIn(first, 2),
    organisation: textIn(second, 0),
    record: textIn(second, 1),
    framework: { id: textIn(second, 3), version: textIn(second, 4) },
    rows,
  };
}

const textIn = (row: EnteredRow | undefined, column: number): string =>
  textOf(row?.cells.get(column)) ?? '';

/** How far down the headings may stand, when somebody put rows above them. */
const MOST_ABOVE = 30;

/**
 * The table with most of these headings, on whatever sheet.
 * @throws Problem 422 `workbook.no-table` when no sheet has the heading that names its rows
 */
export function tableOf(
  sheets: readonly EnteredSheet[],
  keyTitle: string,
  fields: readonly Field[],
): FoundTable {
  const titles = [keyTitle, ...fields.flatMap(({ columns }) => columns.map(({ title }) => title))];
  const wanted = new Set(titles.map(keyOfWords));
  let best: { sheet: EnteredSheet; at: number; columns: Map<string, number> } | null = null;
  for (const sheet of sheets) {
    for (const [at, row] of sheet.rows.slice(0, MOST_ABOVE).entries()) {
      const columns = headingsIn(row, wanted);
      const isBetter = columns.size > Math.max(1, best?.columns.size ?? 0);
      if (columns.has(keyOfWords(keyTitle)) && isBetter) best = { sheet, at, columns };
    }
  }
  if (!best) {
    throw invalid(
      'workbook.no-table',
      `No sheet of this workbook has a column “${keyTitle}” with the answers beside it. Download the workbook again and copy your answers into it.`,
    );
  }
  const { sheet, at, columns } = best;
  const columnOf = (title: string) => columns.get(keyOfWords(title));
  return {
    sheet: sheet.name,
    gone: titles.filter((title) => columnOf(title) === undefined),
    rows: sheet.rows.slice(at + 1).map(({ row, cells }) => ({
      row,
      key: textOf(cells.get(columnOf(keyTitle) ?? -1)) ?? '',
      columnOf: (title) => lettersOf(columnOf(title) ?? 0),
      cellsOf: (field) =>
        field.columns.some(({ title }) => columnOf(title) === undefined)
          ? null
          : field.columns.map(({ title }) => cells.get(columnOf(title) ?? -1)),
    })),
  };
}

function headingsIn({ cells }: EnteredRow, wanted: ReadonlySet<string>): Map<string, number> {
  const columns = new Map<string, number>();
  for (const [column, cell] of cells) {
    const title = cell.kind === 'text' && cell.text.length < 60 ? keyOfWords(cell.text) : '';
    if (wanted.has(title) && !columns.has(title)) columns.set(title, column);
  }
  return columns;
}

/** 0 is "A", 26 is "AA". */
const lettersOf = (column: number): string =>
  (column >= 26 ? lettersOf(Math.floor(column / 26) - 1) : '') +
  String.fromCharCode(65 + (column % 26));
