/** Word documents: the tables and paragraphs of word/document.xml. */

import type { ReadPart } from '../archive.js';
import type { Cell, Grid, Part, Row } from '../grid.js';
import { tidy } from '../grid.js';
import { damaged } from '../refusals.js';
import { attribute, type Token, tokens } from '../xml.js';

/** Parts of the text that are no words of it: deleted by a tracked change, or the code behind a field. */
const UNSEEN = new Set(['del', 'moveFrom', 'instrText', 'delText', 'fldData', 'Fallback']);

/**
 * The grid of a Word document: each row of a table, and each paragraph outside one, is a line of the source.
 * Words of a table inside a cell belong to that cell.
 * @throws Problem reading.damaged
 */
export function readWord(part: ReadPart): Grid {
  const xml = part('word/document.xml');
  if (xml === null) throw damaged('Word file');
  const walk = newWalk();
  for (const token of tokens(xml)) take(walk, token);
  const lines = walk.rows.map(({ page, cells }, index) => {
    const text = cells.map((cell) => cell.parts.map((one) => one.text).join(' ')).join('\t');
    return { line: index + 1, page, text };
  });
  return { format: 'word', lines, rows: walk.rows, pages: walk.page };
}

/** Where the walk through the document is. */
interface Walk {
  rows: Row[];
  page: number;
  /** How deep in tables within tables. */
  tables: number;
  /** How deep in something that is not seen. */
  unseen: number;
  cells: Cell[];
  column: number;
  span: number;
  parts: Part[];
  words: string;
  isText: boolean;
  isItem: boolean;
}

function newWalk(): Walk {
  return {
    rows: [],
    page: 1,
    tables: 0,
    unseen: 0,
    cells: [],
    column: 0,
    span: 1,
    parts: [],
    words: '',
    isText: false,
    isItem: false,
  };
}

function take(walk: Walk, token: Token): void {
  if (token.kind === 'text') {
    if (walk.unseen === 0 && walk.isText) walk.words += token.text;
    return;
  }
  if (UNSEEN.has(token.name)) {
    if (token.kind === 'close') walk.unseen -= 1;
    else if (!token.isEmpty) walk.unseen += 1;
    return;
  }
  if (walk.unseen > 0) return;
  if (token.kind === 'open') open(walk, token.name, token.attributes, token.isEmpty);
  else close(walk, token.name);
}

function open(walk: Walk, name: string, attributes: string, isEmpty: boolean): void {
  const value = () => attribute(attributes, 'val');
  if (name === 't') walk.isText = !isEmpty;
  else if (name === 'tbl') walk.tables += 1;
  else if (name === 'tr' && walk.tables === 1) startRow(walk);
  else if (name === 'tc' && walk.tables === 1) startCell(walk);
  else if (name === 'gridSpan' && walk.tables === 1) walk.span = Math.min(Number(value()) || 1, 64);
  else if (name === 'gridBefore' && walk.tables === 1)
    walk.column += Math.min(Number(value()) || 0, 64);
  else if (name === 'numId') walk.isItem = value() !== '0';
  else if (name === 'tab' || name === 'br' || name === 'cr') walk.words += ' ';
  else if (name === 'noBreakHyphen') walk.words += '-';
  if (
    name === 'lastRenderedPageBreak' ||
    (name === 'br' && attribute(attributes, 'type') === 'page')
  ) {
    walk.page += 1;
  }
}

function close(walk: Walk, name: string): void {
  if (name === 't') walk.isText = false;
  else if (name === 'p') endParagraph(walk);
  else if (name === 'tbl') walk.tables -= 1;
  else if (name === 'tc' && walk.tables === 1) endCell(walk);
  else if (name === 'tr' && walk.tables === 1) endRow(walk, walk.cells, false);
}

function startRow(walk: Walk): void {
  walk.cells = [];
  walk.column = 0;
}

function startCell(walk: Walk): void {
  walk.parts = [];
  walk.span = 1;
}

function endParagraph(walk: Walk): void {
  const words = tidy(walk.words);
  const text = walk.isItem && words !== '' ? `- ${words}` : words;
  walk.words = '';
  walk.isItem = false;
  if (text === '') return;
  const part = { text, line: walk.rows.length + 1 };
  if (walk.tables > 0) walk.parts.push(part);
  else endRow(walk, [{ column: 0, parts: [part] }], true);
}

function endCell(walk: Walk): void {
  if (walk.parts.length > 0) walk.cells.push({ column: walk.column, parts: walk.parts });
  walk.column += walk.span;
  walk.parts = [];
}

function endRow(walk: Walk, cells: Cell[], loose: boolean): void {
  if (cells.length > 0) walk.rows.push({ page: walk.page, loose, cells });
}
