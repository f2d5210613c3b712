import assert from 'node:assert/strict';
import { test } from 'node:test';
import { statementOf } from '../framework/framework.js';
import { harbour } from '../framework/testing/harbour.js';
import { schoolsModel } from '../framework/testing/schools-model.js';
import { nextLevel, nextLevels } from './next-level.js';

const master = statementOf(harbour, '1.1')!;
const idsOf = (criteria: { id: string }[]) => criteria.map(({ id }) => id);

test('the points between here and the next level are told apart by their marks', () => {
  const marks = { '1.1.2a': 'met', '1.1.2b': 'partly', '1.1.2c': 'not-yet' } as const;
  const next = nextLevel(harbour, master, { '1.1': 1, '2.2': 0 }, marks)!;
  assert.deepEqual(next.move, { statement: '1.1', level: 2 });
  assert.deepEqual([next.inPlace, next.begun, next.toDo, next.optional].map(idsOf), [
    ['1.1.2a'],
    ['1.1.2b'],
    [],
    ['1.1.2c'],
  ]);
  assert.deepEqual(
    next.leansOn.map(({ needs }) => needs),
    [{ statement: '2.2', level: 1 }],
  );
  assert.equal(next.sentence, '1 of 2 criteria left for under way. Do 2.2 first.');
});

test('an optional point that is met is in place', () => {
  const next = nextLevel(harbour, master, { '1.1': 1 }, { '1.1.2c': 'met' })!;
  assert.deepEqual([next.inPlace, next.toDo, next.optional].map(idsOf), [
    ['1.1.2c'],
    ['1.1.2a', '1.1.2b'],
    [],
  ]);
});

for (const [what, rating, marks, sentence] of [
  ['nothing marked', 0, {}, '2 criteria left for moored.'],
  [
    'all marked as met',
    0,
    { '1.1.1a': 'met', '1.1.1b': 'met' },
    'All 2 criteria for moored are met.',
  ],
  ['a level without points', 'not-yet', {}, 'Adrift has no criteria to check.'],
] as const) {
  test(`${what}: ${sentence}`, () => {
    assert.equal(nextLevel(harbour, master, { '1.1': rating }, marks)!.sentence, sentence);
  });
}

test('a level with one point says so', () => {
  const next = nextLevel(harbour, statementOf(harbour, '2.1')!, { '2.1': 0 }, { '2.1.1a': 'met' });
  assert.equal(next!.sentence, 'The one criterion for moored is met.');
});

test('a next level whose wording is missing says so', () => {
  const next = nextLevel(
    schoolsModel,
    statementOf(schoolsModel, '3.2')!,
    { '3.2': 'not-yet' },
    {},
  )!;
  assert.equal(next.summary, null);
  assert.match(next.missing!, /^Wording not available\.$/);
  assert.deepEqual(next.toDo, []);
});

test('there is no next level at the top, nor where nothing is recorded', () => {
  assert.equal(nextLevel(harbour, master, { '1.1': 2 }, {}), null);
  assert.equal(nextLevel(harbour, master, {}, {}), null);
  assert.deepEqual(
    nextLevels(harbour, { '1.1': 2, '1.2': 1, '2.2': 'not-yet' }, {}).map(({ move }) => move),
    [
      { statement: '1.2', level: 2 },
      { statement: '2.2', level: 0 },
    ],
  );
});
