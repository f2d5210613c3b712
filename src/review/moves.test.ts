import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { statementOf, statementsOf } from '../framework/framework.js';
import { harbour } from '../framework/testing/harbour.js';
import { isReady, moveKey, nextMove, standsBefore, upcomingMoves } from './moves.js';
import { anyReview } from './testing/arbitraries.js';

const tide = statementOf(harbour, '1.2')!;

for (const [rating, levels] of [
  [null, []],
  ['not-yet', [0, 1, 2]],
  [0, [1, 2]],
  [2, []],
] as const) {
  test(`from ${rating ?? 'not recorded'} there are ${levels.length} moves ahead`, () => {
    assert.deepEqual(
      upcomingMoves(tide, rating).map(({ level }) => level),
      levels,
    );
    assert.equal(nextMove(tide, rating)?.level, levels[0]);
  });
}

test('a move has a name', () => {
  assert.equal(moveKey({ statement: '2.4', level: 3 }), '2.4@3');
});

test('a link holds for the levels above it too', () => {
  const before = standsBefore(harbour, { statement: '1.2', level: 2 }, { '1.1': 0 });
  assert.deepEqual(
    before.map(({ needs }) => needs),
    [{ statement: '1.1', level: 1 }],
  );
});

test('of several links to one statement the one that asks most stands before a move', () => {
  const framework = structuredClone(harbour);
  statementOf(framework, '1.2')!.buildsOn.push(
    { level: 2, needs: { statement: '1.1', level: 2 }, because: 'more' },
    { level: 2, needs: { statement: '1.1', level: 2 }, because: 'as much, and later' },
    { level: 2, needs: { statement: '1.1', level: 0 }, because: 'less' },
  );
  const before = standsBefore(framework, { statement: '1.2', level: 2 }, { '1.1': 'not-yet' });
  assert.deepEqual(
    before.map(({ because }) => because),
    ['more'],
  );
});

test('nothing waits for what is not recorded, and an unknown statement waits for nothing', () => {
  assert.equal(isReady(harbour, { statement: '1.2', level: 2 }, {}), true);
  assert.equal(isReady(harbour, { statement: '1.2', level: 2 }, { '1.1': 'not-yet' }), false);
  assert.equal(isReady(harbour, { statement: '9.9', level: 2 }, {}), true);
});

test('in any review where something is left to do, some next move is open', () => {
  fc.assert(
    fc.property(anyReview(), ({ framework, ratings }) => {
      const recorded = Object.fromEntries(
        Object.entries(ratings).map(([code, rating]) => [code, rating ?? 'not-yet']),
      );
      const next = statementsOf(framework)
        .map((statement) => nextMove(statement, recorded[statement.id]!))
        .filter((move) => move !== null);
      assert.ok(next.length === 0 || next.some((move) => isReady(framework, move, recorded)));
    }),
  );
});
