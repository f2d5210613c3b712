import assert from 'node:assert/strict';
import { test } from 'node:test';
import { harbour } from '../framework/testing/harbour.js';
import { schoolsModel } from '../framework/testing/schools-model.js';
import {
  atLeast,
  compareRatings,
  describe,
  isBelow,
  levelTitle,
  type Rating,
  ratingOf,
  ratingWords,
} from './rating.js';

for (const [rating, level, reached, below] of [
  [3, 3, true, false],
  [3, 4, false, true],
  [0, 0, true, false],
  ['not-yet', 0, false, true],
  ['not-yet', 1, false, true],
  [null, 1, false, false],
] as const) {
  test(`${rating ?? 'not recorded'} is ${reached ? '' : 'not '}at least ${level}, and ${below ? '' : 'not '}below it`, () => {
    assert.equal(atLeast(rating, level), reached);
    assert.equal(isBelow(rating, level), below);
  });
}

for (const [framework, rating, label, words] of [
  [schoolsModel, 3, 'Level 3', 'at level 3'],
  [schoolsModel, 'not-yet', 'Not yet at level 1', 'not yet at level 1'],
  [schoolsModel, null, 'Not recorded', 'not recorded'],
  [harbour, 2, 'Under way', 'at under way'],
  [harbour, 'not-yet', 'Not yet at adrift', 'not yet at adrift'],
] as const) {
  test(`"${label}" is what ${framework.id} calls ${rating ?? 'no record'}`, () => {
    assert.equal(describe(rating, framework), label);
    assert.equal(ratingWords(rating, framework), words);
  });
}

test('a level that the framework does not have is still told', () => {
  assert.equal(levelTitle(harbour, 7), 'Level 7');
  assert.equal(describe('not-yet', { ...harbour, levels: [] }), 'Not yet at level 1');
});

test('standings sort from not recorded up', () => {
  const sorted: Rating[] = [2, null, 0, 'not-yet', 1];
  assert.deepEqual(sorted.sort(compareRatings), [null, 'not-yet', 0, 1, 2]);
});

test('a statement that is not named is not recorded, whatever its name', () => {
  assert.equal(ratingOf({ '1.1': 2 }, '1.1'), 2);
  assert.equal(ratingOf({ '1.1': 2 }, '1.2'), null);
  assert.equal(ratingOf({}, 'constructor'), null);
});
