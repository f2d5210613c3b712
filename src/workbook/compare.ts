/** Holding a workbook against what Waymark has now, cell by cell, with what was exported as the third side. */
import type { EnteredCell } from '../platform/documents/formats/excel-cells.js';
import { eachInParts } from '../platform/in-parts.js';
import type { BookRow } from './book.js';
import { type Field, keyOfWords, textOf } from './fields.js';
import type { FoundRow, FoundTable, Memory, Remembered } from './found-table.js';

/** A cell that says something else than Waymark. */
export interface Difference {
  /** The code of the statement, or the id of the action. */
  row: string;
  field: string;
  /** What Waymark has now. */
  now: string;
  /** What the file says. */
  file: string;
  /** True when both were changed since the workbook was written: a person has to choose. */
  isConflict: boolean;
  place: Place;
}

/** A row without a number: something to add. */
export interface Added {
  values: Readonly<Record<string, string>>;
  place: Place;
}

/** A cell that cannot be read, and what to do. */
export interface Unread {
  place: Place;
  says: string;
}

/** Where something stands in the file: "Plan, row 7, column E (Due date)". */
export type Place = string;

export interface Comparison {
  differences: Difference[];
  added: Added[];
  unread: Unread[];
  /** Titles of rows that the file had and has no more. */
  missing: string[];
  /** Titles of columns that the file has no more. */
  gone: string[];
}

interface Sides {
  fields: readonly Field[];
  now: readonly BookRow[];
  memory: Memory;
  table: FoundTable;
  /** Whether rows without a key are new; otherwise they are passed over. */
  takesNew: boolean;
}

/** Every difference between a workbook and what is now. */
export async function compare(sides: Sides): Promise<Comparison> {
  const { table, memory, now } = sides;
  const found: Comparison = {
    ...{ differences: [], added: [], unread: [], missing: [] },
    gone: [...table.gone],
  };
  const seen = new Map<string, number>();
  await eachInParts(table.rows, (row) => {
    if (row.key !== '') compareKnown(sides, row, seen, found);
    else if (sides.takesNew) readNew(sides, row, found);
  });
  for (const [key, { id, title }] of memory.rows) {
    const isThere = now.some((each) => each.id === id);
    if (!seen.has(key) && isThere) found.missing.push(title || key);
  }
  return found;
}

/** A row with a key: held against the row that it was, unless it is odd. */
function compareKnown(
  sides: Sides,
  row: FoundRow,
  seen: Map<string, number>,
  found: Comparison,
): void {
  const base = sides.memory.rows.get(row.key);
  const present = sides.now.find(({ id }) => id === base?.id);
  const first = seen.get(row.key);
  if (first === undefined) seen.set(row.key, row.row);
  const odd = base ? oddRow(first, row.key, present) : unknownRow(sides, row.key);
  if (odd && hasWords(sides, row, first === undefined ? base : undefined))
    found.unread.push({ place: placeOf(sides.table, row), says: odd });
  if (!odd && base && present) compareRow(sides, { row, base, present }, found);
}

/** Why a row of the workbook is not read, or null. */
function oddRow(first: number | undefined, key: string, present: BookRow | undefined) {
  if (first !== undefined)
    return `${key} stands in row ${first} as well, and that row was read. Keep one of the two rows, then load the file again.`;
  return present
    ? null
    : 'It was deleted or moved to another year in Waymark, so this row was not read.';
}

const unknownRow = ({ takesNew }: Sides, key: string) =>
  takesNew
    ? `The workbook had no action ${key}. For a new action, use an empty row without a number.`
    : `There is no statement ${key} in this review. Check the code.`;

const placeOf = ({ sheet }: FoundTable, { row }: FoundRow): Place => `${sheet}, row ${row}`;

const cellPlace = (table: FoundTable, row: FoundRow, { columns, title }: Field): Place =>
  `${placeOf(table, row)}, column ${row.columnOf(columns[0]!.title)} (${title})`;

/** Whether a row says anything that it did not say when it was written. */
const hasWords = ({ fields }: Sides, row: FoundRow, base: Remembered | undefined): boolean =>
  fields.some((field) => {
    const cells = row.cellsOf(field);
    return cells !== null && !isWritten(field, cells, base?.values[field.key] ?? '');
  });

function compareRow(
  { fields, table }: Sides,
  { row, base, present }: { row: FoundRow; base: Remembered; present: BookRow },
  found: Comparison,
): void {
  for (const field of fields) {
    const cells = row.cellsOf(field);
    const was = base.values[field.key];
    const now = present.values[field.key] ?? '';
    if (cells === null || was === undefined) continue;
    if (isWritten(field, cells, was) || isWritten(field, cells, now)) continue;
    const place = cellPlace(table, row, field);
    const read = field.read(cells);
    if ('unread' in read) {
      found.unread.push({ place, says: read.unread });
      continue;
    }
    const [a, b, c] = [read.value, now, was].map(field.compared);
    if (a === b || a === c) continue;
    const { id } = present;
    const isConflict = b !== c;
    found.differences.push({
      ...{ row: id, field: field.key, now, file: read.value, isConflict, place },
    });
  }
}

/** Whether cells say what this value was written as. */
function isWritten(
  field: Field,
  cells: readonly (EnteredCell | undefined)[],
  value: string,
): boolean {
  const said = (text: string | number | null) => keyOfWords(String(text ?? ''));
  const isText = field.columns.every(({ kind }) => kind === 'text' || kind === 'list');
  return (
    isText &&
    field.write(value).every((text, at) => {
      const entered = textOf(cells[at]);
      if (entered === null) return false;
      return field.columns[at]!.kind === 'list'
        ? said(text) === keyOfWords(entered)
        : field.compared(String(text ?? '')) === field.compared(entered);
    })
  );
}

/** A new row: everything that can be read of it. */
function readNew({ fields, table }: Sides, row: FoundRow, found: Comparison): void {
  const values: Record<string, string> = {};
  const unread: Unread[] = [];
  for (const field of fields) {
    const cells = row.cellsOf(field);
    if (!cells?.some((cell) => textOf(cell) !== '')) continue;
    const read = field.read(cells);
    if ('unread' in read) unread.push({ place: cellPlace(table, row, field), says: read.unread });
    else if (read.value !== '') values[field.key] = read.value;
  }
  found.unread.push(...unread);
  if (Object.keys(values).length > 0) found.added.push({ values, place: placeOf(table, row) });
}
