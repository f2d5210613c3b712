import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { harbour } from '../framework/testing/harbour.js';
import { contradictionsOf } from './contradictions.js';
import { isOpen } from './moves.js';
import type { Standings } from './standing.js';
import { anyReview } from './testing/arbitraries.js';
import { whatIf } from './what-if.js';

const today: Standings = { '1.1': 0, '1.2': 0, '2.1': 0, '2.2': 1 };
const codes = (moves: { statement: string }[]) => moves.map(({ statement }) => statement);

for (const [what, from, tried, opens, closes, sentence] of [
  ['nothing', today, {}, [], [], 'Nothing is different from today.'],
  ['what is so already', today, { '1.1': 0 }, [], [], 'Nothing is different from today.'],
  [
    'a level that others wait for',
    today,
    { '1.1': 1 },
    ['1.2', '2.1'],
    [],
    'This opens 2 moves (1.2 and 2.1).',
  ],
  [
    'a level that nobody waits for',
    { '2.2': 0 },
    { '2.2': 1 },
    [],
    [],
    'This opens no move and brings no contradiction.',
  ],
  [
    'a level that leans on what is not there',
    today,
    { '2.1': 2 },
    ['2.2'],
    [],
    'This opens 1 move (2.2) and brings 2 contradictions.',
  ],
  [
    'a lower level',
    { '1.1': 1, '1.2': 0 },
    { '1.1': 'not-yet' },
    [],
    ['1.2'],
    'This closes 1 move (1.2).',
  ],
  [
    'the end of a contradiction',
    { '1.1': 0, '1.2': 1 },
    { '1.1': 1 },
    ['1.2'],
    [],
    'This opens 1 move (1.2) and settles 1 contradiction.',
  ],
] satisfies [string, Standings, Standings, string[], string[], string][]) {
  test(`trying ${what}: ${sentence}`, () => {
    const tries = whatIf(harbour, from, tried);
    assert.deepEqual(codes(tries.opens), opens);
    assert.deepEqual(codes(tries.closes), closes);
    assert.equal(tries.sentence, sentence);
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
    fc.property(anyReview(), ({ framework, standings, others }) => {
      const copy = structuredClone(standings);
      whatIf(framework, standings, others);
      assert.deepEqual(standings, copy);
      const { opens, closes, arising, vanishing } = whatIf(framework, standings, standings);
      assert.deepEqual([opens, closes, arising, vanishing], [[], [], [], []]);
    }),
  );
});

test('what arises and what vanishes is the difference between the two lists of contradictions', () => {
  fc.assert(
    fc.property(anyReview(), ({ framework, standings, others }) => {
      const tries = whatIf(framework, standings, others);
      const before = contradictionsOf(framework, standings).length;
      const after = contradictionsOf(framework, others).length;
      assert.equal(before + tries.arising.length - tries.vanishing.length, after);
    }),
  );
});

test('a move that opens is open then and was not, and going back closes what was opened', () => {
  fc.assert(
    fc.property(anyReview(), ({ framework, standings, others }) => {
      const there = whatIf(framework, standings, others);
      const back = whatIf(framework, others, standings);
      for (const move of there.opens) {
        assert.equal(isOpen(framework, move, others), true);
        assert.equal(isOpen(framework, move, standings), false);
      }
      assert.deepEqual(
        back.closes,
        there.opens.filter((move) => back.closes.some((each) => each.statement === move.statement)),
      );
      assert.equal(back.closes.length, there.opens.length);
    }),
  );
});
