import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { statementsOf } from '../framework/framework.js';
import { harbour } from '../framework/testing/harbour.js';
import { compare, type VersionMapping } from './comparison.js';
import type { Rating, Ratings } from './rating.js';
import { anyReview } from './testing/arbitraries.js';

for (const [before, now, change] of [
  [1, 2, 'moved-up'],
  ['not-yet', 0, 'moved-up'],
  [1, 1, 'same'],
  ['not-yet', 'not-yet', 'same'],
  [2, 1, 'moved-down'],
  [0, 'not-yet', 'moved-down'],
  [null, 'not-yet', 'newly-recorded'],
  [1, null, 'no-longer-recorded'],
  [null, null, 'not-recorded'],
] satisfies [Rating, Rating, string][]) {
  test(`from ${before ?? 'no record'} to ${now ?? 'no record'} is ${change}`, () => {
    const { changes, counts } = compare(harbour, { '1.1': before }, { '1.1': now });
    assert.deepEqual(changes[0], { statement: '1.1', change, before, now });
    assert.ok(counts[changes[0]!.change] >= 1);
  });
}

for (const [before, now, mapping, headline] of [
  [{}, {}, {}, 'No statement is recorded in both reviews.'],
  [
    {},
    { '1.1': 1 },
    {},
    'No statement is recorded in both reviews. Also: 1 recorded for the first time.',
  ],
  [{ '1.1': 1 }, { '1.1': 2 }, {}, '1 of 1 statement went up and 0 stayed.'],
  [
    { '1.1': 1, '1.2': 1 },
    { '1.1': 1, '1.2': 1 },
    {},
    'None of 2 statements went up and 2 stayed.',
  ],
  [
    { '1.1': 1, '1.2': 1, '2.1': 2, '2.2': 1 },
    { '1.1': 2, '1.2': 1, '2.1': 1 },
    {},
    '1 of 3 statements went up, 1 went down and 1 stayed. Also: 1 not recorded this time.',
  ],
  [
    { '1.1': 1, '1.2': 1 },
    { '1.1': 1, '1.2': 1 },
    { reworded: ['1.2'] },
    'None of 1 statement went up and 1 stayed. Also: 1 not comparable.',
  ],
] satisfies [Ratings, Ratings, VersionMapping, string][]) {
  test(`the headline says: ${headline}`, () => {
    assert.equal(compare(harbour, before, now, mapping).headline, headline);
  });
}

test('an earlier version is compared by a mapping of its statements and levels', () => {
  const mapping: VersionMapping = {
    statements: { '1.1': '4.7', '1.2': null },
    reworded: ['2.1'],
    levels: { 3: 1, 4: 2 },
  };
  const before = { '4.7': 3, '1.1': 4, '1.2': 4, '2.1': 4, '2.2': 4 };
  const now = { '1.1': 1, '1.2': 1, '2.1': 1, '2.2': 1 };
  assert.deepEqual(
    compare(harbour, before, now, mapping).changes.map(({ change, before: then }) => [
      change,
      then,
    ]),
    [
      ['same', 1],
      ['newly-recorded', null],
      ['not-comparable', 2],
      ['moved-down', 2],
    ],
  );
});

test('a reworded statement that is recorded in one year only is told as any other', () => {
  const kinds = (before: Rating, now: Rating) =>
    compare(harbour, { '1.1': before }, { '1.1': now }, { reworded: ['1.1'] }).changes[0]!.change;
  assert.equal(kinds(null, 1), 'newly-recorded');
  assert.equal(kinds(1, null), 'no-longer-recorded');
  assert.equal(kinds(null, null), 'not-recorded');
  assert.equal(kinds('not-yet', 1), 'not-comparable');
});

test('every statement is counted once, and looking back turns up into down', () => {
  fc.assert(
    fc.property(anyReview(), ({ framework, ratings, others }) => {
      const there = compare(framework, ratings, others);
      const back = compare(framework, others, ratings);
      const sum = Object.values(there.counts).reduce((total, count) => total + count, 0);
      assert.equal(sum, statementsOf(framework).length);
      assert.equal(there.counts['moved-up'], back.counts['moved-down']);
      assert.equal(there.counts['newly-recorded'], back.counts['no-longer-recorded']);
      assert.equal(there.counts.same, back.counts.same);
    }),
  );
});
