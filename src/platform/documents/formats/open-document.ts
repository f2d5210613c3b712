/** OpenDocument texts and sheets, as LibreOffice and Google save them: the tables and paragraphs of content.xml. */

import { invalid } from '../../problems.js';
import type { ReadPart } from '../archive.js';
import { type Grid, tidy } from '../grid.js';
import { type Limits, newAllowance } from '../limits.js';
import { damaged, encrypted } from '../refusals.js';
import { attribute, type Token, tokens } from '../xml.js';
import { notesOfSheets } from './excel.js';
import { type CodesOf, gridOfSheets } from './excel-sheets.js';
import { countFrom, newPageWalk, type PageWalk } from './page-walk.js';

/** What is no words of the document: deleted text, remarks, forms, what a chart or a link hides. */
const UNSEEN = new Set([
  ...['tracked-changes', 'annotation', 'forms', 'sequence-decls', 'shapes', 'desc', 'title'],
  ...['automatic-styles', 'font-face-decls', 'scripts', 'note-citation', 'ruby-text'],
]);
const HIDDEN = 'It is hidden in the sheet.';
/** A cell that spans or repeats counts for at most so many columns, a row for so many rows. */
const MOST_COLUMNS = 2000;
const MOST_ROWS = 2_000_000;

async function contentOf(part: ReadPart): Promise<string> {
  const manifest = (await part('META-INF/manifest.xml')) ?? '';
  if (manifest.includes('encryption-data')) throw encrypted();
  const xml = await part('content.xml');
  if (xml === null) throw damaged('OpenDocument file');
  return xml;
}

/** The grid of an OpenDocument text. @throws Problem reading.damaged, reading.encrypted, reading.too-long */
export async function readOpenText(part: ReadPart, limits: Limits): Promise<Grid> {
  const page = newPageWalk('opendocument', newAllowance(limits));
  walkContent(await contentOf(part), page, () => page, false);
  return page.grid();
}

/**
 * The grid of the sheet that is asked for, or else of the whole workbook, and the names of all sheets.
 * @throws Problem reading.damaged, reading.encrypted, reading.no-sheet, reading.too-long
 */
export async function readOpenSheets(
  part: ReadPart,
  wanted: string | undefined,
  limits: Limits,
  codesOf: CodesOf,
): Promise<{ grid: Grid; sheets: string[] }> {
  const xml = await contentOf(part);
  const hidden = hiddenStyles(xml);
  const allowance = newAllowance(limits);
  const newPage = () => newPageWalk('opendocument', allowance);
  const all: { name: string; isHidden: boolean; page: PageWalk }[] = [];
  const pageOf = (attributes: string) => {
    const name = attribute(attributes, 'name') ?? '';
    const isHidden = hidden.has(attribute(attributes, 'style-name') ?? '');
    all.push({ name, isHidden, page: newPage() });
    return all.at(-1)!.page;
  };
  walkContent(xml, newPage(), pageOf, true);
  const shown = all.filter(({ isHidden }) => !isHidden).slice(0, limits.pages);
  const asked = shown.filter(({ name }) => wanted === undefined || name === wanted);
  if (asked.length === 0)
    throw invalid('reading.no-sheet', `There is no sheet “${wanted ?? ''}” in this workbook.`);
  const grids = asked.map(({ name, page }) => ({ name, grid: page.grid() }));
  const { grid, read } = gridOfSheets(grids, codesOf);
  const left = all.filter(({ name }) => wanted === undefined && !read.includes(name));
  const notes = [...(grid.notes ?? []), ...notesOfSheets(left)];
  return { grid: { ...grid, notes }, sheets: shown.map(({ name }) => name) };
}

/** The names of the styles of tables that are not displayed. */
function hiddenStyles(xml: string): Set<string> {
  const found = new Set<string>();
  let style = '';
  for (const token of tokens(xml)) {
    if (token.kind !== 'open') continue;
    if (token.name === 'body') break;
    if (token.name === 'style') style = attribute(token.attributes, 'name') ?? '';
    if (token.name === 'table-properties' && attribute(token.attributes, 'display') === 'false')
      found.add(style);
  }
  return found;
}

/** Where the walk through the content is. */
interface Walk {
  page: PageWalk;
  pageOf: (attributes: string) => PageWalk;
  /** Of a sheet an empty row parts two tables. */
  isSheet: boolean;
  unseen: number;
  /** How deep in tables within tables, and in items of lists. */
  tables: number;
  items: number;
  /** The words around the boxes and notes that the walk is in. */
  around: string[];
  words: string;
  isItemNew: boolean;
  lines: string[];
  boxed: string[];
  cells: { column: number; words: string[] }[];
  column: number;
  across: number;
  down: number;
  isHidden: boolean;
}

/** Every table may bring a page of its own. */
function walkContent(xml: string, page: PageWalk, pageOf: Walk['pageOf'], isSheet: boolean): void {
  const walk: Walk = {
    page,
    pageOf,
    isSheet,
    ...{ unseen: 0, tables: 0, items: 0, around: [], words: '', isItemNew: false },
    ...{ lines: [], boxed: [], cells: [], column: 0, across: 1, down: 1, isHidden: false },
  };
  for (const token of tokens(xml)) take(walk, token);
}

function take(walk: Walk, token: Token): void {
  if (token.kind === 'text') {
    if (walk.unseen === 0) walk.words += token.text;
    return;
  }
  if (UNSEEN.has(token.name)) {
    if (token.kind === 'close') walk.unseen -= 1;
    else if (!token.isEmpty) walk.unseen += 1;
    return;
  }
  if (walk.unseen > 0) return;
  if (token.kind === 'close') close(walk, token.name);
  else {
    open(walk, token.name, token.attributes);
    if (token.isEmpty) close(walk, token.name);
  }
}

function open(walk: Walk, name: string, attributes: string): void {
  const count = (of: string, most: number) => countFrom(attribute(attributes, of), most);
  if (name === 'table') openTable(walk, attributes);
  else if (name === 'p' || name === 'h') walk.words = '';
  else if (name === 's') walk.words += ' '.repeat(count('c', 200));
  else if (name === 'tab' || name === 'line-break') walk.words += ' ';
  else if (name === 'list-item') [walk.items, walk.isItemNew] = [walk.items + 1, true];
  else if (name === 'text-box' || name === 'note-body') openBox(walk);
  if (walk.tables !== 1) return;
  if (name === 'table-row') {
    [walk.cells, walk.column, walk.boxed] = [[], 0, []];
    walk.down = count('number-rows-repeated', MOST_ROWS);
    walk.isHidden = ['collapse', 'filter'].includes(attribute(attributes, 'visibility') ?? '');
  } else if (name === 'table-cell' || name === 'covered-table-cell') {
    walk.lines = [];
    walk.across = count('number-columns-repeated', MOST_COLUMNS);
  }
}

function openTable(walk: Walk, attributes: string): void {
  walk.tables += 1;
  if (walk.tables > 1) return;
  walk.page = walk.pageOf(attributes);
  walk.page.nextTable();
}

/** The words of a box or a note stand apart from those around them. */
function openBox(walk: Walk): void {
  walk.around.push(walk.words);
  walk.words = '';
}

function close(walk: Walk, name: string): void {
  if (name === 'p' || name === 'h') endParagraph(walk);
  else if (name === 'list-item') walk.items -= 1;
  else if (name === 'text-box' || name === 'note-body') walk.words = walk.around.pop() ?? '';
  else if (name === 'table') walk.tables -= 1;
  if (walk.tables !== 1) return;
  // What a merged cell covers is kept in the file, and nobody sees it.
  if (name === 'covered-table-cell') walk.lines = [];
  if (name === 'table-cell' || name === 'covered-table-cell') endCell(walk);
  else if (name === 'table-row') endRow(walk);
}

function endParagraph(walk: Walk): void {
  const { words } = walk;
  walk.words = '';
  if (tidy(words) === '') return;
  const text = walk.items > 0 && walk.isItemNew ? `- ${words}` : words;
  walk.isItemNew = false;
  if (walk.around.length > 0 && walk.tables > 0) walk.boxed.push(text);
  else if (walk.tables > 0) walk.lines.push(text);
  else walk.page.paragraph(text);
}

/** A filled cell that repeats stands in every one of its columns; an empty one only moves the next along. */
function endCell(walk: Walk): void {
  const filled = walk.lines.length > 0 ? Math.min(walk.across, MOST_COLUMNS - walk.column) : 0;
  for (let at = 0; at < filled; at += 1)
    walk.cells.push({ column: walk.column + at, words: walk.lines });
  walk.column = Math.min(walk.column + walk.across, MOST_COLUMNS);
  walk.lines = [];
}

/** The same for rows. The walk of the page gives up once there are too many. */
function endRow(walk: Walk): void {
  if (walk.cells.length === 0 && walk.isSheet) walk.page.nextTable();
  if (walk.cells.length > 0)
    for (let at = 0; at < walk.down; at += 1)
      walk.page.row(walk.cells, walk.isHidden ? HIDDEN : undefined);
  for (const text of walk.boxed) walk.page.paragraph(text);
  [walk.cells, walk.column, walk.boxed] = [[], 0, []];
}
