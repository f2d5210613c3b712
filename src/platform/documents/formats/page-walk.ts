/** What the readers of documents with tables and paragraphs share: rows and paragraphs as they come, as one grid. */

import { type Cell, type Format, type Grid, type Part, type Row, tidy } from '../grid.js';
import type { Allowance } from '../limits.js';

/** Takes paragraphs and rows in the order of the document. Each of either is a line of the source. */
export interface PageWalk {
  /** A paragraph outside any table. */
  paragraph(text: string): void;
  /** A row of the table that is open; words without a cell are given to none. */
  row(cells: readonly { column: number; words: readonly string[] }[], aside?: string): void;
  /** Says that the rows after this one are of another table. */
  nextTable(): void;
  /** All that was taken. */
  grid(): Grid;
}

/** A new walk. @throws Problem reading.too-long once it has taken more than it is allowed */
export function newPageWalk(format: Format, allowance: Allowance): PageWalk {
  const rows: Row[] = [];
  let table = 0;
  const add = (row: Omit<Row, 'page'>) => {
    allowance.takeRow();
    for (const { parts } of row.cells)
      allowance.takeCell(parts.reduce((sum, { text }) => sum + text.length, 0));
    rows.push({ page: 1, ...row });
  };
  return {
    paragraph(text) {
      const plain = tidy(text);
      if (plain === '') return;
      add({ loose: true, cells: [{ column: 0, parts: [{ text: plain, line: rows.length + 1 }] }] });
    },
    row(given, aside) {
      const line = rows.length + 1;
      const cells = given.flatMap(({ column, words }): Cell[] => {
        const parts: Part[] = words.flatMap((each) => {
          const text = tidy(each);
          return text === '' ? [] : [{ text, line }];
        });
        return parts.length > 0 ? [{ column, parts }] : [];
      });
      // The edges of a damaged row may run backwards.
      cells.sort((a, b) => a.column - b.column);
      if (cells.length > 0) add({ loose: false, table, cells, ...(aside ? { aside } : {}) });
    },
    nextTable() {
      table += 1;
    },
    grid() {
      const lines = rows.map(({ cells }, at) => {
        const text = cells.map(({ parts }) => parts.map((one) => one.text).join(' ')).join('\t');
        return { line: at + 1, page: 1, text };
      });
      return { format, lines, rows, pages: 1 };
    },
  };
}

/** A number of a document that says how many, between 1 and `most`. */
export const countFrom = (text: string | null | undefined, most: number): number =>
  Math.max(1, Math.min(most, Math.floor(Number(text)) || 1));
