/** A review or a plan as it stands, ready to be written into a workbook or held against one. */
import type { EnteredSheet } from '../platform/documents/formats/excel-cells.js';
import { eachInParts } from '../platform/in-parts.js';
import { invalid, type Problem } from '../platform/problems.js';
import { type Book, type BookOf, type BookRow, memoryRows, type PlannedSheet } from './book.js';
import { type Comparison, compare } from './compare.js';
import type { Field } from './fields.js';
import { memoryOf, tableOf } from './found-table.js';

export interface WorkbookContent {
  of: Omit<BookOf, 'exportedAt'>;
  /** "Internal leadership review 2026/27" */
  name: string;
  school: string;
  language: string;
  /** The heading of the column that names the rows. */
  keyTitle: string;
  fields: readonly Field[];
  rows: readonly BookRow[];
  /** What stands in the workbook beside the hidden sheet. */
  sheets: readonly PlannedSheet[];
  help: readonly string[];
  /** The file, without its ending. */
  fileName: string;
  /** Why nothing can be loaded, for this person and now; null when it can. */
  refusal: Problem | null;
  /** Sorts out what the rules of the plan do not allow. */
  settle(compared: Comparison): Comparison;
}

/** The workbook of what stands now. */
export async function bookOf(
  { of, name, school, language, sheets, help, fields, rows }: WorkbookContent,
  now: Date,
): Promise<Book> {
  const filled = [];
  for (const sheet of sheets) filled.push({ ...sheet, rows: await allOf(sheet.rows()) });
  const memory = await allOf(memoryRows({ ...of, exportedAt: now }, fields, rows));
  return { title: name, school, language, sheets: filled, help, memory };
}

async function allOf<T>(rows: Iterable<T>): Promise<T[]> {
  const all: T[] = [];
  await eachInParts(rows, (row) => all.push(row));
  return all;
}

/**
 * What a file says otherwise.
 * @throws Problem 422 `workbook.unknown`, `workbook.no-table`, `workbook.other-kind`, `workbook.other-school`,
 * `workbook.other-record`, `workbook.other-version`
 */
export async function compareWith(
  content: WorkbookContent,
  sheets: readonly EnteredSheet[],
): Promise<Comparison> {
  const { of, name, fields, rows } = content;
  const memory = await memoryOf(sheets);
  const kinds = { review: 'review', plan: 'plan' } as const;
  if (memory.kind !== of.kind) {
    const other = memory.kind === 'plan' ? kinds.plan : kinds.review;
    throw invalid(
      'workbook.other-kind',
      `This is the workbook of a ${other}. Choose the workbook of ${name}, or load this one on the page of the ${other}.`,
    );
  }
  if (memory.organisation !== of.organisation)
    throw invalid('workbook.other-school', 'This workbook is of another school. Choose your own.');
  if (memory.record !== of.record) {
    throw invalid(
      'workbook.other-record',
      `This is the workbook of another ${of.kind === 'plan' ? 'year' : 'review'}. Choose the workbook of ${name}, or load this one on its own page.`,
    );
  }
  const isSameModel =
    memory.framework.id === of.framework.id && memory.framework.version === of.framework.version;
  if (!isSameModel) {
    throw invalid(
      'workbook.other-version',
      'This workbook was made with another version of the model. Download it again and copy your answers into it.',
    );
  }
  const table = tableOf(sheets, content.keyTitle, fields);
  const takesNew = of.kind === 'plan';
  return content.settle(await compare({ fields, now: rows, memory, table, takesNew }));
}
