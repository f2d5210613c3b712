/** Pasted or saved text: one row for each line, columns between tabs. A form feed begins a new page. */

import type { Grid, Row, SourceLine } from '../grid.js';
import { tidy } from '../grid.js';

/** The grid of a text. Every line is kept, empty ones too, so that line numbers are those of the source. */
export function readText(text: string): Grid {
  const lines: SourceLine[] = [];
  const rows: Row[] = [];
  let page = 1;
  text.split(/\r\n|[\n\r\u0085\u2028]/u).forEach((raw, index) => {
    page += raw.split('\f').length - 1;
    const line = index + 1;
    const plain = raw.replaceAll('\f', '');
    lines.push({ line, page, text: plain });
    const cells = plain
      .split('\t')
      .map((cell, column) => ({ column, parts: [{ text: cell, line }] }))
      .filter(({ parts }) => tidy(parts[0]?.text ?? '') !== '');
    if (cells.length > 0) rows.push({ page, loose: false, cells });
  });
  return { format: 'text', lines, rows, pages: page };
}
