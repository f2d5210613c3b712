/** The cells of every sheet of an Excel workbook as they were entered, hidden ones too: for workbooks of our own. */
import type { ReadPart } from '../archive.js';
import { type Limits, newAllowance } from '../limits.js';
import { tooLong } from '../refusals.js';
import { attribute, tokens } from '../xml.js';
import { columnOf, readWorkbook, sharedStrings } from './excel.js';
import { dateFormat, shownDate } from './excel-dates.js';
import { type NumberFormats, readStyles } from './excel-styles.js';

/** What somebody entered; `day` is the ISO day that a number stands for, `isDay` whether it is shown as one. */
export type EnteredCell =
  | { kind: 'text'; text: string }
  | { kind: 'number'; number: number; day: string; isDay: boolean }
  | { kind: 'error'; text: string };

export interface EnteredRow {
  /** As Excel counts it, from 1. */
  row: number;
  /** By their column, counted from 0. Empty cells are left out. */
  cells: Map<number, EnteredCell>;
}

export interface EnteredSheet {
  name: string;
  isHidden: boolean;
  rows: EnteredRow[];
}

/** Every sheet of a workbook. @throws Problem reading.damaged, reading.too-long, reading.unpacks-too-large */
export async function readEnteredSheets(part: ReadPart, limits: Limits): Promise<EnteredSheet[]> {
  const { all, isOf1904 } = await readWorkbook(part);
  if (all.length > limits.pages) throw tooLong();
  const formats = readStyles(await part('xl/styles.xml'));
  const strings = sharedStrings((await part('xl/sharedStrings.xml')) ?? '').map(asEntered);
  const allowance = newAllowance(limits);
  const sheets: EnteredSheet[] = [];
  for (const { name, path, isHidden } of all) {
    const xml = (await part(path)) ?? '';
    sheets.push({ name, isHidden, rows: readRows(xml, { strings, formats, isOf1904 }, allowance) });
  }
  return sheets;
}

/** Excel writes what XML cannot hold, and what looks like it, as _x0041_ (ECMA-376, ST_Xstring). */
const asEntered = (text: string): string =>
  text.replace(/_x([0-9a-f]{4})_/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );

interface Book {
  strings: string[];
  formats: NumberFormats;
  isOf1904: boolean;
}

interface RawCell {
  type: string;
  style: number;
  text: string;
}

function readRows(
  xml: string,
  book: Book,
  allowance: ReturnType<typeof newAllowance>,
): EnteredRow[] {
  const rows: EnteredRow[] = [];
  let row = 0;
  let column = -1;
  let raw: RawCell = { type: 'n', style: 0, text: '' };
  let isValue = false;
  for (const token of tokens(xml)) {
    if (token.kind === 'text') raw.text += isValue ? token.text : '';
    else if (token.name === 'row' && token.kind === 'open') {
      row = Math.max(Number(attribute(token.attributes, 'r')) || row + 1, row + 1);
      column = -1;
    } else if (token.name === 'c' && token.kind === 'open') {
      column = columnOf(attribute(token.attributes, 'r')) ?? column + 1;
      const style = Number(attribute(token.attributes, 's')) || 0;
      raw = { type: attribute(token.attributes, 't') ?? 'n', style, text: '' };
    } else if (token.name === 'v' || token.name === 't') {
      isValue = token.kind === 'open' && !token.isEmpty;
    } else if (token.name === 'c') {
      const cell = entered(raw, book);
      if (!cell) continue;
      allowance.takeCell(cell.kind === 'number' ? 1 : cell.text.length);
      if (rows.at(-1)?.row !== row) {
        allowance.takeRow();
        rows.push({ row, cells: new Map() });
      }
      rows.at(-1)!.cells.set(column, cell);
    }
  }
  return rows;
}

function entered({ type, style, text }: RawCell, book: Book): EnteredCell | null {
  if (type === 'e') return { kind: 'error', text };
  if (type === 'b') return { kind: 'text', text: text === '1' ? 'TRUE' : 'FALSE' };
  if (type !== 'n')
    return textCell(type === 's' ? (book.strings[Number(text)] ?? '') : asEntered(text));
  const number = Number(text);
  if (text.trim() === '' || !Number.isFinite(number)) return textCell(text);
  const id = book.formats.ofStyle[style] ?? 0;
  return {
    kind: 'number',
    number,
    day: shownDate(number, 'yyyy-mm-dd', book.isOf1904),
    isDay: dateFormat(id, book.formats.codes.get(id)) !== null,
  };
}

const textCell = (text: string): EnteredCell | null =>
  text === '' ? null : { kind: 'text', text };
