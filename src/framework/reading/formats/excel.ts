/** Excel workbooks: the cells of one sheet, as they are shown. */

import { invalid } from '../../../problems.js';
import type { ReadPart } from '../archive.js';
import type { Grid, Part, Row } from '../grid.js';
import { tidy } from '../grid.js';
import type { Limits } from '../limits.js';
import { damaged, tooLong } from '../refusals.js';
import { attribute, tokens } from '../xml.js';
import { gridOfSheets } from './excel-sheets.js';
import { decimalsOf, type NumberFormats, readStyles } from './excel-styles.js';

interface Sheet {
  name: string;
  path: string;
}

/** What the cells of a sheet refer to. */
interface Book {
  strings: string[];
  formats: NumberFormats;
}

/**
 * The grid of the sheet that is asked for, or else of the whole workbook, and the names of all sheets.
 * @throws Problem reading.damaged, reading.no-sheet, reading.too-long
 */
export function readExcel(
  part: ReadPart,
  wanted: string | undefined,
  limits: Limits,
): { grid: Grid; sheets: string[] } {
  const sheets = sheetsOf(part).slice(0, limits.pages);
  const book = { strings: sharedStrings(part), formats: readStyles(part('xl/styles.xml')) };
  const asked = sheets.filter(({ name }) => wanted === undefined || name === wanted);
  if (asked.length === 0) {
    throw invalid('reading.no-sheet', `There is no sheet “${wanted ?? ''}” in this workbook.`);
  }
  const grids = asked.map(({ name, path }) => {
    return { name, grid: readSheet(part(path) ?? '', book, limits) };
  });
  return { grid: gridOfSheets(grids), sheets: sheets.map(({ name }) => name) };
}

/** Names and paths of the sheets that are not hidden. */
function sheetsOf(part: ReadPart): Sheet[] {
  const paths = new Map<string, string>();
  for (const token of tokens(part('xl/_rels/workbook.xml.rels') ?? '')) {
    if (token.kind !== 'open' || token.name !== 'Relationship') continue;
    const target = attribute(token.attributes, 'Target') ?? '';
    const path = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
    paths.set(attribute(token.attributes, 'Id') ?? '', path);
  }
  const sheets: Sheet[] = [];
  for (const token of tokens(part('xl/workbook.xml') ?? '')) {
    if (token.kind !== 'open' || token.name !== 'sheet') continue;
    if ((attribute(token.attributes, 'state') ?? 'visible') !== 'visible') continue;
    const path = paths.get(attribute(token.attributes, 'id') ?? '');
    if (path) sheets.push({ name: attribute(token.attributes, 'name') ?? '', path });
  }
  if (sheets.length === 0) throw damaged('workbook');
  return sheets;
}

function sharedStrings(part: ReadPart): string[] {
  const strings: string[] = [];
  let text = '';
  let isText = false;
  let isReading = 0;
  for (const token of tokens(part('xl/sharedStrings.xml') ?? '')) {
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
function readSheet(xml: string, book: Book, limits: Limits): Grid {
  const grid: Grid = { format: 'excel', lines: [], rows: [], pages: 1 };
  let row = 0;
  let count = 0;
  let column = -1;
  let cell = { type: '', style: 0, text: '' };
  let isValue = false;
  for (const token of tokens(xml)) {
    if (token.kind === 'text') cell.text += isValue ? token.text : '';
    else if (token.name === 'row' && token.kind === 'open') {
      row = Math.max(Number(attribute(token.attributes, 'r')) || row + 1, row + 1);
      column = -1;
    } else if (token.name === 'c' && token.kind === 'open') {
      column = columnOf(attribute(token.attributes, 'r')) ?? column + 1;
      const style = Number(attribute(token.attributes, 's')) || 0;
      cell = { type: attribute(token.attributes, 't') ?? 'n', style, text: '' };
    } else if (token.name === 'v' || token.name === 't') {
      isValue = token.kind === 'open' && !token.isEmpty;
    } else if (token.name === 'c' && token.kind === 'close') {
      count += addCell(grid, row, column, shown(cell, book));
      if (count > limits.cells || grid.rows.length > limits.rows) throw tooLong();
    }
  }
  return grid;
}

/** Adds the words of a cell to the grid; yields how many cells were added. */
function addCell(grid: Grid, line: number, column: number, text: string): number {
  const parts: Part[] = text
    .split(/\r\n|[\n\r]/u)
    .filter((one) => tidy(one) !== '')
    .map((one) => ({ text: one, line }));
  if (parts.length === 0) return 0;
  let row: Row | undefined = grid.rows.at(-1);
  if (grid.lines.at(-1)?.line !== line || !row) {
    row = { page: 1, loose: false, cells: [] };
    grid.rows.push(row);
    grid.lines.push({ line, page: 1, text: '' });
  }
  const source = grid.lines.at(-1)!;
  source.text += `${row.cells.length === 0 ? '' : '\t'}${text}`;
  row.cells.push({ column, parts });
  return 1;
}

/** The words of a cell as Excel shows them: a code that was typed as a number keeps its noughts. */
function shown(cell: { type: string; style: number; text: string }, book: Book): string {
  if (cell.type === 's') return book.strings[Number(cell.text)] ?? '';
  if (cell.type !== 'n' || cell.text.trim() === '') return cell.type === 'e' ? '' : cell.text;
  const value = Number(cell.text);
  if (!Number.isFinite(value)) return cell.text;
  const decimals = decimalsOf(book.formats, cell.style);
  return decimals === null ? String(Number(value.toPrecision(15))) : value.toFixed(decimals);
}

/** "B7" is in column 1; null without a reference. */
function columnOf(reference: string | null): number | null {
  const found = /^([A-Z]{1,3})\d/u.exec(reference ?? '')?.[1];
  if (found === undefined) return null;
  return [...found].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
