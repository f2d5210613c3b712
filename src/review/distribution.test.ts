import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { statementsOf } from '../framework/framework.js';
import { harbour } from '../framework/testing/harbour.js';
import { schoolsModel } from '../framework/testing/schools-model.js';
import { distribution, distributionByBenchmark, distributionByTheme } from './distribution.js';
import { anyReview } from './testing/arbitraries.js';

const standings = { '1.1': 1, '1.2': 'not-yet', '2.1': 1 } as const;

test('a distribution names every standing in order, also those with none', () => {
  const { counts, statements, recorded, words } = distribution(harbour, standings);
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

test('each theme has its own distribution', () => {
  const words = distributionByTheme(harbour, standings).map((each) => each.distribution.words);
  assert.deepEqual(words, [
    '1 not yet at adrift and 1 at moored',
    '1 at moored and 1 not recorded',
  ]);
});

test('a theme with two benchmarks counts for both, in the order of the benchmarks', () => {
  assert.deepEqual(
    distributionByBenchmark(schoolsModel, {}).map(({ benchmark, themes, distribution: each }) => [
      benchmark,
      themes.map(({ id }) => id),
      each.statements,
    ]),
    [
      [1, [1, 2], 14],
      [2, [3], 8],
      [3, [2], 7],
      [4, [4], 4],
      [5, [5], 3],
      [6, [5], 3],
      [7, [3], 8],
      [8, [6], 3],
    ],
  );
});

test('every statement is counted exactly once, and the themes add up to the whole', () => {
  fc.assert(
    fc.property(anyReview(), ({ framework, standings: any }) => {
      const whole = distribution(framework, any);
      const themes = distributionByTheme(framework, any).map((each) => each.distribution);
      assert.equal(
        whole.counts.reduce((sum, { count }) => sum + count, 0),
        statementsOf(framework).length,
      );
      for (const [index, { count }] of whole.counts.entries()) {
        assert.equal(
          themes.reduce((sum, theme) => sum + theme.counts[index]!.count, 0),
          count,
        );
      }
    }),
  );
});
