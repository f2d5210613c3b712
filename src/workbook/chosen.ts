/** What a person chose to take from a workbook, and whether Waymark still has what they saw. */
import { conflict, Problem } from '../platform/problems.js';
import { contentVersion } from '../platform/web/form.js';

/** A cell to take. */
export interface ChosenCell {
  row: string;
  field: string;
  value: string;
  /** A print of what Waymark had when it was chosen. */
  seen: number;
}

/** What is to be saved of a workbook. */
export interface Chosen {
  cells: readonly ChosenCell[];
  /** New rows, by the name that each has on the page. */
  added: readonly { name: string; values: Readonly<Record<string, string>> }[];
}

/** By what a value is known again. */
export const printOf = (value: string): number => contentVersion(value);

/** The name of the field in which a difference is decided. */
export const chooseField = (row: string, field: string): string => `choose-${row}-${field}`;

/** The chosen cells, row by row. */
export function byRow(cells: readonly ChosenCell[]): Map<string, ChosenCell[]> {
  const rows = new Map<string, ChosenCell[]>();
  for (const cell of cells) rows.set(cell.row, [...(rows.get(cell.row) ?? []), cell]);
  return rows;
}

/** @throws Problem 409 `workbook.changed` when something was saved since it was chosen */
export function assertSeen(
  cells: readonly ChosenCell[],
  now: Readonly<Record<string, string>>,
): void {
  if (cells.some(({ field, seen }) => printOf(now[field] ?? '') !== seen)) throw changedMeanwhile();
}

/** Somebody saved something in between. */
export const changedMeanwhile = () =>
  conflict(
    'workbook.changed',
    'Someone changed some of this while you were choosing. Nothing was saved. Choose again where it says so.',
  );

/** Runs the change of a row: what is refused belongs to the fields of that row on the page. */
export async function atRow<T>(row: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (/\.conflict$/.test(error.code)) throw changedMeanwhile();
    const fields = Object.entries(error.fields).map(([name, sentence]) => [
      chooseField(row, FIELD_OF[name] ?? name),
      sentence,
    ]);
    throw new Problem(error.status, error.code, error.message, Object.fromEntries(fields));
  }
}

/** What forms call otherwise than workbooks do. */
const FIELD_OF: Readonly<Record<string, string>> = {
  level: 'rating',
  ownerId: 'owner',
  ownerName: 'owner',
};
