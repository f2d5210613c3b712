import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { heightOf, linesOf } from './row-height.js';

describe('the lines that a text takes', () => {
  it('are counted word by word, paragraph by paragraph', () => {
    for (const [text, width, lines] of [
      ['one', 10, 1],
      ['one two three', 8, 2],
      ['one\n\nthree', 10, 3],
      ['a'.repeat(25), 10, 3],
      ['a '.repeat(10).trim(), 10, 2],
      ['日本語日本語', 6, 2],
    ] as const)
      assert.equal(linesOf(text, width), lines, text);
  });

  it('are never fewer than its letters need', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme-ascii' }),
        fc.integer({ min: 4, max: 60 }),
        (text, width) => {
          const least = text
            .split('\n')
            .reduce(
              (sum, line) =>
                sum + Math.max(1, Math.ceil(line.replace(/[ \t]/g, '').length / width)),
              0,
            );
          assert.ok(linesOf(text, width) >= least);
        },
      ),
    );
  });
});

describe('the height of a row', () => {
  it('is that of its longest cell, at least some lines, at most what Excel has, and none for an empty row', () => {
    const columns = [{ width: 10 }, { width: 10 }];
    assert.equal(heightOf([null, ''], columns, 4), null);
    assert.equal(heightOf(['short', 12], columns, 4), heightOf(['a\nb\nc\nd', null], columns, 1));
    assert.ok(heightOf(['a\n'.repeat(9), 'x'], columns, 1)! > heightOf(['x', 'x'], columns, 4)!);
    assert.equal(heightOf(['a\n'.repeat(900)], columns, 1), 409);
  });
});
