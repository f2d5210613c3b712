import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { statementsOf } from '../framework/framework.js';
import { harbour } from '../framework/testing/harbour.js';
import { distribution } from './distribution.js';
import { anyReview } from './testing/arbitraries.js';

const ratings = { '1.1': 1, '1.2': 'not-yet', '2.1': 1 } as const;

test('a distribution names every standing in order, also those with none', () => {
  const { counts, statements, recorded, words } = distribution(harbour, ratings);
  assert.deepEqual(
    counts.map(({ label, count }) => [label, count]),
    [
      ['Not yet at adrift', 1],
      ['Adrift', 0],
      ['Moored', 2],
      ['Under way', 0],
      ['Not recorded', 1],
    ],
  );
  assert.deepEqual([statements, recorded], [4, 3]);
  assert.equal(words, '1 not yet at adrift, 2 at moored and 1 not recorded');
});

test('a distribution of nothing says so', () => {
  assert.equal(distribution(harbour, {}).words, '4 statements, none recorded');
});

test('every statement is counted exactly once', () => {
  fc.assert(
    fc.property(anyReview(), ({ framework, ratings: any }) => {
      const whole = distribution(framework, any);
      assert.equal(
        whole.counts.reduce((sum, { count }) => sum + count, 0),
        statementsOf(framework).length,
      );
    }),
  );
});
