/** Tables of Markdown: cells between bars. Headings and paragraphs stand outside the tables. */

import type { Cell, Grid, Row, SourceLine } from '../grid.js';
import { tidy } from '../grid.js';

/** The grid of a Markdown text; the line of dashes under the headings is kept as a line and holds no words. */
export function readMarkdown(text: string): Grid {
  const lines: SourceLine[] = [];
  const rows: Row[] = [];
  text.split(/\r\n|[\n\r]/u).forEach((raw, index) => {
    const line = index + 1;
    lines.push({ line, page: 1, text: raw });
    if (isRule(raw)) return;
    const isTable = /^\s*\|/u.test(raw) || (raw.match(/(?<!\\)\|/gu)?.length ?? 0) >= 2;
    const cells = isTable ? tableCells(raw, line) : paragraph(raw, line);
    if (cells.length > 0) rows.push({ page: 1, loose: !isTable, cells });
  });
  return { format: 'markdown', lines, rows, pages: 1 };
}

function isRule(raw: string): boolean {
  return /^[\s|:-]+$/u.test(raw) && raw.includes('--');
}

function tableCells(raw: string, line: number): Cell[] {
  return raw
    .replace(/^\s*\|/u, '')
    .replace(/(?<!\\)\|\s*$/u, '')
    .split(/(?<!\\)\|/u)
    .map((cell, column) => ({ column, parts: cellParts(cell, line) }))
    .filter(({ parts }) => parts.length > 0);
}

/** `<br>` is the only line end that a cell of a Markdown table can have. */
function cellParts(cell: string, line: number) {
  return cell
    .split(/<br\s*\/?>/iu)
    .map((text) => plain(text.replaceAll('\\|', '|')))
    .filter((text) => text !== '')
    .map((text) => ({ text, line }));
}

/** What may mark words and headings in Markdown as a web page does. */
const TAGS = /<\/?(?:b|i|em|strong|u|p|h[1-6])>/giu;

/** Words without the marks of bold, and links as their words. */
function plain(text: string): string {
  return tidy(
    text
      .replace(TAGS, '')
      .replace(/\*\*|__/gu, '')
      .replace(/\[([^\][]*)\]\([^()\s]*\)/gu, '$1'),
  );
}

function paragraph(raw: string, line: number): Cell[] {
  const text = plain(raw.replace(/^\s*#{1,6}\s+/u, '').replace(/^\s*[*+-]\s+/u, '- '));
  return text === '' ? [] : [{ column: 0, parts: [{ text, line }] }];
}
