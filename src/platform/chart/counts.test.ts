import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { countMarks, partsOf, sharesOf, sumOf } from './counts.js';
import type { Scale } from './scale.js';

const FOUR: Scale = { levels: [1, 2, 3, 4].map((level) => ({ level, title: `Level ${level}` })) };

test('marks are counted where they stand, not recorded apart from level 1', () => {
  const counts = countMarks(FOUR, [null, 0, 1, 2, 2, 4, null]);
  assert.deepEqual(counts, { notYet: 1, levels: [1, 2, 0, 1], notRecorded: 2 });
  assert.equal(sumOf(counts), 7);
});

test('the parts stand in a fixed order', () => {
  const parts = partsOf({ notYet: 1, levels: [2, 3, 4, 5], notRecorded: 6 }, FOUR);
  assert.deepEqual(
    parts.map((part) => [part.tone, part.count]),
    [
      ['0', 1],
      ['1', 2],
      ['2', 3],
      ['3', 4],
      ['4', 5],
      ['n', 6],
    ],
  );
});

test('where nothing is too narrow, widths are in proportion to the counts', () => {
  const [one, three] = sharesOf([10, 30]).map((share) => share.width);
  assert.ok(Math.abs(three! / one! - 3) < 0.01);
});

test('a count of one beside many keeps room for its digit', () => {
  const [one, many] = sharesOf([1, 300]);
  assert.ok(one!.width >= 6.5);
  assert.ok(many!.width > 90);
});

const counts = fc.array(fc.integer({ min: 1, max: 40_000 }), { minLength: 1, maxLength: 10 });

test('shares fill the bar from 0 to 100, in order, without overlap', () => {
  fc.assert(
    fc.property(counts, (values) => {
      const shares = sharesOf(values);
      assert.equal(shares[0]!.x, 0);
      const last = shares.at(-1)!;
      assert.ok(Math.abs(last.x + last.width - 100) < 0.1, `${last.x + last.width}`);
      shares.slice(1).forEach((share, at) => {
        const before = shares[at]!;
        assert.ok(share.x >= before.x + before.width);
      });
      assert.ok(shares.every((share) => share.width > 0));
    }),
  );
});

test('a larger count is never drawn narrower than a smaller one with as many digits', () => {
  fc.assert(
    fc.property(counts, (values) => {
      const shares = sharesOf(values);
      values.forEach((value, at) => {
        values.forEach((other, place) => {
          if (String(value).length !== String(other).length || value < other) return;
          assert.ok(shares[at]!.width >= shares[place]!.width - 0.02);
        });
      });
    }),
  );
});
