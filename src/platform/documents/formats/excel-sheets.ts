/** Workbooks that give each theme a sheet of its own. */

import type { Grid, Note, Row, SourceLine } from '../grid.js';

/** What names the rows of a grid, each once: by it the sheets of a workbook are told apart. */
export type CodesOf = (grid: Grid) => string[];

export interface NamedGrid {
  name: string;
  grid: Grid;
}

/**
 * The grid of a workbook: its sheets one after the other where several hold codes and no code stands in two of them;
 * otherwise the sheet with the most words among those with codes. Gives the
 * names of the sheets in it, too. Later sheets go on with the line numbers of those before.
 */
export function gridOfSheets(
  sheets: readonly NamedGrid[],
  codesOf: CodesOf,
): { grid: Grid; read: string[] } {
  const coded = sheets.map((sheet) => ({ ...sheet, codes: codesOf(sheet.grid) }));
  const holding = coded.filter(({ codes }) => codes.length > 0);
  const all = holding.flatMap(({ codes }) => codes);
  const read = (some: readonly NamedGrid[]) => some.map(({ name }) => name);
  if (holding.length > 1 && new Set(all).size === all.length) {
    return { grid: joined(holding), read: read(holding) };
  }
  const best = (holding.length > 0 ? holding : sheets).reduce((most, one) =>
    letters(one.grid) > letters(most.grid) ? one : most,
  );
  return { grid: best.grid, read: [best.name] };
}

function letters(grid: Grid): number {
  return grid.lines.reduce((sum, { text }) => sum + text.length, 0);
}

function joined(sheets: readonly NamedGrid[]): Grid {
  const notes: Note[] = [];
  const lines: SourceLine[] = [];
  const rows: Row[] = [];
  sheets.forEach(({ name, grid }, index) => {
    const page = index + 1;
    const before = lines.at(-1)?.line ?? 0;
    if (!hasHeading(grid)) rows.push(nameRow(name, page, before + 1, lines));
    const start = lines.at(-1)?.line ?? 0;
    for (const note of grid.notes ?? []) {
      notes.push({ ...note, lines: note.lines.map((one) => start + one) });
    }
    for (const one of grid.lines) lines.push({ ...one, line: start + one.line, page });
    for (const row of grid.rows) {
      const cells = row.cells.map(({ column, parts }) => ({
        column,
        parts: parts.map(({ text, line }) => ({ text, line: start + line })),
      }));
      rows.push({ ...row, page, cells });
    }
  });
  return { format: 'excel', lines, rows, pages: sheets.length, notes };
}

/** True when a row of one cell stands above the first statements: then the sheet says itself what it is about. */
function hasHeading({ rows }: Grid): boolean {
  return rows.slice(0, 3).some((row) => row.cells.length === 1);
}

/** The name of a sheet as a line of the source above its rows. */
function nameRow(name: string, page: number, line: number, lines: SourceLine[]): Row {
  lines.push({ line, page, text: name });
  return { page, loose: true, cells: [{ column: 0, parts: [{ text: name, line }] }] };
}
