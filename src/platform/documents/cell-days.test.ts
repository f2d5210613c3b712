import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cellDay } from './cell-days.js';

describe('a day in a cell', () => {
  const CASES: [string, string, string?][] = [
    ['46093', '2026-03-12'],
    ['46093.5', '2026-03-12'],
    ['12345', '12345'],
    ['12/03/2026 00:00', '12/03/2026'],
    ['2026-03-12T09:30:00.000Z', '2026-03-12'],
    ['12 March 2026 9:30 am', '12 March 2026'],
    ['Autumn 2025', '2025-09-01', '2025-12-31'],
    ['spring term 2026', '2026-01-01', '2026-03-31'],
    ['Summer term 2025/26', '2026-04-01', '2026-08-31'],
    ['2025/26', '2025-09-01', '2026-08-31'],
    ['Academic year 2025-2026', '2025-09-01', '2026-08-31'],
    ['2025-11', '2025-11'],
    ['soon', 'soon'],
  ];
  for (const [cell, first, last = first] of CASES)
    it(`“${cell}” is ${first}, or ${last}`, () =>
      assert.deepEqual([cellDay(cell), cellDay(cell, 'last')], [first, last]));
});
