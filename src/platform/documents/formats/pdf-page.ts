/** What the reader of PDF knows of a page before it is a grid. */

import type { Rulings } from './pdf-rulings.js';
import type { TextLine, TextRun } from './pdf-text.js';

/** A page: words and ruling lines, in points from its top left corner. */
export interface PdfPage {
  page: number;
  runs: TextRun[];
  rulings: Rulings;
}

/** A row on its page before its lines are numbered. */
export interface PageRow {
  top: number;
  loose: boolean;
  /** A ruling line stands above it, and it is not the first of its table on the page. */
  ruledOff: boolean;
  cells: { column: number; lines: TextLine[] }[];
}
