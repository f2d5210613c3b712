import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { statementOf, statementsOf } from '../framework/framework.js';
import { harbour } from '../framework/testing/harbour.js';
import { schoolsModel } from '../framework/testing/schools-model.js';
import type { Mark, Marks } from './marks.js';
import { compareRatings } from './rating.js';
import { suggest } from './suggestion.js';
import { anyFramework, anyMarks } from './testing/arbitraries.js';

const LETTERS: Record<string, Mark> = { m: 'met', p: 'partly', n: 'not-yet' };

/** Marks for a statement, level by level: "m|mmnn" is met at level 1, and two met, two not yet at level 2. */
function marked(code: string, pattern: string): Marks {
  const levels = statementOf(schoolsModel, code)!.levels;
  const pairs = pattern.split('|').flatMap((letters, index) =>
    [...letters].flatMap((letter, point) => {
      const criterion = levels[index]!.criteria[point];
      return criterion && LETTERS[letter] ? [[criterion.id, LETTERS[letter]] as const] : [];
    }),
  );
  return Object.fromEntries(pairs);
}

// Points that count: 1.1 has 1, 4, 4, 5; 1.2 has 1, 4 and one optional, 5, 9; 3.2 has none, 4, 4, 5; 3.1 has 1, 4, 5, 6.
for (const [code, pattern, suggested, reason] of [
  ['1.1', '', null, 'No criteria are marked yet.'],
  ['1.1', '?|m', null, 'Too few criteria are marked to suggest a level.'],
  ['1.1', 'n', null, 'Too few criteria are marked to suggest a level.'],
  ['1.1', 'm', 1, 'The one criterion for level 1 is met. Level 2 is not marked yet.'],
  ['3.1', 'm|mmmm|mmnnn', 2, 'All 4 criteria for level 2 are met. At level 3, 2 of 5 are met.'],
  [
    '1.1',
    'm|mmmn|nnnn|nnnnn',
    2,
    '3 of 4 criteria for level 2 are met. At level 3, none of 4 is met.',
  ],
  [
    '1.1',
    'm|mmpp|nnnn',
    2,
    '2 of 4 criteria for level 2 are met and 2 partly. At level 3, none of 4 is met.',
  ],
  [
    '1.1',
    'm|mmpn|nnnn',
    1,
    'The one criterion for level 1 is met. At level 2, 2 of 4 are met and 1 partly.',
  ],
  ['1.1', 'm|mmmm|mmmm|mmmmm', 4, 'All 5 criteria for level 4 are met.'],
  [
    '1.1',
    'n|mmmm',
    2,
    'All 4 criteria for level 2 are met. Level 3 is not marked yet. Best fit does not ask for every criterion of a lower level (none of 1 is met at level 1).',
  ],
  [
    '1.1',
    'm|nnnn|mmmn|nnnnn',
    3,
    '3 of 4 criteria for level 3 are met. At level 4, none of 5 is met. Best fit does not ask for every criterion of a lower level (none of 4 is met at level 2).',
  ],
  ['1.1', 'n|nnnn|nnnn|nnnnn', 'not-yet', 'The one criterion for level 1 is not met.'],
  ['1.1', 'p|nnnn|nnnn|nnnnn', 'not-yet', 'The one criterion for level 1 is only partly met.'],
  ['1.2', 'm|mnmmm', 2, 'All 4 criteria for level 2 are met. Level 3 is not marked yet.'],
  ['1.2', 'm|mmmmm', 2, 'All 5 criteria for level 2 are met. Level 3 is not marked yet.'],
  [
    '3.2',
    '|nnnn|nnnn|nnnnn',
    null,
    'The marked criteria do not reach level 2, and level 1 has no criteria.',
  ],
  ['3.2', '|mmmm|mnnn', 2, 'All 4 criteria for level 2 are met. At level 3, 1 of 4 is met.'],
  ['1.4', 'n|n??|nnn|nnnnn', null, 'Too few criteria are marked to suggest a level.'],
  ['1.4', 'm|mmn', 2, '2 of 3 criteria for level 2 are met. Level 3 is not marked yet.'],
  ['1.5', 'nn|nnn|nnnn|nnnnnn', 'not-yet', 'None of the 2 criteria for level 1 is met.'],
  ['1.5', 'mn|nnn|nnnn|nnnnnn', 'not-yet', '1 of 2 criteria for level 1 is met.'],
  ['1.5', 'np|nnn|nnnn|nnnnnn', 'not-yet', '1 of 2 criteria for level 1 is partly met.'],
  ['1.5', 'mm', 1, 'Both criteria for level 1 are met. Level 2 is not marked yet.'],
] as const) {
  test(`marks ${pattern || 'of nothing'} on ${code} suggest ${suggested ?? 'nothing'}`, () => {
    const statement = statementOf(schoolsModel, code)!;
    const suggestion = suggest(schoolsModel, statement, marked(code, pattern));
    assert.deepEqual([suggestion.suggested, suggestion.reason], [suggested, reason]);
  });
}

test('how much of each level is in place is counted, and optional points never tell against anybody', () => {
  const [, level2] = suggest(
    schoolsModel,
    statementOf(schoolsModel, '1.2')!,
    marked('1.2', '?|mnpn'),
  ).levels;
  assert.deepEqual(level2, { level: 2, points: 4, met: 1, partly: 1, notYet: 1, unmarked: 1 });
});

test('a first level with words and no points can be chosen and is never suggested', () => {
  const statement = statementOf(harbour, '2.1')!;
  const marks: Marks = { '2.1.1a': 'not-yet', '2.1.2a': 'not-yet', '2.1.2b': 'not-yet' };
  const { suggested, reason } = suggest(harbour, statement, marks);
  assert.equal(suggested, null);
  assert.equal(reason, 'The marked criteria do not reach moored, and adrift has no criteria.');
});

test('a level above that has no points is passed over', () => {
  const framework = structuredClone(harbour);
  const statement = statementOf(framework, '1.1')!;
  statement.levels[2]!.criteria = [];
  const { suggested, reason } = suggest(framework, statement, { '1.1.1a': 'met', '1.1.1b': 'met' });
  assert.deepEqual([suggested, reason], [1, 'Both criteria for moored are met.']);
});

test('a higher level may be told by its one point', () => {
  const statement = statementOf(harbour, '2.1')!;
  const framework = structuredClone(harbour);
  statementOf(framework, '2.1')!.levels[2]!.criteria.length = 1;
  const { reason } = suggest(framework, statementOf(framework, '2.1')!, {
    '2.1.1a': 'met',
    '2.1.2a': 'not-yet',
  });
  assert.equal(reason, 'The one criterion for moored is met. At under way, none of 1 is met.');
  assert.equal(suggest(harbour, statement, { '2.1.2a': 'met', '2.1.2b': 'met' }).suggested, 2);
});

test('when a point becomes met, the suggestion never falls', () => {
  const given = anyFramework().chain((framework) => {
    const criteria = statementsOf(framework)[0]!.levels.flatMap((level) => level.criteria);
    return fc.record({
      framework: fc.constant(framework),
      marks: anyMarks(framework),
      met: fc.constantFrom(...criteria.map(({ id }) => id)),
    });
  });
  fc.assert(
    fc.property(given, ({ framework, marks, met }) => {
      const [statement] = statementsOf(framework);
      const before = suggest(framework, statement!, marks).suggested;
      const after = suggest(framework, statement!, { ...marks, [met]: 'met' }).suggested;
      if (before === 'not-yet' || before === null) return;
      assert.ok(compareRatings(after, before) >= 0);
    }),
  );
});

test('every point met suggests the highest level, every point not yet suggests none of them', () => {
  fc.assert(
    fc.property(anyFramework(), (framework) => {
      const [statement] = statementsOf(framework);
      const all = (mark: Mark) =>
        Object.fromEntries(
          statement!.levels.flatMap(({ criteria }) => criteria.map(({ id }) => [id, mark])),
        );
      assert.equal(
        suggest(framework, statement!, all('met')).suggested,
        framework.levels.at(-1)!.level,
      );
      assert.equal(suggest(framework, statement!, all('not-yet')).suggested, 'not-yet');
    }),
  );
});
