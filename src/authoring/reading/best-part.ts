/** Which sheet or table of a document that was not understood looks most like a model. */

import type { Grid, Row } from '../../platform/documents/grid.js';
import { Problem } from '../../platform/problems.js';
import type { Draft, ReadingOptions } from './draft.js';
import { beginningOf } from './not-understood.js';
import { tablesOf } from './rules/tables.js';
import { readStructure } from './structure.js';

/** More are not tried. */
const MOST_PARTS = 12;

interface Part {
  choice: Pick<ReadingOptions, 'sheet' | 'table'>;
  /** "Table 2 fits best." */
  says: string;
  rows: readonly Row[];
  grid: Grid;
}

/**
 * A draft that was not understood, with the sheet or table that fits best: its refusal names it, the sample is its
 * beginning, and `best` is what to choose. As it is where there is one part only, or one has been chosen.
 */
export async function withBestPart(
  draft: Draft,
  grid: Grid,
  options: ReadingOptions,
  gridOfSheet: (sheet: string) => Promise<Grid>,
): Promise<Draft> {
  if (!draft.refusal) return draft;
  const parts = options.sheet === undefined ? await sheetsOf(draft, gridOfSheet) : [];
  const some = parts.length > 1 || options.table !== undefined ? parts : tableParts(grid);
  const [best] = some
    .map((part) => ({ part, fit: fitOf(part, options) }))
    .sort((one, other) => other.fit - one.fit);
  if (!best || some.length < 2) return draft;
  const { choice, says, rows } = best.part;
  return {
    ...draft,
    reading: { ...draft.reading, sample: beginningOf(rows), best: choice },
    refusal: { ...draft.refusal, says: `${draft.refusal.says} ${says}` },
  };
}

async function sheetsOf(
  { reading: { sheets } }: Draft,
  gridOfSheet: (sheet: string) => Promise<Grid>,
): Promise<Part[]> {
  const parts: Part[] = [];
  if (sheets.length < 2) return parts;
  for (const sheet of sheets.slice(0, MOST_PARTS)) {
    const grid = await gridOfSheet(sheet);
    const says = `The sheet “${sheet}” fits best.`;
    parts.push({ choice: { sheet }, says, rows: grid.rows, grid });
  }
  return parts;
}

const tableParts = (grid: Grid): Part[] =>
  tablesOf(grid)
    .slice(0, MOST_PARTS)
    .map((rows, at) => ({
      choice: { table: at + 1 },
      says: `Table ${at + 1} fits best.`,
      rows,
      grid,
    }));

/** How many statements are read of a part alone; less than one for a part that is not read: the longer, the more. */
function fitOf({ choice, rows, grid }: Part, options: ReadingOptions): number {
  try {
    const { themes } = readStructure(grid, { ...options, ...choice });
    return themes.reduce((sum, { statements }) => sum + statements.length, 0);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return 1 - 1 / (1 + rows.filter(({ cells }) => cells.length > 2).length);
  }
}
