/** Pasted or saved text: one row for each line, columns between tabs or wide spaces. A form feed begins a page. */

import type { Cell, Grid, Row, SourceLine } from '../grid.js';
import { tidy } from '../grid.js';
import { spacedCells, spacedColumns } from './fixed-width.js';

/** The grid of a text. Every line is kept, empty ones too, so that line numbers are those of the source. */
export function readText(text: string): Grid {
  const lines = linesOf(text);
  const gutters = spacedColumns(lines.map((line) => line.text));
  const rows: Row[] = [];
  lines.forEach(({ line, page, text: plain }, index) => {
    const own = gutters?.[index];
    const cells = own ? spacedCells(plain, line, own) : tabbedCells(plain, line);
    if (cells.length > 0) rows.push({ page, loose: false, cells });
  });
  return { format: 'text', lines, rows, pages: lines.at(-1)?.page ?? 1 };
}

function linesOf(text: string): SourceLine[] {
  let page = 1;
  return text.split(/\r\n|[\n\r\u0085\u2028]/u).map((raw, index) => {
    page += raw.split('\f').length - 1;
    return { line: index + 1, page, text: raw.replaceAll('\f', '') };
  });
}

function tabbedCells(text: string, line: number): Cell[] {
  return text
    .split('\t')
    .map((cell, column) => ({ column, parts: [{ text: cell, line }] }))
    .filter(({ parts }) => tidy(parts[0]?.text ?? '') !== '');
}
