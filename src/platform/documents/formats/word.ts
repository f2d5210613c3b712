/** Word documents: the tables and paragraphs of word/document.xml, and the footnotes below them. */

import type { ReadPart } from '../archive.js';
import type { Cell, Grid, Part, Row } from '../grid.js';
import { tidy } from '../grid.js';
import { damaged } from '../refusals.js';
import { attribute, type Token, tokens } from '../xml.js';
import { placeColumns, type SpannedCell, type SpannedRow } from './word-columns.js';
import {
  depthOf,
  type ListPlace,
  markBefore,
  type Numbering,
  readNumbering,
} from './word-numbering.js';

/** Parts of the text that are no words of it: deleted by a tracked change, or the code behind a field. */
const UNSEEN = new Set([
  'del',
  'moveFrom',
  'instrText',
  'delText',
  'fldData',
  'Fallback',
  'pPrChange',
  'rPrChange',
]);

/**
 * The grid of a Word document: each row of a table, and each paragraph outside one, is a line of the source.
 * Words of a table inside a cell belong to that cell; those of a text box, or of a footnote, stand outside the table.
 * @throws Problem reading.damaged
 */
export async function readWord(part: ReadPart): Promise<Grid> {
  const xml = await part('word/document.xml');
  if (xml === null) throw damaged('Word file');
  const walk = newWalk(
    readNumbering((await part('word/numbering.xml')) ?? '', (await part('word/styles.xml')) ?? ''),
  );
  for (const token of tokens(xml)) take(walk, token);
  for (const token of tokens((await part('word/footnotes.xml')) ?? '')) take(walk, token);
  const lines = walk.rows.map(({ page, cells }, index) => {
    const text = cells.map((cell) => cell.parts.map((one) => one.text).join(' ')).join('\t');
    return { line: index + 1, page, text };
  });
  return { format: 'word', lines, rows: walk.rows, pages: walk.page };
}

/** A paragraph that is being read. */
interface Paragraph extends ListPlace {
  words: string;
  style: string | null;
}

/** Where the walk through the document is. */
interface Walk {
  numbering: Numbering;
  rows: Row[];
  page: number;
  /** How deep in tables within tables, and the number of the outermost one. */
  tables: number;
  table: number;
  /** How deep in something that is not seen. */
  unseen: number;
  cells: SpannedCell[];
  /** The rows of the table so far that have words. */
  spanned: SpannedRow[];
  column: number;
  span: number;
  parts: Part[];
  paragraph: Paragraph;
  /** The paragraphs around the text boxes that the walk is in, and the words of boxes in a table so far. */
  around: Paragraph[];
  boxed: string[];
  isText: boolean;
  isRun: boolean;
  isHidden: boolean;
  isInCell: boolean;
  isRowGone: boolean;
}

const emptyParagraph = (): Paragraph => ({ words: '', style: null, list: null, depth: null });

function newWalk(numbering: Numbering): Walk {
  return {
    numbering,
    rows: [],
    page: 1,
    tables: 0,
    table: 0,
    unseen: 0,
    cells: [],
    spanned: [],
    column: 0,
    span: 1,
    parts: [],
    paragraph: emptyParagraph(),
    around: [],
    boxed: [],
    isText: false,
    isRun: false,
    isHidden: false,
    isInCell: false,
    isRowGone: false,
  };
}

function take(walk: Walk, token: Token): void {
  if (token.kind === 'text') {
    if (walk.unseen === 0 && walk.isText && !walk.isHidden) walk.paragraph.words += token.text;
    return;
  }
  if (UNSEEN.has(token.name)) {
    if (token.kind === 'close') walk.unseen -= 1;
    else if (!token.isEmpty) walk.unseen += 1;
    // Outside the cells of a row, an empty mark says that a tracked change took the whole row out.
    else if (token.name === 'del' && walk.tables === 1 && !walk.isInCell) walk.isRowGone = true;
    return;
  }
  if (walk.unseen > 0) return;
  if (token.kind === 'close') close(walk, token.name);
  else if (walk.tables === 1 && ROW_PARTS.has(token.name)) openRowPart(walk, token);
  else open(walk, token);
}

type Open = Extract<Token, { kind: 'open' }>;

const ROW_PARTS = new Set(['tr', 'tc', 'gridSpan', 'gridBefore']);

function openRowPart(walk: Walk, { name, attributes }: Open): void {
  const count = Math.min(Number(attribute(attributes, 'val')) || 0, 64);
  if (name === 'tr') startRow(walk);
  else if (name === 'tc') startCell(walk);
  else if (name === 'gridSpan') walk.span = Math.max(count, 1);
  else walk.column += count;
}

function openTable(walk: Walk): void {
  walk.tables += 1;
  if (walk.tables === 1) walk.table += 1;
}

function closeTable(walk: Walk): void {
  walk.tables -= 1;
  if (walk.tables > 0) return;
  placeColumns(walk.spanned);
  walk.spanned = [];
}

function startRow(walk: Walk): void {
  walk.cells = [];
  walk.column = 0;
  walk.isRowGone = false;
}

function startCell(walk: Walk): void {
  walk.parts = [];
  walk.span = 1;
  walk.isInCell = true;
}

function open(walk: Walk, { name, attributes, isEmpty }: Open): void {
  const value = attribute(attributes, 'val');
  const { paragraph } = walk;
  if (name === 't') walk.isText = !isEmpty;
  else if (name === 'r') [walk.isRun, walk.isHidden] = [!isEmpty, false];
  else if (name === 'vanish')
    walk.isHidden = walk.isRun && !['0', 'false', 'off'].includes(value ?? '');
  else if (name === 'tbl') openTable(walk);
  else if (name === 'pStyle') paragraph.style = value;
  else if (name === 'numId') paragraph.list = value;
  else if (name === 'ilvl') paragraph.depth = depthOf(value);
  else if (name === 'tab' || name === 'br' || name === 'cr') paragraph.words += ' ';
  else if (name === 'noBreakHyphen') paragraph.words += '-';
  else if (name === 'txbxContent' && !isEmpty) {
    walk.around.push(paragraph);
    walk.paragraph = emptyParagraph();
  }
  if (
    name === 'lastRenderedPageBreak' ||
    (name === 'br' && attribute(attributes, 'type') === 'page')
  ) {
    walk.page += 1;
  }
}

function close(walk: Walk, name: string): void {
  if (name === 't') walk.isText = false;
  else if (name === 'r') [walk.isRun, walk.isHidden] = [false, false];
  else if (name === 'p') endParagraph(walk);
  else if (name === 'txbxContent') walk.paragraph = walk.around.pop() ?? emptyParagraph();
  else if (name === 'tbl') closeTable(walk);
  else if (name === 'tc' && walk.tables === 1) endCell(walk);
  else if (name === 'tr' && walk.tables === 1) endTableRow(walk);
}

function endParagraph(walk: Walk): void {
  const { words, style, list, depth } = walk.paragraph;
  const plain = tidy(words);
  const mark = markBefore(walk.numbering, style, { list, depth });
  // A number that stands alone is one that people see, as in a column of numbers; a bullet alone is nothing.
  const text = plain !== '' || mark !== '- ' ? tidy(`${mark}${plain}`) : '';
  walk.paragraph = emptyParagraph();
  if (text === '') return;
  if (walk.around.length > 0 && walk.tables > 0) walk.boxed.push(text);
  else if (walk.tables > 0) walk.parts.push({ text, line: walk.rows.length + 1 });
  else addLoose(walk, text);
}

function endCell(walk: Walk): void {
  walk.cells.push({ start: walk.column, cell: { column: walk.column, parts: walk.parts } });
  walk.column += walk.span;
  walk.parts = [];
  walk.isInCell = false;
}

function endTableRow(walk: Walk): void {
  const cells = walk.cells.map(({ cell }) => cell).filter(({ parts }) => parts.length > 0);
  if (cells.length > 0 && !walk.isRowGone) {
    addRow(walk, cells, false);
    walk.spanned.push({ cells: walk.cells });
  }
  // The row after it may have lost its beginning.
  startRow(walk);
  for (const text of walk.boxed) addLoose(walk, text);
  walk.boxed = [];
}

function addLoose(walk: Walk, text: string): void {
  addRow(walk, [{ column: 0, parts: [{ text, line: walk.rows.length + 1 }] }], true);
}

function addRow({ rows, page, table }: Walk, cells: Cell[], loose: boolean): void {
  rows.push({ page, loose, ...(loose ? {} : { table }), cells });
}
