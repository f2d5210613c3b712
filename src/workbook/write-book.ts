/** Writing a workbook with exceljs. Every text goes in as text: there is no formula in the file. */
import excel from 'exceljs';
import type { Book, BookSheet } from './book.js';
import { type Column, cleaned } from './fields.js';
import { heightOf } from './row-height.js';

/** The sheet that remembers what was written, and the one with the choices of lists. Nobody sees them. */
const MEMORY_SHEET = 'Waymark';
const LISTS_SHEET = 'Lists';

const FONT = { name: 'Arial', size: 10 };
const GREY = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFEDEFF1' } } as const;
const DARK = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FF1F3A4D' } } as const;
const LINE = { style: 'thin', color: { argb: 'FFB5BCC3' } } as const;
const BORDER = { top: LINE, left: LINE, bottom: LINE, right: LINE };
const WRAPPED = { wrapText: true, vertical: 'top', horizontal: 'left' } as const;
/** As many lines a row to fill in has at least. */
const ROOM_TO_WRITE = 4;
/** A4, by the number that Excel has for it. */
const A4 = Object.fromEntries([['paperSize', 9]]);

const FORMATS: Readonly<Record<Column['kind'], string>> = {
  locked: '@',
  text: '@',
  list: '@',
  day: 'dd/mm/yyyy',
  money: '"£"#,##0.00',
};

/** Excel reads _x0041_ as A (ECMA-376, ST_Xstring): where somebody wrote that, its first sign is written so. */
const asTyped = (text: string): string => cleaned(text).replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_');

/** The file. */
export async function writeBook(book: Book): Promise<Uint8Array<ArrayBuffer>> {
  const file = new excel.Workbook();
  const school = cleaned(book.school);
  Object.assign(file, {
    title: `${cleaned(book.title)}, ${school}`,
    subject: cleaned(book.title),
    language: book.language,
    creator: school,
    company: school,
    lastModifiedBy: school,
  });
  const lists: string[][] = [];
  for (const [at, sheet] of book.sheets.entries()) await addSheet(file, sheet, at === 0, lists);
  await addHelp(file, book.help);
  addHidden(file, MEMORY_SHEET, book.memory);
  const longest = Math.max(0, ...lists.map((list) => list.length));
  addHidden(
    file,
    LISTS_SHEET,
    Array.from({ length: longest }, (_, at) => lists.map((list) => list[at] ?? '')),
  );
  return new Uint8Array(await file.xlsx.writeBuffer());
}

async function addSheet(
  file: excel.Workbook,
  { name, columns, rows }: BookSheet,
  isOpen: boolean,
  lists: string[][],
): Promise<void> {
  const sheet = file.addWorksheet(name, {
    views: [{ state: 'frozen', ySplit: 1 }],
    pageSetup: {
      ...{
        ...A4,
        orientation: 'landscape',
        fitToPage: true,
        fitToWidth: 1,
        fitToHeight: 0,
      },
      margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.5, header: 0.2, footer: 0.2 },
      printTitlesRow: '1:1',
      // It writes a dollar before each corner itself.
      printArea: `A$1:${sheetColumn(columns.length)}$${rows.length + 1}`,
    },
    headerFooter: { oddFooter: '&L&A&RPage &P of &N' },
  });
  sheet.columns = columns.map(({ width }) => ({ width }));
  const head = sheet.addRow(columns.map(({ title }) => title));
  head.eachCell((cell) => {
    Object.assign(cell, { alignment: WRAPPED, fill: DARK, border: BORDER });
    cell.font = { ...FONT, bold: true, color: { argb: 'FFFFFFFF' } };
  });
  const references = columns.map((column) => listReference(column, lists));
  for (const cells of rows) {
    const row = sheet.addRow([]);
    for (const [at, column] of columns.entries()) {
      addCell(row.getCell(at + 1), column, cells[at] ?? null, references[at] ?? null);
    }
    // An empty row has no height: it grows while somebody types.
    const height = heightOf(cells, columns, isOpen ? ROOM_TO_WRITE : 1);
    if (height !== null) row.height = height;
  }
  sheet.autoFilter = `A1:${sheetColumn(columns.length)}${rows.length + 1}`;
  // No password: it keeps fingers from slipping, and nobody out.
  await sheet.protect('', {
    ...{ selectLockedCells: true, selectUnlockedCells: true, autoFilter: true, sort: true },
    ...(isOpen ? { formatColumns: true, formatRows: true, insertRows: true } : {}),
  });
}

function addCell(
  cell: excel.Cell,
  column: Column,
  value: string | number | null,
  reference: string | null,
): void {
  const { kind } = column;
  cell.value = cellValue(kind, value);
  cell.font = FONT;
  cell.alignment = WRAPPED;
  cell.border = BORDER;
  cell.numFmt = FORMATS[kind];
  if (kind === 'locked') cell.fill = GREY;
  else cell.protection = { locked: false };
  // Alike rules are joined in the order of names, A10 before A2, into ranges that overlap; so the first are not alike.
  const showInputMessage = cell.fullAddress.row < 10;
  if (reference !== null)
    cell.dataValidation = { ...listRule(reference, column), showInputMessage };
  if (kind === 'day') cell.dataValidation = { ...DAY_RULE, showInputMessage };
}

function cellValue(kind: Column['kind'], value: string | number | null): excel.CellValue {
  if (typeof value !== 'string') return value;
  if (kind === 'day' && value !== '') return new Date(`${value}T00:00:00Z`);
  return asTyped(value) || null;
}

/** Where the choices of a list stand in the hidden sheet; null for a column without. */
function listReference({ choices = [] }: Column, lists: string[][]): string | null {
  if (choices.length === 0) return null;
  lists.push([...choices]);
  const letters = sheetColumn(lists.length);
  return `${LISTS_SHEET}!$${letters}$1:$${letters}$${choices.length}`;
}

const listRule = (reference: string, { title }: Column): excel.DataValidation => ({
  type: 'list',
  allowBlank: true,
  formulae: [reference],
  showErrorMessage: true,
  errorTitle: title.slice(0, 32),
  error: 'Choose from the list.',
});

const DAY_RULE: excel.DataValidation = {
  type: 'date',
  operator: 'between',
  allowBlank: true,
  formulae: [new Date('2000-01-01T00:00:00Z'), new Date('2100-12-31T00:00:00Z')],
  showErrorMessage: true,
  errorTitle: 'Date',
  error: 'Enter a date like 4/12/2026.',
};

async function addHelp(file: excel.Workbook, sentences: readonly string[]): Promise<void> {
  const sheet = file.addWorksheet('How to use this', {
    pageSetup: { ...A4, orientation: 'landscape', fitToPage: true, fitToHeight: 0 },
  });
  sheet.columns = [{ width: 100 }];
  for (const sentence of sentences) {
    const row = sheet.addRow([]);
    const cell = row.getCell(1);
    // The letters are larger there.
    row.height = 1.25 * (heightOf([sentence], [{ width: 75 }], 1) ?? 0);
    cell.value = asTyped(sentence);
    cell.font = { ...FONT, size: 12 };
    cell.alignment = WRAPPED;
  }
  await sheet.protect('', { selectLockedCells: true });
}

function addHidden(file: excel.Workbook, name: string, rows: readonly string[][]): void {
  const sheet = file.addWorksheet(name, { state: 'veryHidden' });
  for (const cells of rows) {
    const row = sheet.addRow(cells.map((text) => asTyped(text) || null));
    row.numFmt = '@';
  }
}

/** 1 is "A". */
const sheetColumn = (number: number): string =>
  (number > 26 ? sheetColumn(Math.floor((number - 1) / 26)) : '') +
  String.fromCharCode(65 + ((number - 1) % 26));
