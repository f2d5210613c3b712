/** Rows that belong to no statement: what stands before the first theme, and paragraphs outside the tables. */

import { cellAt, type Row, rowText } from '../../../platform/documents/grid.js';
import { wordsIn } from '../../../platform/documents/sentences.js';
import { WHOLE } from '../draft.js';
import { account, type Ledger, partsOf } from '../ledger.js';
import { codeOf } from './codes.js';
import type { Columns } from './columns.js';
import type { Section } from './themes.js';

/** The longest first row, in words, that is taken for the title of the document. */
const TITLE_WORDS = 25;

/**
 * Takes the rows before the first statement or theme out of the sections, and those `above` the headings; yields the document's title or null.
 */
export function takePreamble(
  sections: Section[],
  columns: Columns,
  above: ReadonlySet<Row>,
  ledger: Ledger,
): string | null {
  const first = sections[0];
  if (!first || first.label !== null) return null;
  const at = first.rows.findIndex((row) => isOfStatement(row, columns) && !above.has(row));
  const hasCodes = first.rows.some((row) => codeOf(cellAt(row, columns.code), columns.pattern));
  const before = hasCodes ? first.rows.splice(0, Math.max(at, 0)) : first.rows.splice(0);
  account(
    ledger,
    before.flatMap((row) => partsOf(row.cells)),
    'left over',
    WHOLE,
    'It stands before the first theme.',
  );
  const title = before[0] ? rowText(before[0]) : '';
  return /\p{L}{2}/u.test(title) && wordsIn(title).length <= TITLE_WORDS ? title : null;
}

function isOfStatement(row: Row, columns: Columns): boolean {
  if (row.loose) return false;
  return row.cells.some(({ column }) => column === columns.code || columns.levels.includes(column));
}
