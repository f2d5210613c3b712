/** Spreadsheets: the cells of one sheet of an Excel workbook, as they are shown. */

import { invalid } from '../../problems.js';
import type { ReadPart } from '../archive.js';
import type { Grid, Note, Part, Row } from '../grid.js';
import { tidy } from '../grid.js';
import { type Allowance, type Limits, newAllowance } from '../limits.js';
import { damaged } from '../refusals.js';
import { attribute, tokens } from '../xml.js';
import { dateFormat, shownDate } from './excel-dates.js';
import { type CodesOf, gridOfSheets } from './excel-sheets.js';
import { decimalsOf, type NumberFormats, readStyles } from './excel-styles.js';

interface Sheet {
  name: string;
  path: string;
  isHidden: boolean;
}

/** What the cells of a sheet refer to. */
interface Book {
  strings: string[];
  formats: NumberFormats;
  isOf1904: boolean;
}

/**
 * The grid of the sheet that is asked for, or else of the whole workbook, and the names of all sheets.
 * @throws Problem reading.damaged, reading.no-sheet, reading.too-long
 */
export async function readExcel(
  part: ReadPart,
  wanted: string | undefined,
  limits: Limits,
  codesOf: CodesOf,
): Promise<{ grid: Grid; sheets: string[] }> {
  const { all, isOf1904 } = await readWorkbook(part);
  const sheets = all.filter(({ isHidden }) => !isHidden).slice(0, limits.pages);
  const formats = readStyles(await part('xl/styles.xml'));
  const book = {
    strings: sharedStrings((await part('xl/sharedStrings.xml')) ?? ''),
    formats,
    isOf1904,
  };
  const asked = sheets.filter(({ name }) => wanted === undefined || name === wanted);
  if (asked.length === 0) {
    throw invalid('reading.no-sheet', `There is no sheet “${wanted ?? ''}” in this workbook.`);
  }
  const allowance = newAllowance(limits);
  const grids: { name: string; grid: Grid }[] = [];
  for (const { name, path } of asked)
    grids.push({ name, grid: readSheet((await part(path)) ?? '', book, allowance) });
  const { grid, read } = gridOfSheets(grids, codesOf);
  const left = all.filter(({ name }) => wanted === undefined && !read.includes(name));
  const notes = [...(grid.notes ?? []), ...notesOfSheets(left)];
  return { grid: { ...grid, notes }, sheets: sheets.map(({ name }) => name) };
}

/** What a person should know of the sheets that were not read. */
export function notesOfSheets(sheets: readonly Pick<Sheet, 'name' | 'isHidden'>[]): Note[] {
  if (sheets.length === 0) return [];
  const names = sheets.map(({ name, isHidden }) => `“${name}”${isHidden ? ' (hidden)' : ''}`);
  const says = `${names.length === 1 ? 'This sheet was' : 'These sheets were'} not read: ${names.join(', ')}.`;
  return [{ rule: 'sheet not read', lines: [], says }];
}

/** The sheets of a workbook, and whether it counts its days from 1904. */
export async function readWorkbook(part: ReadPart): Promise<{ all: Sheet[]; isOf1904: boolean }> {
  const paths = new Map<string, string>();
  for (const token of tokens((await part('xl/_rels/workbook.xml.rels')) ?? '')) {
    if (token.kind !== 'open' || token.name !== 'Relationship') continue;
    const target = attribute(token.attributes, 'Target') ?? '';
    const path = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
    paths.set(attribute(token.attributes, 'Id') ?? '', path);
  }
  const all: Sheet[] = [];
  let isOf1904 = false;
  for (const token of tokens((await part('xl/workbook.xml')) ?? '')) {
    if (token.kind !== 'open') continue;
    const value = (name: string) => attribute(token.attributes, name);
    if (token.name === 'workbookPr') isOf1904 = ['1', 'true'].includes(value('date1904') ?? '');
    const path = token.name === 'sheet' ? paths.get(value('id') ?? '') : undefined;
    const isHidden = (value('state') ?? 'visible') !== 'visible';
    if (path) all.push({ name: value('name') ?? '', path, isHidden });
  }
  if (all.every(({ isHidden }) => isHidden)) throw damaged('workbook');
  return { all, isOf1904 };
}

/** The texts that cells refer to by their place. */
export function sharedStrings(xml: string): string[] {
  const strings: string[] = [];
  let text = '';
  let isText = false;
  let isReading = 0;
  for (const token of tokens(xml)) {
    if (token.kind === 'text') text += isText && isReading === 0 ? token.text : '';
    else if (token.name === 't') isText = token.kind === 'open' && !token.isEmpty;
    else if (token.name === 'rPh' && !(token.kind === 'open' && token.isEmpty)) {
      isReading += token.kind === 'open' ? 1 : -1;
    } else if (token.name === 'si') {
      if (token.kind === 'close' || token.isEmpty) strings.push(text);
      text = '';
    }
  }
  return strings;
}

/** Each row of the sheet is a line of the source with the sheet's own number. */
function readSheet(xml: string, book: Book, allowance: Allowance): Grid {
  const grid: Grid = { format: 'excel', lines: [], rows: [], pages: 1 };
  let row = 0;
  let column = -1;
  let cell = { type: '', style: 0, text: '' };
  let isValue = false;
  const hidden: Hidden = { rows: new Set(), columns: [] };
  for (const token of tokens(xml)) {
    if (token.kind === 'text') cell.text += isValue ? token.text : '';
    else if (token.name === 'row' && token.kind === 'open') {
      row = Math.max(Number(attribute(token.attributes, 'r')) || row + 1, row + 1);
      column = -1;
      if (isTrue(token.attributes, 'hidden')) hidden.rows.add(row);
    } else if (
      token.name === 'col' &&
      token.kind === 'open' &&
      isTrue(token.attributes, 'hidden')
    ) {
      const edge = (name: string) => Number(attribute(token.attributes, name)) - 1;
      hidden.columns.push([edge('min'), edge('max')]);
    } else if (token.name === 'c' && token.kind === 'open') {
      column = columnOf(attribute(token.attributes, 'r')) ?? column + 1;
      const style = Number(attribute(token.attributes, 's')) || 0;
      cell = { type: attribute(token.attributes, 't') ?? 'n', style, text: '' };
    } else if (token.name === 'v' || token.name === 't') {
      isValue = token.kind === 'open' && !token.isEmpty;
    } else if (token.name === 'c' && token.kind === 'close') {
      addCell(grid, row, column, shown(cell, book), allowance);
    }
  }
  for (const { cells } of grid.rows) cells.sort((a, b) => a.column - b.column);
  return withoutHidden(grid, hidden);
}

/** What a sheet does not show: the numbers of rows, and columns from and to. */
interface Hidden {
  rows: Set<number>;
  columns: [number, number][];
}

const isTrue = (attributes: string, name: string): boolean =>
  ['1', 'true'].includes(attribute(attributes, name) ?? '');

/** The sheet as a person sees it: what is hidden is set aside, and a note says so. */
function withoutHidden(grid: Grid, hidden: Hidden): Grid {
  const isHidden = (column: number) =>
    hidden.columns.some(([from, to]) => from <= column && column <= to);
  const lineOf = (row: Row) => row.cells[0]?.parts[0]?.line ?? 0;
  const rows = grid.rows.flatMap((row): Row[] => {
    if (hidden.rows.has(lineOf(row))) return [{ ...row, aside: 'Its row of the sheet is hidden.' }];
    const away = row.cells.filter(({ column }) => isHidden(column));
    if (away.length === 0) return [row];
    const cells = row.cells.filter(({ column }) => !isHidden(column));
    return [
      ...(cells.length > 0 ? [{ ...row, cells }] : []),
      { ...row, cells: away, aside: 'Its column of the sheet is hidden.' },
    ];
  });
  const lines = [...new Set(rows.filter(({ aside }) => aside !== undefined).map(lineOf))];
  const says =
    'Rows or columns of the sheet are hidden and were left out. If they belong to the model, show them in Excel and load the file again.';
  const notes = lines.length > 0 ? [{ rule: 'hidden cells', lines, says }] : [];
  return { ...grid, rows, notes };
}

/** Adds the words of a cell to the grid. */
function addCell(
  grid: Grid,
  line: number,
  column: number,
  text: string,
  allowance: Allowance,
): void {
  const parts: Part[] = text
    .split(/\r\n|[\n\r]/u)
    .filter((one) => tidy(one) !== '')
    .map((one) => ({ text: one, line }));
  if (parts.length === 0) return;
  allowance.takeCell(text.length);
  let row: Row | undefined = grid.rows.at(-1);
  if (grid.lines.at(-1)?.line !== line || !row) {
    allowance.takeRow();
    row = { page: 1, loose: false, cells: [] };
    grid.rows.push(row);
    grid.lines.push({ line, page: 1, text: '' });
  }
  const source = grid.lines.at(-1)!;
  source.text += `${row.cells.length === 0 ? '' : '\t'}${text}`;
  row.cells.push({ column, parts });
}

/** The words of a cell as Excel shows them: a code that was typed as a number keeps its noughts. */
function shown(cell: { type: string; style: number; text: string }, book: Book): string {
  if (cell.type === 's') return book.strings[Number(cell.text)] ?? '';
  if (cell.type !== 'n' || cell.text.trim() === '') return cell.type === 'e' ? '' : cell.text;
  const value = Number(cell.text);
  if (!Number.isFinite(value)) return cell.text;
  const id = book.formats.ofStyle[cell.style] ?? 0;
  const date = dateFormat(id, book.formats.codes.get(id));
  if (date !== null) return shownDate(value, date, book.isOf1904);
  const decimals = decimalsOf(book.formats, cell.style);
  return decimals === null ? String(Number(value.toPrecision(15))) : value.toFixed(decimals);
}

/** "B7" is in column 1; null without a reference. */
export function columnOf(reference: string | null): number | null {
  const found = /^([A-Z]{1,3})\d/u.exec(reference ?? '')?.[1];
  if (found === undefined) return null;
  return [...found].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
