/** Tables that run the other way as a whole: the levels below each other, the statements side by side. */

import {
  type Cell,
  cellAt,
  cellText,
  type Grid,
  linesOf,
  type Note,
  type Row,
} from '../../../platform/documents/grid.js';
import { findCodes } from './codes.js';
import { sureLevels } from './headings.js';
import { TURNED } from './level-rows.js';
import { rankOf } from './scales.js';
import { tablesOf } from './tables.js';

/** Words that say that a name is one of a level. */
const LEVEL = /^(?:level|stage|step|phase|band|grade|tier|stufe|niveau|lefel)\b/iu;

const CORNER = 'It is the first cell of a table that was turned.';

/** The grid with such tables turned, so that each statement is a row; otherwise the same grid. */
export function transposed(grid: Grid): Grid {
  const notes: Note[] = [];
  let rows = grid.rows;
  const tables = tablesOf(grid);
  // Where levels are side by side, a table that has them below each other is the key to them.
  if (tables.some((table) => table.some((row) => sureLevels(row)))) return grid;
  const others = tables.filter((table) => !turnedTable(table)).flat();
  // Where the statements have codes in other tables, it is the key to them as well.
  if (findCodes(others) !== null) return grid;
  for (const table of tables) {
    const turned = turnedTable(table);
    if (!turned) continue;
    const at = rows.indexOf(table[0]!);
    const own = new Set(table);
    rows = [...rows.slice(0, at), ...turned, ...rows.slice(at).filter((row) => !own.has(row))];
    notes.push({
      ...TURNED,
      lines: linesOf(table.flatMap(({ cells }) => cells)),
    });
  }
  return notes.length === 0 ? grid : { ...grid, rows, notes: [...(grid.notes ?? []), ...notes] };
}

function turnedTable([head, ...body]: readonly Row[]): Row[] | null {
  if (!head || body.length < 2 || sureLevels(head)) return null;
  const first = body[0]!.cells[0]!.column;
  const names = body.map((row) => cellAt(row, first));
  if (names.some((name) => name === undefined)) return null;
  const asRow: Row = {
    ...head,
    cells: names.map((name, index) => ({ column: index, parts: name!.parts })),
  };
  const statements = head.cells.filter(({ column }) => column > first);
  const isOfLevels =
    saysLevel(cellText(cellAt(head, first))) || areLevels(names.map((name) => cellText(name)));
  const isWhole = isOfLevels && sureLevels(asRow)?.length === body.length && statements.length >= 2;
  if (!isWhole || body.some(({ cells }) => cells.some(({ column }) => column < first))) return null;
  const corner = head.cells.filter(({ column }) => column <= first);
  return [
    ...(corner.length > 0 ? [{ ...head, cells: corner, aside: CORNER }] : []),
    { ...asRow, cells: asRow.cells.map((cell) => ({ ...cell, column: cell.column + 1 })) },
    ...statements.map((title): Row => ({ ...head, cells: statementCells(title, body) })),
    ...leftOver(head, statements, body, first),
  ];
}

const saysLevel = (text: string) => LEVEL.test(text);

/** True when all are known as names of levels, or at least three, and two of three, are. */
function areLevels(names: readonly string[]): boolean {
  const known = names.filter((name) => saysLevel(name) || rankOf(name) !== null);
  return (
    known.length === names.length || (known.length >= 3 && known.length * 3 >= names.length * 2)
  );
}

function statementCells(title: Cell, body: readonly Row[]): Cell[] {
  const levels = body.flatMap((row, index): Cell[] => {
    const cell = cellAt(row, title.column);
    return cell ? [{ column: index + 1, parts: cell.parts }] : [];
  });
  return [{ column: 0, parts: title.parts }, ...levels];
}

/** Words below no statement: they have no place in the turned table. */
function leftOver(
  head: Row,
  statements: readonly Cell[],
  body: readonly Row[],
  first: number,
): Row[] {
  const known = new Set([first, ...statements.map(({ column }) => column)]);
  return body
    .flatMap(({ cells }) => cells.filter(({ column }) => !known.has(column)))
    .map((cell) => ({ ...head, loose: true, cells: [{ ...cell, column: 0 }] }));
}
