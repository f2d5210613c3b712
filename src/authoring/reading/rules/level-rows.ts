/**
 * Tables in which the levels stand below each other: a row for each level of a statement, or a column for each
 * statement. They are turned, so that every statement is a row and every level a column, as all other rules take it.
 */

import {
  type Cell,
  cellAt,
  cellText,
  type Grid,
  linesOf,
  type Row,
} from '../../../platform/documents/grid.js';
import { wordsIn } from '../../../platform/documents/sentences.js';
import type { ReadingOptions } from '../draft.js';
import { type CodePattern, codeOf, codePatternLike, usualPatterns } from './codes.js';
import { sureLevels } from './headings.js';

/** Rows that stand below each other and are the levels of one statement, or of several side by side. */
interface Run {
  /** Index of its first row in the grid, and of the row after its last. */
  from: number;
  to: number;
  /** The rows of each level: the one with its name, and what a page cut off it. */
  levels: Row[][];
}

const AGAIN = 'The names of the levels, or of the columns, stand here.';
/** The doubt about a table that was turned. */
export const TURNED = {
  rule: 'table turned',
  says: 'The levels are below each other in this document, so its table was turned. Compare a few statements with the document.',
};

/** The grid with its table turned where levels are rows; otherwise the same grid. */
export function upright(grid: Grid, options: ReadingOptions): Grid {
  // Where a row names levels side by side, numbers below each other are weeks, pages or parts.
  if (grid.rows.some((row) => row.aside === undefined && sureLevels(row) !== null)) return grid;
  const patterns = options.codeLike ? [codePatternLike(options.codeLike)] : usualPatterns();
  const width = Math.max(0, ...grid.rows.map((row) => (row.cells.at(-1)?.column ?? 0) + 1));
  for (let column = 0; column < Math.min(width, 12); column += 1) {
    const runs = findRuns(grid.rows, column);
    if (runs.length === 0) continue;
    for (const pattern of patterns) {
      const turned = turnedRows(grid.rows, runs, column, pattern);
      if (turned) {
        const lines = linesOf(runs[0]!.levels.flat().flatMap(({ cells }) => cells));
        return { ...grid, rows: turned, notes: [...(grid.notes ?? []), { ...TURNED, lines }] };
      }
    }
  }
  return grid;
}

/** "Level 2", "2", "2 – Developing": the number, or null for anything else. */
function levelOf(cell: Cell | undefined): number | null {
  const text = cellText(cell);
  const found = /^(?:\p{L}+\.?\s+)?(\p{N})(?:\s*[-–:.)]\s*\P{N}{0,30})?$/u.exec(text)?.[1];
  return found === undefined || wordsIn(text).length > 5 ? null : Number(found);
}

/** Two to eight levels below each other in a column, from the lowest (0 or 1) up or down to it. */
function findRuns(rows: readonly Row[], column: number): Run[] {
  const runs: Run[] = [];
  let run: (Run & { numbers: number[] }) | null = null;
  const end = () => {
    if (run && run.numbers.length > 1 && Math.min(...run.numbers) <= 1) runs.push(run);
    run = null;
  };
  rows.forEach((row, index) => {
    const number = row.loose ? null : levelOf(cellAt(row, column));
    if (number === null) {
      if (run && goesOn(row, run.levels.at(-1)![0]!, column)) {
        run.levels.at(-1)!.push(row);
        run.to = index + 1;
      } else end();
      return;
    }
    if (run && !isNext(run.numbers, number)) end();
    run ??= { from: index, to: index, levels: [], numbers: [] };
    run.levels.push([row]);
    run.numbers.push(number);
    run.to = index + 1;
  });
  end();
  return runs;
}

function isNext(numbers: readonly number[], number: number): boolean {
  const [first = 0, second] = numbers;
  const last = numbers.at(-1) ?? 0;
  if (numbers.length > 7) return false;
  return second === undefined ? Math.abs(number - last) === 1 : number - last === second - first;
}

/** What a page cut off a row: words only in columns right of the name of the level, where that row has some too. */
function goesOn(row: Row, of: Row, column: number): boolean {
  return (
    !row.loose &&
    row.cells.every((cell) => cell.column > column && cellAt(of, cell.column) !== undefined)
  );
}

/** What the turning of one run needs to know. */
interface Turn {
  run: Run;
  /** The rows between the run before and this one. */
  above: readonly Row[];
  /** The column of the names of the levels. */
  column: number;
  /** The column from which on the levels stand once the table is turned. */
  base: number;
  pattern: CodePattern;
}

/** The rows of the turned table, or null where some levels belong to no statement with a code. */
function turnedRows(
  rows: readonly Row[],
  runs: readonly Run[],
  column: number,
  pattern: CodePattern,
): Row[] | null {
  const count = runs[0]!.levels.length;
  if (runs.some(({ levels }) => levels.length !== count)) return null;
  const base = Math.max(...rows.map((row) => (row.cells.at(-1)?.column ?? 0) + 1));
  const names = runs[0]!.levels.map(([row], index) => ({
    column: base + index,
    parts: cellAt(row!, column)!.parts,
  }));
  const turned: Row[] = [{ page: rows[0]!.page, loose: false, cells: names }];
  const codes = new Set<string>();
  let seen = 0;
  for (const run of runs) {
    const turn: Turn = { run, above: rows.slice(seen, run.from), column, base, pattern };
    const own = statementsAsColumns(turn) ?? statementAsRows(turn);
    if (!own) return null;
    for (const row of own) {
      const code = row.cells.map((cell) => codeOf(cell, pattern)).find((one) => one !== null);
      if (!row.loose && row.aside === undefined && code) codes.add(code);
    }
    turned.push(
      ...own,
      ...setAside(
        run.levels.flat().flatMap((row) => named(row, column, run, runs)),
        row0(run),
      ),
    );
    seen = run.to;
  }
  return codes.size > 1 ? [...turned, ...rows.slice(seen)] : null;
}

const row0 = (run: Run) => run.levels[0]![0]!;

/** The name of a level in a row; those of the first run have become the headings. */
function named(row: Row, column: number, run: Run, runs: readonly Run[]): Cell[] {
  const cell = cellAt(row, column);
  return cell && run !== runs[0] ? [cell] : [];
}

/** Cells as a row of their own that is set aside. */
function setAside(cells: readonly Cell[], like: Row): Row[] {
  return cells.length > 0
    ? [{ page: like.page, loose: false, aside: AGAIN, cells: [...cells] }]
    : [];
}

/** A row above that holds codes side by side: each of its columns is a statement, with what stands below it. */
function statementsAsColumns({ run, above, column, base, pattern }: Turn): Row[] | null {
  const at = above.findLastIndex((row) => codesIn(row, pattern).length > 1);
  if (at < 0) return null;
  const heads = above.slice(at);
  const columns = codesIn(heads[0]!, pattern);
  const rows = columns.map((own): Row => {
    const parts = heads.flatMap((row) => cellAt(row, own)?.parts ?? []);
    const cells: Cell[] = [{ column: 0, parts }];
    run.levels.forEach((level, index) => {
      const words = level.flatMap((row) => cellAt(row, own)?.parts ?? []);
      if (words.length > 0) cells.push({ column: base + index, parts: words });
    });
    return { page: heads[0]!.page, loose: false, cells };
  });
  const beside = heads.flatMap((row) => row.cells.filter((cell) => !columns.includes(cell.column)));
  const over = run.levels
    .flat()
    .flatMap(({ cells }) =>
      cells.filter((cell) => cell.column !== column && !columns.includes(cell.column)),
    );
  return [
    ...above.slice(0, at),
    ...setAside(beside, heads[0]!),
    ...rows,
    ...leftOver(over, heads[0]!),
  ];
}

/** The columns of a row that hold codes. */
function codesIn(row: Row, pattern: CodePattern): number[] {
  return row.cells.filter((cell) => codeOf(cell, pattern) !== null).map(({ column }) => column);
}

/** A code in the first row of a run, or in the row above it: the rows are the levels of its statement. */
function statementAsRows({ run, above, column, base, pattern }: Turn): Row[] | null {
  const first = row0(run);
  const words = wordsColumn(run, column);
  const others = first.cells.filter((cell) => cell.column !== column && cell.column !== words);
  const isInFirst = others.some((cell) => codeOf(cell, pattern) !== null);
  const head = isInFirst ? undefined : above.at(-1);
  if (words === null || (!isInFirst && !head?.cells.some((cell) => codeOf(cell, pattern))))
    return null;
  const cells: Cell[] = (head ?? first).cells.filter((cell) => head || others.includes(cell));
  const again: Cell[] = head ? others : [];
  run.levels.forEach((level, index) => {
    const parts = level.flatMap((row) => cellAt(row, words)?.parts ?? []);
    if (parts.length > 0) cells.push({ column: base + index, parts });
    again.push(
      ...level
        .flat()
        .flatMap((row) => (row === first ? [] : row.cells))
        .filter((cell) => ![column, words].includes(cell.column)),
    );
  });
  const isAgain = (cell: Cell) =>
    cells.some((one) => one.column === cell.column && cellText(one) === cellText(cell));
  const kept = head ? above.slice(0, -1) : above;
  return [
    ...kept.map((row) => (isColumnNames(row, column, words) ? { ...row, aside: AGAIN } : row)),
    { page: first.page, loose: false, cells },
    ...setAside(again.filter(isAgain), first),
    ...leftOver(
      again.filter((cell) => !isAgain(cell)),
      first,
    ),
  ];
}

/** The column with the most letters, other than that of the names: there stand the words of the levels. */
function wordsColumn(run: Run, column: number): number | null {
  const letters = new Map<number, number>();
  const seen = new Set<string>();
  for (const cell of run.levels.flat().flatMap(({ cells }) => cells)) {
    const key = `${cell.column} ${cellText(cell)}`;
    // Words that stand in every row again are the title or the theme, however long they are.
    if (cell.column === column || seen.has(key)) continue;
    seen.add(key);
    letters.set(cell.column, (letters.get(cell.column) ?? 0) + cellText(cell).length);
  }
  return [...letters].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

/** "Code | Statement | Level | Descriptor" */
function isColumnNames(row: Row, column: number, words: number): boolean {
  return !row.loose && cellAt(row, column) !== undefined && cellAt(row, words) !== undefined;
}

/** Words that have no place in the turned table. */
function leftOver(cells: readonly Cell[], like: Row): Row[] {
  return cells.map((cell) => ({ page: like.page, loose: true, cells: [cell] }));
}
