/** A workbook as it is handed to the thread that writes it, and what its hidden sheet remembers. */
import type { Framework } from '../framework/framework.js';
import { type Column, cleaned, type Field } from './fields.js';

/** A sheet to fill in or to read. */
export interface BookSheet {
  name: string;
  columns: readonly Column[];
  /** A day is ISO text in a column of days. */
  rows: (string | number | null)[][];
}

/** A sheet whose rows are made one by one, while others are answered. */
export interface PlannedSheet extends Omit<BookSheet, 'rows'> {
  rows(): Iterable<BookSheet['rows'][number]>;
}

/** Everything of a workbook. */
export interface Book {
  title: string;
  school: string;
  language: string;
  /** The first is the one to fill in. */
  sheets: BookSheet[];
  /** Sentences on how to use it. */
  help: readonly string[];
  /** The rows of the hidden sheet. */
  memory: string[][];
}

/** One row to fill in: a statement or an action. */
export interface BookRow {
  /** What names it in the sheet: "2.1", or the number of an action in this workbook. */
  key: string;
  /** The code of the statement or the id of the action. */
  id: string;
  /** "2.1 The learning journey" */
  title: string;
  /** Of its fields, by their keys. */
  values: Readonly<Record<string, string>>;
}

/** What a workbook is of. */
export interface BookOf {
  kind: 'review' | 'plan';
  organisation: string;
  /** The id of the review, or the year in which the academic year begins. */
  record: string;
  exportedAt: Date;
  framework: Pick<Framework, 'id' | 'version'>;
}

/** How the hidden sheet begins, by which a workbook of ours is known. */
export const MEMORY_MARK = 'Waymark workbook';

/** The rows of the hidden sheet: what the workbook is of, and the value of each cell when it was written. */
export function* memoryRows(
  { kind, organisation, record, exportedAt, framework }: BookOf,
  fields: readonly Field[],
  rows: readonly BookRow[],
): Generator<string[]> {
  yield [MEMORY_MARK, '1', kind];
  yield [organisation, record, exportedAt.toISOString(), framework.id, framework.version];
  yield ['key', 'id', 'title', ...fields.map(({ key }) => key)];
  for (const { key, id, title, values } of rows) {
    yield [
      ...[key, id, cleaned(title)],
      ...fields.map((field) => cleaned(values[field.key] ?? '')),
    ];
  }
}
