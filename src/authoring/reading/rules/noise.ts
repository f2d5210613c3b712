/** What a page carries besides the table: page numbers, running heads and feet, headings that stand again. */

import { type Row, rowText } from '../../../platform/documents/grid.js';
import type { Columns } from './columns.js';
import { repeatsHeadings } from './headings.js';
import { namesTheme } from './theme-words.js';

const PAGE_NUMBER =
  /^(?:page|p\.|seite|página|pagina|tudalen)?\s*\p{N}{1,4}\s*(?:(?:of|\/|von|de|sur|o)\s*\p{N}{1,4})?$/iu;

/** Why a row is noise, in one sentence, or null when it is not. */
export type NoiseTest = (row: Row) => string | null;

/** How often the same row must stand in the document, figures aside, to be a running head or foot. */
const RUNNING = 3;

/** The test for noise in a document: it counts first which rows stand again and again. */
export function findNoise(rows: readonly Row[], columns: Columns): NoiseTest {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(running(row), (counts.get(running(row)) ?? 0) + 1);
  return (row) => {
    if (repeatsHeadings(row, columns.headings))
      return 'The headings of the levels stand here again.';
    if (row.cells.length !== 1 || namesTheme(row)) return null;
    if (PAGE_NUMBER.test(rowText(row))) return 'It is a page number.';
    const isWide = row.loose || row.cells[0]?.column === 0;
    return isWide && (counts.get(running(row)) ?? 0) >= RUNNING && rowText(row).length > 3
      ? 'The same line stands on several pages.'
      : null;
  };
}

function running(row: Row): string {
  return rowText(row)
    .replace(/\p{N}+/gu, '#')
    .toLowerCase();
}
