/** CSV and its kin as a grid. */

import { readCsv } from '../csv.js';
import type { Grid, Row } from '../grid.js';
import { tidy } from '../grid.js';

/**
 * The grid of a delimited text. A record that goes over several lines is one line of the source, with the number of
 * its first.
 * @throws Problem reading.open-quote when a quotation mark is never closed
 */
export function readDelimited(text: string): Grid {
  const records = readCsv(text);
  const rows = records.flatMap(({ line, fields }): Row[] => {
    const cells = fields
      .map((field, column) => ({ column, parts: partsOf(field, line) }))
      .filter(({ parts }) => parts.length > 0);
    return cells.length > 0 ? [{ page: 1, loose: false, cells }] : [];
  });
  const lines = records.map(({ line, raw }) => ({ line, page: 1, text: raw }));
  return { format: 'delimited', lines, rows, pages: 1 };
}

/** A cell may hold line ends of its own: each is a part, all of the same source line. */
function partsOf(field: string, line: number) {
  return field
    .split(/\r\n|[\n\r]/u)
    .filter((text) => tidy(text) !== '')
    .map((text) => ({ text, line }));
}
