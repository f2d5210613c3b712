/** Workbooks for tests: written as the product does, changed as a person would, and read again. */
import excel from 'exceljs';
import type { Framework } from '../../framework/framework.js';
import { schoolsModel } from '../../framework/testing/schools-model.js';
import type { Action } from '../../plan/plan.js';
import type { Member } from '../../platform/access/member.js';
import { openArchive } from '../../platform/documents/archive.js';
import { readEnteredSheets } from '../../platform/documents/formats/excel-cells.js';
import { type Agreement, blankAgreement, type Review } from '../../review/review.js';
import type { Comparison } from '../compare.js';
import { bookOf, compareWith, type WorkbookContent } from '../content.js';
import { textOf } from '../fields.js';
import { tableOf } from '../found-table.js';
import { WORKBOOK_LIMITS } from '../load-workbook.js';
import { planContentOf } from '../plan-content.js';
import type { Owner } from '../plan-fields.js';
import { reviewContentOf } from '../review-content.js';
import { writeBook } from '../write-book.js';

const NOW = new Date('2026-11-23T10:00:00Z');

const member: Member = {
  person: { id: 'maya', name: 'Maya Okafor' },
  organisation: { id: 'otterbridge', name: 'Otterbridge School', kind: 'school' },
  role: 'careers leader',
  isOwner: true,
};

const review: Review = {
  id: 'the-review',
  organisationId: 'otterbridge',
  frameworkVersionId: 'v',
  academicYear: 2026,
  title: 'Internal leadership review',
  stage: 1,
  previousReviewId: null,
  startedBy: null,
  startedAt: NOW,
  closedAt: null,
  closedBy: null,
  signedOffAs: null,
  gapsReason: null,
  deletedAt: null,
  version: 1,
  levelSetters: [],
};

/** A review in which this was agreed, by statement. */
export const reviewWith = (
  agreed: Readonly<Record<string, Partial<Agreement>>>,
  framework: Framework = schoolsModel,
): WorkbookContent => {
  const agreements = new Map(
    Object.entries(agreed).map(([code, words]) => [code, { ...blankAgreement(code), ...words }]),
  );
  return reviewContentOf(member, { review, agreements }, framework);
};

/** A plan of 2026/27 with these actions. */
export const planWith = (
  actions: readonly Action[],
  people: readonly Owner[] = [],
  framework: Framework = schoolsModel,
): WorkbookContent => planContentOf(member, { year: 2026, framework, actions, people });

/** The file of what stands now. */
export const fileOf = async (content: WorkbookContent): Promise<Uint8Array<ArrayBuffer>> =>
  writeBook(await bookOf(content, NOW));

/** The file as somebody leaves it who works on it in a spreadsheet program. */
export async function edited(
  file: Uint8Array,
  work: (book: excel.Workbook) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const book = new excel.Workbook();
  await book.xlsx.load(Buffer.from(file) as never);
  work(book);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

/** The cell below a heading, in the row that begins (or goes on) with this key. */
export function cellAt(sheet: excel.Worksheet, key: string, title: string): excel.Cell {
  const column = [...Array(sheet.columnCount).keys()].find(
    (at) => sheet.getRow(1).getCell(at + 1).text === title,
  );
  let row = 0;
  sheet.eachRow((each, number) => {
    if (number > 1 && [1, 2].some((at) => each.getCell(at).text === key)) row ||= number;
  });
  if (column === undefined || row === 0) throw new Error(`No ${title} of ${key}`);
  return sheet.getRow(row).getCell(column + 1);
}

const sheetsOf = async (file: Uint8Array) =>
  readEnteredSheets(await openArchive(file, WORKBOOK_LIMITS), WORKBOOK_LIMITS);

/** The texts of a column of the table, row by row. */
export async function textsIn(
  { keyTitle, fields }: WorkbookContent,
  file: Uint8Array,
  key: string,
): Promise<(string | null)[]> {
  const field = fields.find((each) => each.key === key)!;
  const { rows } = tableOf(await sheetsOf(file), keyTitle, fields);
  return rows.map((row) => textOf(row.cellsOf(field)?.[0]));
}

/** What a file says otherwise than what stands now. */
export async function comparedWith(
  content: WorkbookContent,
  file: Uint8Array,
): Promise<Comparison> {
  return compareWith(content, await sheetsOf(file));
}
