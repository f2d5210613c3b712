/** Several tables in one document: those with the levels are laid over each other, others are set aside. */

import {
  type Cell,
  cellText,
  type Grid,
  linesOf,
  type Note,
  type Row,
  rowText,
} from '../../../platform/documents/grid.js';
import { endsSentence, wordsIn } from '../../../platform/documents/sentences.js';
import { type CodePattern, codeOf, findCodes } from './codes.js';
import { type LevelHeading, sureLevels } from './headings.js';
import { tablesOf } from './tables.js';

const ASIDE = 'It is in a table without these levels.';

/** The grid with the levels of all its tables in the same columns, and tables that are of something else set aside. */
export function aligned(grid: Grid): Grid {
  const main = mainHeadings(grid.rows);
  if (!main) return grid;
  const alike = inSameColumns(withOtherNames(withoutOthers(grid, main), main), main);
  return withCorners(alike, main);
}

/** The levels that most of the document stands below; the first ones where two are as many. */
function mainHeadings(rows: readonly Row[]): LevelHeading[] | null {
  const letters = new Map<string, { levels: LevelHeading[]; count: number }>();
  let now: { levels: LevelHeading[]; count: number } | null = null;
  for (const row of rows) {
    if (row.aside !== undefined) continue;
    const levels = sureLevels(row);
    const names = levels && namesOf(levels);
    now = names === null ? now : (letters.get(names) ?? { levels: levels!, count: 0 });
    if (names !== null) letters.set(names, now!);
    else if (now) now.count += rowText(row).length;
  }
  const all = [...letters.values()];
  const most = Math.max(...all.map(({ count }) => count));
  return all.find(({ count }) => count === most)?.levels ?? null;
}

/** The names of some levels in whatever order, to compare. */
const namesOf = (levels: readonly LevelHeading[]): string =>
  levels
    .map(({ title }) => title.toLowerCase())
    .sort()
    .join('|');

/** Tables whose levels have other names than those of the document: their headings are set aside, with a doubt. */
function withOtherNames(grid: Grid, levels: readonly LevelHeading[]): Grid {
  const heads = tablesOf(grid)
    .filter((rows) => rows.length > 1 && hasOwnHeadings(rows))
    .map(([head]) => head!)
    .filter((row) => {
      const own = sureLevels(row);
      return own?.length === levels.length && namesOf(own) !== namesOf(levels);
    });
  if (heads.length === 0) return grid;
  const titles = (all: readonly LevelHeading[]) => all.map(({ title }) => title).join(', ');
  const notes = heads.map((row): Note => {
    const says = `A table names its levels “${titles(sureLevels(row)!)}”. They were read as “${titles(levels)}”. Compare them with the document.`;
    return { rule: 'other names of levels', lines: linesOf(row.cells), says };
  });
  const aside = 'It gives the levels other names than most of the document does.';
  const rows = grid.rows.map((row) => (heads.includes(row) ? { ...row, aside } : row));
  return { ...grid, rows, notes: [...(grid.notes ?? []), ...notes] };
}

/** One heading row and how many columns stand before its first level. */
interface Named {
  levels: LevelHeading[];
  first: number;
}

function inSameColumns(grid: Grid, names: readonly LevelHeading[]): Grid {
  const titles = names.map(({ title }) => title.toLowerCase());
  const heads = grid.rows.map((row) => headingLike(row, titles));
  const all = heads.filter((one) => one !== null);
  const places = new Set(all.map(({ levels }) => levels.map(({ column }) => column).join()));
  if (places.size < 2) return grid;
  const runs = runsOf(grid.rows, heads);
  const base = Math.max(...runs.map(({ before }) => before.length));
  const rows = runs.flatMap((run) =>
    run.rows.map((row) =>
      row.loose ? row : { ...row, cells: moved(row.cells, run, titles, base) },
    ),
  );
  return { ...grid, rows };
}

/** The rows from one row of headings to the next, with the columns that are used before its first level. */
interface Run extends Named {
  rows: Row[];
  before: number[];
}

/** What stands above the first headings goes with them. */
function runsOf(rows: readonly Row[], heads: readonly (Named | null)[]): Run[] {
  const runs: Run[] = [];
  const first = heads.findIndex((head) => head !== null);
  rows.forEach((row, index) => {
    const head = index === 0 ? heads[first] : index > first ? heads[index] : null;
    if (head) runs.push({ ...head, rows: [], before: [] });
    runs.at(-1)!.rows.push(row);
  });
  for (const run of runs) {
    const columns = run.rows.filter(({ loose }) => !loose).flatMap(({ cells }) => cells);
    const before = columns.map(({ column }) => column).filter((column) => column < run.first);
    run.before = [...new Set(before)].sort((a, b) => a - b);
  }
  return runs;
}

/**
 * Where each table has the name of its theme in the corner, that becomes a row of its own: "Reading | Level 1 | Level 2"
 * above one table, "Writing | Level 1 | Level 2" above the next.
 */
function withCorners(grid: Grid, names: readonly LevelHeading[]): Grid {
  const titles = names.map(({ title }) => title.toLowerCase());
  const corner = (row: Row): Cell | null => {
    const head = headingLike(row, titles);
    const others = row.cells.filter(({ column }) => head && column < head.first);
    return others.length === 1 ? others[0]! : null;
  };
  const corners = grid.rows.map(corner);
  const themes = corners.filter((cell) => cell !== null).map(cellText);
  if (themes.length < 2 || new Set(themes).size < themes.length) return grid;
  const rows = grid.rows.flatMap((row, index): Row[] => {
    const cell = corners[index];
    if (!cell) return [row];
    return [
      { ...row, cells: row.cells.filter((one) => one !== cell) },
      { ...row, cells: [cell] },
    ];
  });
  return { ...grid, rows };
}

/** The levels that a row names, where they are those of the document, in whatever order. */
function headingLike(row: Row, titles: readonly string[]): Named | null {
  const levels = sureLevels(row);
  if (levels?.length !== titles.length) return null;
  const isSame = levels.every(({ title }) => titles.includes(title.toLowerCase()));
  return isSame ? { levels, first: Math.min(...levels.map(({ column }) => column)) } : null;
}

function moved(cells: readonly Cell[], now: Run, titles: readonly string[], base: number): Cell[] {
  const columns = now.levels.map(({ column }) => column);
  const last = Math.max(...columns);
  const found = new Map<number, Cell>();
  for (const { column, parts } of cells) {
    const level = now.levels.find((one) => one.column === column);
    const to = level
      ? base + titles.indexOf(level.title.toLowerCase())
      : column < now.first
        ? base - now.before.length + now.before.indexOf(column)
        : base + titles.length + (column < last ? column - now.first : column - now.first + 1);
    const there = found.get(to);
    found.set(to, { column: to, parts: [...(there?.parts ?? []), ...parts] });
  }
  return [...found.values()].sort((a, b) => a.column - b.column);
}

/**
 * Tables that are of something else: a key, a grading scale, a list of dates. They name no levels, hold no codes of the
 * model, and have fewer columns or headings of their own.
 */
function withoutOthers(grid: Grid, levels: readonly LevelHeading[]): Grid {
  const tables = tablesOf(grid);
  const main = tables.filter((rows) =>
    rows.some((row) => sureLevels(row)?.length === levels.length),
  );
  if (tables.length < 2 || main.length === 0) return grid;
  const pattern = findCodes(main.flat())?.pattern ?? null;
  // There a table that goes on after a page or an empty line has no headings and few codes.
  if (pattern && (grid.format === 'pdf' || grid.format === 'text')) return grid;
  const last = Math.max(...levels.map(({ column }) => column));
  const others = tables.filter((rows) => !main.includes(rows) && isOther(rows, pattern, last));
  const gone = new Set(others.flat());
  if (gone.size === 0) return grid;
  const notes = others.map(
    (rows): Note => ({
      rule: 'table set aside',
      lines: linesOf(rows.flatMap(({ cells }) => cells)),
      says: `A table that begins with “${rowText(rows[0]!).slice(0, 60)}” does not have these levels. It was left out.`,
    }),
  );
  const rows = grid.rows.map((row) => (gone.has(row) ? { ...row, aside: ASIDE } : row));
  return { ...grid, rows, notes: [...(grid.notes ?? []), ...notes] };
}

function isOther(rows: readonly Row[], pattern: CodePattern | null, last: number): boolean {
  if (pattern && rows.some((row) => row.cells.some((cell) => codeOf(cell, pattern)))) return false;
  // One row of one cell parts two tables: it is the name of a theme, or a sentence.
  if (rows.every(({ cells }) => cells.length < 2)) return false;
  const widest = Math.max(...rows.map((row) => row.cells.at(-1)?.column ?? 0));
  return widest < last || hasOwnHeadings(rows);
}

/** True when the first row is made of short names and the rows below say more. */
function hasOwnHeadings(rows: readonly Row[]): boolean {
  const [head, ...body] = rows;
  const isNames =
    head!.cells.length > 1 &&
    head!.cells.every(
      (cell) => wordsIn(cellText(cell)).length <= 4 && !endsSentence(cellText(cell)),
    );
  const words = body.flatMap(({ cells }) => cells.map((cell) => wordsIn(cellText(cell)).length));
  return isNames && (body.length === 0 || Math.max(...words) > 4);
}
