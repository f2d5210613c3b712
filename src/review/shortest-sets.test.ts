import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Framework, statementsOf } from '../framework/framework.js';
import { harbour } from '../framework/testing/harbour.js';
import { schoolsModel } from '../framework/testing/schools-model.js';
import { isReady, type Move, moveKey, nextMove, upcomingMoves } from './moves.js';
import { atLeast, type Ratings, ratingOf } from './rating.js';
import { type Goal, shortestSet } from './shortest-sets.js';
import { anyFramework, anyRatings, anyReview } from './testing/arbitraries.js';
import { plausibleSchool } from './testing/plausible-school.js';

const adrift: Ratings = { '1.1': 0, '1.2': 0, '2.1': 0, '2.2': 0 };

test('the set holds what is asked for and what that leans on, in rounds', () => {
  const set = shortestSet(harbour, adrift, { level: 2, statements: ['2.1'] });
  assert.deepEqual(
    set.moves.map((move) => [moveKey(move), move.round, move.isAskedFor, move.effort]),
    [
      ['1.1@1', 1, false, 2],
      ['1.2@1', 2, false, 1],
      ['2.1@1', 2, true, 1],
      ['1.2@2', 3, false, 3],
      ['2.1@2', 4, true, 3],
    ],
  );
  assert.deepEqual(set.moves.at(-1)!.after, [
    { statement: '2.1', level: 1, because: null },
    { statement: '1.1', level: 1, because: 'there has to be a harbour master to tell' },
    { statement: '1.2', level: 2, because: 'a boat can only leave with a tide that it knows' },
  ]);
  assert.deepEqual([set.rounds, set.effort, set.lacking, set.isProven], [4, 10, 0, true]);
  assert.equal(
    set.sentence,
    '5 next steps to the target, 3 of them needed by others, in 4 rounds: about 10 days of work.',
  );
});

for (const [what, ratings, goal, keys, sentence] of [
  [
    'a goal that is reached',
    { ...adrift, '2.2': 1 },
    { level: 1, statements: ['2.2'] },
    [],
    'You have reached this target: moored.',
  ],
  [
    'any one statement at level 1',
    adrift,
    { level: 1, atLeast: 1 },
    ['2.2@1'],
    '1 next step to the target, in 1 round: about 1 day of work.',
  ],
  [
    'any two statements at level 1',
    adrift,
    { level: 1, atLeast: 2 },
    ['1.1@1', '2.2@1'],
    '2 next steps to the target, in 1 round: about 3 days of work.',
  ],
  [
    'more statements than there are',
    adrift,
    { level: 1, statements: ['2.2'], atLeast: 9 },
    ['2.2@1'],
    '1 next step to the target, in 1 round: about 1 day of work.',
  ],
  [
    'one of two, where one is there',
    { ...adrift, '1.1': 1 },
    { level: 1, statements: ['1.1', '1.2'], atLeast: 1 },
    [],
    'You have reached this target: moored.',
  ],
  [
    'a goal with nothing recorded',
    {},
    { level: 1 },
    [],
    'There is nothing to plan yet. 4 statements would still be below the target. Not recorded, so not included: 1.1, 1.2, 2.1 and 2.2.',
  ],
  [
    'a move that leans on what is not recorded',
    { '1.2': 0 },
    { level: 1, statements: ['1.2'] },
    ['1.2@1'],
    '1 next step to the target, in 1 round: about 1 day of work. Not recorded, so not included: 1.1.',
  ],
  [
    'a goal that one more record would decide',
    { '1.1': 0 },
    { level: 1, statements: ['1.1', '2.2'] },
    ['1.1@1'],
    '1 next step to the target, in 1 round: about 2 days of work. 1 statement would still be below the target. Not recorded, so not included: 2.2.',
  ],
] satisfies [string, Ratings, Goal, string[], string][]) {
  test(`${what}: ${keys.join(', ') || 'no move'}`, () => {
    const set = shortestSet(harbour, ratings, goal);
    assert.deepEqual(set.moves.map(moveKey), keys);
    assert.equal(set.sentence, sentence);
  });
}

test('among sets of the same number of moves the one with the least effort is taken, as the school sets it', () => {
  const goal = { level: 1, statements: ['1.1', '2.2'], atLeast: 1 };
  const keys = (efforts: Record<string, number>) =>
    shortestSet(harbour, adrift, goal, {}, efforts).moves.map(moveKey);
  assert.deepEqual(keys({}), ['2.2@1']);
  assert.deepEqual(keys({ '2.2@1': 30 }), ['1.1@1']);
});

test('marks make a move smaller', () => {
  const goal = { level: 1, statements: ['1.1'] };
  assert.equal(shortestSet(harbour, adrift, goal, { '1.1.1a': 'met' }).effort, 1);
});

test('a statement that the framework does not have is no part of a goal', () => {
  const set = shortestSet(
    harbour,
    { ...adrift, '9.9': 0 },
    { level: 1, statements: ['9.9', '2.2'] },
  );
  assert.deepEqual(set.moves.map(moveKey), ['2.2@1']);
  assert.equal(set.lacking, 0);
});

/** All unions of moves that reach the goal and respect the links, tried one by one: the smallest of them. */
function smallestByTrying(framework: Framework, ratings: Ratings, goal: Goal): number {
  const moves = statementsOf(framework).flatMap((each) =>
    upcomingMoves(each, ratingOf(ratings, each.id)),
  );
  let best = Number.POSITIVE_INFINITY;
  for (let set = 0; set < 2 ** moves.length; set++) {
    const chosen = moves.filter((_, index) => set & (1 << index));
    if (chosen.length < best && isSound(framework, ratings, moves, chosen, goal))
      best = chosen.length;
  }
  return best;
}

function isSound(
  framework: Framework,
  ratings: Ratings,
  all: Move[],
  chosen: Move[],
  goal: Goal,
): boolean {
  const after = made(ratings, chosen);
  const gaps = all.some(
    (move) => atLeast(ratingOf(after, move.statement), move.level) && !chosen.includes(move),
  );
  if (gaps || !chosen.every((move) => isReady(framework, move, after))) return false;
  const asked = goal.statements ?? statementsOf(framework).map(({ id }) => id);
  const there = asked.filter((code) => atLeast(ratingOf(after, code), goal.level)).length;
  const possible = asked.filter((code) => ratingOf(ratings, code) !== null).length;
  return there >= Math.min(goal.atLeast ?? asked.length, possible);
}

function made(ratings: Ratings, moves: Move[]): Ratings {
  const after: Record<string, Ratings[string]> = { ...ratings };
  for (const { statement, level } of moves) {
    if (!atLeast(ratingOf(after, statement), level)) after[statement] = level;
  }
  return after;
}

test('no set is smaller: the answer is the same as trying every set of moves', () => {
  const given = anyFramework(4)
    .filter(({ levels }) => levels.length <= 3)
    .chain((framework) =>
      fc.record({
        framework: fc.constant(framework),
        ratings: anyRatings(framework),
        level: fc.constantFrom(...framework.levels.map(({ level }) => level)),
        atLeast: fc.integer({ min: 1, max: 4 }),
      }),
    );
  fc.assert(
    fc.property(given, ({ framework, ratings, level, atLeast: number }) => {
      const goal = { level, atLeast: number };
      const set = shortestSet(framework, ratings, goal);
      assert.equal(set.isProven, true);
      assert.equal(set.moves.length, smallestByTrying(framework, ratings, goal));
    }),
    { numRuns: 40 },
  );
});

test('made in their order, the moves are each the next one and open when their turn comes, and reach the goal', () => {
  fc.assert(
    fc.property(anyReview(), fc.integer({ min: 1, max: 7 }), ({ framework, ratings }, number) => {
      const level = framework.levels.at(-1)!.level;
      const set = shortestSet(framework, ratings, { level, atLeast: number });
      let now = ratings;
      let round = 1;
      for (const move of set.moves) {
        const statement = statementsOf(framework).find(({ id }) => id === move.statement)!;
        assert.equal(nextMove(statement, ratingOf(now, move.statement))?.level, move.level);
        assert.ok(isReady(framework, move, now));
        assert.ok(move.round >= round);
        for (const each of move.after) {
          const before = set.moves.find((other) => moveKey(other) === moveKey(each))!;
          assert.ok(before.round < move.round);
        }
        round = move.round;
        now = made(now, [move]);
      }
      const there = Object.values(now).filter((rating) => atLeast(rating, level)).length;
      assert.ok(there >= Math.min(number, Object.keys(now).length) - set.lacking);
    }),
  );
});

test("every statement of the schools' model at level 2, 3 or 4 is planned exactly, and each asks for more", () => {
  const sizes = [2, 3, 4].map((level) => {
    const set = shortestSet(schoolsModel, plausibleSchool, { level });
    assert.equal(set.isProven, true);
    assert.ok(set.moves.every(({ isAskedFor }) => isAskedFor));
    return set.moves.length;
  });
  assert.deepEqual(sizes, [21, 53, 85]);
});

test('a goal with a choice never asks for more moves than one that asks for more statements', () => {
  let fewer = 0;
  for (const number of [12, 16, 20, 24, 28, 32]) {
    const { moves } = shortestSet(schoolsModel, plausibleSchool, { level: 3, atLeast: number });
    assert.ok(moves.length >= fewer);
    fewer = moves.length;
  }
});
