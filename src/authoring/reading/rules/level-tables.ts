/**
 * Documents with a small table for each statement: the statement is a heading, and below it each row is a level and its
 * words. They are made one table, with a row for each statement, as all other rules take it.
 */
import {
  type Cell,
  cellText,
  type Grid,
  type Row,
  rowText,
} from '../../../platform/documents/grid.js';
import { endsSentence, wordsIn } from '../../../platform/documents/sentences.js';
import { codeOf, usualPatterns } from './codes.js';
import { rankOf } from './scales.js';

const AGAIN = 'The names of the levels stand here.';
const BETWEEN = 'It stands between the statements.';
const MADE = {
  rule: 'tables read as one',
  says: 'Each statement has a table of its own in this document. Compare a few statements with the document.',
};

/** The rows of one table, or one other row. */
type Block = Row[];

/** The grid as one table where most of its tables are the levels of one statement; otherwise the same grid. */
export function joinedTables(grid: Grid): Grid {
  const rows = grid.rows.filter(({ aside }) => aside === undefined);
  const blocks = blocksOf(rows);
  const names = levelNames(blocks.filter(isTable));
  if (names === null) return grid;
  const isOfLevels = (block: Block) => isTable(block) && levelRows(block, names) !== null;
  const first = blocks.find(isOfLevels);
  const firstRows = first && levelRows(first, names);
  if (!firstRows) return grid;
  const joined: Row[] = [headingRow(firstRows)];
  let above: Row[] = [];
  for (const block of blocks) {
    const levels = isTable(block) ? levelRows(block, names) : null;
    if (levels) {
      const title = titleOf(above);
      if (!title) return grid;
      joined.push(...around(above, title), statementRow(title, levels));
      joined.push(...block.map((row) => namesAside(row, levels, block === first)));
      above = [];
    } else above.push(...block);
  }
  joined.push(...above.map((row) => ({ ...row, aside: BETWEEN })));
  const rest = grid.rows.filter(({ aside }) => aside !== undefined);
  const notes = [...(grid.notes ?? []), { ...MADE, lines: [] }];
  return { ...grid, rows: [...rest, ...joined.filter(({ cells }) => cells.length > 0)], notes };
}

const isTable = (block: Block) => (block[0]?.cells.length ?? 0) > 1;

/** Rows of two cells that follow each other are a table; every other row is a block by itself. */
function blocksOf(rows: readonly Row[]): Block[] {
  const blocks: Block[] = [];
  for (const row of rows) {
    const last = blocks.at(-1);
    const before = last?.at(-1);
    const goesOn = before?.cells.length === 2 && row.cells.length === 2;
    if (last && goesOn && before.table === row.table) last.push(row);
    else blocks.push([row]);
  }
  return blocks;
}

const nameIn = (row: Row) => cellText(row.cells[0]).toLowerCase();

/** What the first cells of most tables say, in the same order: two to eight names of levels. */
function levelNames(tables: readonly Block[]): string[] | null {
  const small = tables.filter((table) => table[0]?.cells.length === 2 && table.length > 1);
  const counts = new Map<string, number>();
  for (const name of small.flatMap((table) => [...new Set(table.map(nameIn))]))
    counts.set(name, (counts.get(name) ?? 0) + 1);
  const names = [...counts]
    .filter(([name, count]) => count > 1 && count * 2 > small.length && isLevel(name))
    .map(([name]) => name);
  return names.length >= 2 && names.length <= 8 ? names : null;
}

const isLevel = (name: string) =>
  rankOf(name) !== null || /^(?:(?:level|stage|niveau|stufe|lefel) )?\p{N}(?!\p{N})/u.test(name);

/** The rows of the levels of a table, in their order; null where one is missing or there is more. */
function levelRows(table: Block, names: readonly string[]): Row[] | null {
  const levels = table.filter((row) => names.includes(nameIn(row)));
  const isWhole = levels.length === names.length && table.length <= names.length + 1;
  return isWhole && levels.every((row, at) => nameIn(row) === names[at]) ? levels : null;
}

/** The row above a table that has a code, or else the last one that is no sentence. */
function titleOf(above: readonly Row[]): Row | null {
  const single = above.filter(({ cells }) => cells.length === 1);
  const patterns = usualPatterns();
  const coded = single.filter(({ cells }) =>
    patterns.some((one) => codeOf(cells[0], one) !== null),
  );
  return coded.at(-1) ?? single.filter((row) => !isProse(row)).at(-1) ?? null;
}

/** A sentence, a quotation or words in italics (as Markdown marks them): no heading. */
function isProse(row: Row): boolean {
  const text = rowText(row);
  return endsSentence(text) || /^[>*_]/u.test(text) || wordsIn(text).length > 12;
}

/** What stands above a table beside its title: short lines before the title may be the heading of a theme. */
function around(above: readonly Row[], title: Row): Row[] {
  const at = above.indexOf(title);
  return above
    .filter((row) => row !== title)
    .map((row) => {
      const mayBeHeading = above.indexOf(row) < at && row.cells.length === 1 && !isProse(row);
      return mayBeHeading ? { ...row, loose: false } : { ...row, aside: BETWEEN };
    });
}

const headingRow = (levels: readonly Row[]): Row => ({
  page: levels[0]!.page,
  loose: false,
  cells: levels.map((row, at): Cell => ({ column: at + 1, parts: row.cells[0]!.parts })),
});

const statementRow = (title: Row, levels: readonly Row[]): Row => ({
  page: title.page,
  loose: false,
  cells: [
    { column: 0, parts: title.cells[0]!.parts },
    ...levels.map((row, at): Cell => ({ column: at + 1, parts: row.cells[1]!.parts })),
  ],
});

/** What is left of a row of a table: the name of its level, which is in the headings once, or the row above them. */
function namesAside(row: Row, levels: readonly Row[], isFirst: boolean): Row {
  const isLevelRow = levels.includes(row);
  const cells = isLevelRow ? row.cells.slice(0, 1) : row.cells;
  return { page: row.page, loose: false, aside: AGAIN, cells: isFirst && isLevelRow ? [] : cells };
}
