import assert from 'node:assert/strict';
import { test } from 'node:test';
import { harbour } from '../framework/testing/harbour.js';
import { effortOf } from './effort.js';
import type { Marks } from './marks.js';

for (const [what, level, marks, days] of [
  ['two points of the second level', 1, {}, 2],
  ['one of them met', 1, { '1.1.1a': 'met' }, 1],
  ['one of them partly in place', 1, { '1.1.1a': 'partly' }, 1.5],
  ['one of them marked as not yet', 1, { '1.1.1a': 'not-yet' }, 2],
  ['both met', 1, { '1.1.1a': 'met', '1.1.1b': 'met' }, 1],
  ['the third level, whose optional point counts nothing', 2, {}, 3],
  ['a level without points', 0, {}, 0.5],
] satisfies [string, number, Marks, number][]) {
  test(`the effort of ${what} is guessed at ${days} days`, () => {
    assert.equal(effortOf(harbour, { statement: '1.1', level }, marks, {}), days);
  });
}

test('what the school says of an effort is taken', () => {
  assert.equal(effortOf(harbour, { statement: '1.1', level: 1 }, {}, { '1.1@1': 0.25 }), 0.25);
});

test('a move of an unknown statement is guessed at one point', () => {
  assert.equal(effortOf(harbour, { statement: '9.9', level: 1 }, {}, {}), 1);
});
