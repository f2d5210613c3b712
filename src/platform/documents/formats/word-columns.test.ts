import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { placeColumns } from './word-columns.js';

/** Rows of cells, by where each begins in the raster of the table; yields the columns they are given. */
function columnsOf(...starts: number[][]): number[][] {
  const rows = starts.map((row) => ({
    cells: row.map((start) => ({ start, cell: { column: start, parts: [] } })),
  }));
  placeColumns(rows);
  return rows.map(({ cells }) => cells.map(({ cell }) => cell.column));
}

describe('the columns of a Word table', () => {
  it('are those of most rows, whatever the width of a cell', () => {
    assert.deepEqual(columnsOf([0, 2, 3, 5], [0, 1, 3, 4], [0, 2, 4, 5]), [
      [0, 1, 2, 3],
      [0, 1, 2, 3],
      [0, 1, 2, 3],
    ]);
  });

  it('are found from above or below for a row with merged cells', () => {
    assert.deepEqual(columnsOf([0], [0, 3], [0, 1, 3, 5], [0, 1, 3, 5])[1], [0, 2]);
  });

  it('are found in a time that grows with the number of rows', () => {
    const timeOf = (count: number) => {
      // Whole rows, as many as of each other kind and one more, stand only at the end.
      const others = Array.from({ length: count * 4 }, (_, at) => Array(1 + (at % 4)).fill(0));
      const whole = Array.from({ length: count + 1 }, () => [0, 1, 2, 3, 4]);
      const from = process.cpuUsage();
      columnsOf(...others, ...whole);
      const { user, system } = process.cpuUsage(from);
      return user + system;
    };
    const once = (count: number) => Math.min(...[1, 2, 3].map(() => timeOf(count)));
    // Other tests of this process may be at work meanwhile: 50 ms are theirs.
    assert.ok(once(8000) < 30 * once(800) + 50_000, 'ten times the rows, not a hundred the time');
  });

  it('are those of the nearest whole row, above where two are as near', () => {
    const whole = [0, 1, 2, 3, 4];
    const other = [0, 2, 4, 6, 8];
    assert.deepEqual(columnsOf(whole, [4], [4], other, [4], whole).slice(1, 5), [
      [4],
      [2],
      whole,
      [2],
    ]);
  });
});
