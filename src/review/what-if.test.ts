import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { harbour } from '../framework/testing/harbour.js';
import { contradictionsOf } from './contradictions.js';
import { isReady } from './moves.js';
import type { Ratings } from './rating.js';
import { anyReview } from './testing/arbitraries.js';
import { whatIf } from './what-if.js';

const today: Ratings = { '1.1': 0, '1.2': 0, '2.1': 0, '2.2': 1 };
const codes = (moves: { statement: string }[]) => moves.map(({ statement }) => statement);

for (const [what, from, tried, ready, waiting, sentence] of [
  ['nothing', today, {}, [], [], 'Nothing is different from today.'],
  ['what is so already', today, { '1.1': 0 }, [], [], 'Nothing is different from today.'],
  [
    'a level that others wait for',
    today,
    { '1.1': 1 },
    ['1.2', '2.1'],
    [],
    'This makes 2 next steps ready to start (1.2 and 2.1).',
  ],
  [
    'a level that nobody waits for',
    { '2.2': 0 },
    { '2.2': 1 },
    [],
    [],
    'This makes no next step ready to start and causes no possible inconsistencies.',
  ],
  [
    'a level that leans on what is not there',
    today,
    { '2.1': 2 },
    ['2.2'],
    [],
    'This makes 1 next step ready to start (2.2) and causes 2 possible inconsistencies.',
  ],
  [
    'a lower level',
    { '1.1': 1, '1.2': 0 },
    { '1.1': 'not-yet' },
    [],
    ['1.2'],
    'This makes 1 next step wait (1.2).',
  ],
  [
    'the end of a contradiction',
    { '1.1': 0, '1.2': 1 },
    { '1.1': 1 },
    ['1.2'],
    [],
    'This makes 1 next step ready to start (1.2) and resolves 1 possible inconsistency.',
  ],
] satisfies [string, Ratings, Ratings, string[], string[], string][]) {
  test(`trying ${what}: ${sentence}`, () => {
    const attempts = whatIf(harbour, from, tried);
    assert.deepEqual(codes(attempts.ready), ready);
    assert.deepEqual(codes(attempts.waiting), waiting);
    assert.equal(attempts.sentence, sentence);
  });
}

test('what would differ is told from and to', () => {
  assert.deepEqual(whatIf(harbour, today, { '2.1': 1, '2.2': null }).changed, [
    { statement: '2.1', from: 0, to: 1 },
    { statement: '2.2', from: 1, to: null },
  ]);
});

test('trying changes nothing, and trying nothing changes nothing', () => {
  fc.assert(
    fc.property(anyReview(), ({ framework, ratings, others }) => {
      const copy = structuredClone(ratings);
      whatIf(framework, ratings, others);
      assert.deepEqual(ratings, copy);
      const { ready, waiting, arising, vanishing } = whatIf(framework, ratings, ratings);
      assert.deepEqual([ready, waiting, arising, vanishing], [[], [], [], []]);
    }),
  );
});

test('what arises and what vanishes is the difference between the two lists of contradictions', () => {
  fc.assert(
    fc.property(anyReview(), ({ framework, ratings, others }) => {
      const attempts = whatIf(framework, ratings, others);
      const before = contradictionsOf(framework, ratings).length;
      const after = contradictionsOf(framework, others).length;
      assert.equal(before + attempts.arising.length - attempts.vanishing.length, after);
    }),
  );
});

test('a next step that becomes ready is ready then and was not, and going back makes it wait', () => {
  fc.assert(
    fc.property(anyReview(), ({ framework, ratings, others }) => {
      const there = whatIf(framework, ratings, others);
      const back = whatIf(framework, others, ratings);
      for (const move of there.ready) {
        assert.equal(isReady(framework, move, others), true);
        assert.equal(isReady(framework, move, ratings), false);
      }
      assert.deepEqual(
        back.waiting,
        there.ready.filter((move) =>
          back.waiting.some((each) => each.statement === move.statement),
        ),
      );
      assert.equal(back.waiting.length, there.ready.length);
    }),
  );
});
