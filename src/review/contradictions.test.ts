import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { statementOf } from '../framework/framework.js';
import { harbour } from '../framework/testing/harbour.js';
import { schoolsModel } from '../framework/testing/schools-model.js';
import { contradictionsAbout, contradictionsOf } from './contradictions.js';
import { atLeast, ratingOf } from './rating.js';
import { anyReview } from './testing/arbitraries.js';

const ids = (...given: Parameters<typeof contradictionsOf>) =>
  contradictionsOf(...given).map(({ id }) => id);

for (const [what, ratings, expected] of [
  ['nothing recorded', {}, []],
  ['one judged lower', { '3.1': 3, '2.1': 2 }, ['3.1@3>2.1@3']],
  ['both where they should be', { '3.1': 3, '2.1': 3 }, []],
  ['the other not recorded', { '3.1': 3 }, []],
  ['the other not yet', { '3.2': 2, '2.2': 'not-yet' }, ['3.2@2>2.2@2']],
  ['the leaning one not yet', { '3.2': 'not-yet', '2.2': 'not-yet' }, []],
  [
    'a level above the link',
    { '3.7': 4, '2.1': 4, '2.4': 1, '2.5': 1 },
    ['2.1@4>2.4@2', '3.7@4>2.4@2'],
  ],
  ['two links to one statement', { '4.4': 4, '2.1': 2 }, ['4.4@4>2.1@4']],
  ['a link at a lower level', { '4.4': 4, '2.1': 4, '4.2': 1 }, ['4.4@3>4.2@2']],
] as const) {
  test(`${what}: ${expected.length === 0 ? 'no contradiction' : expected.join(', ')}`, () => {
    assert.deepEqual(ids(schoolsModel, ratings), expected);
  });
}

test('a contradiction tells both sides, the reason, and what is so', () => {
  const [contradiction] = contradictionsOf(schoolsModel, { '3.1': 4, '2.1': 'not-yet' });
  const link = statementOf(schoolsModel, '3.1')!.buildsOn.find(
    ({ level, needs }) => level === 3 && needs.statement === '2.1',
  );
  assert.deepEqual(contradiction, {
    id: '3.1@3>2.1@3',
    leaning: { statement: '3.1', rating: 4 },
    lower: { statement: '2.1', rating: 'not-yet' },
    needs: { statement: '2.1', level: 3 },
    because: link!.because,
    sentence: '3.1 at level 4 normally needs 2.1 at level 3, but 2.1 is not yet at level 1.',
  });
});

test('levels are called what the framework calls them', () => {
  const [contradiction] = contradictionsOf(harbour, { '2.1': 2, '1.2': 1 });
  assert.equal(
    contradiction!.sentence,
    '2.1 at under way normally needs 1.2 at under way, but 1.2 is at moored.',
  );
});

test('one statement is asked about in both directions', () => {
  const ratings = { '3.1': 3, '2.1': 2, '1.2': 3, '3.7': 3 };
  const about = contradictionsAbout(schoolsModel, { ...ratings, '4.1': 1, '6.2': 1 }, '2.1');
  assert.deepEqual(
    about.lower.map(({ leaning }) => leaning.statement),
    ['3.1', '3.7'],
  );
  assert.deepEqual(about.leaning, []);
  const other = contradictionsAbout(
    schoolsModel,
    { ...ratings, '2.1': 3, '4.1': 1, '3.1': 3 },
    '2.1',
  );
  assert.deepEqual(
    other.leaning.map(({ lower }) => lower.statement),
    ['4.1'],
  );
});

test('the identifier stays the same while the levels differ and the link is broken', () => {
  assert.deepEqual(
    ids(schoolsModel, { '3.1': 3, '2.1': 1 }),
    ids(schoolsModel, { '3.1': 3, '2.1': 2 }),
  );
});

test('raising the lower side never adds a contradiction in which it is the lower side', () => {
  fc.assert(
    fc.property(anyReview(), ({ framework, ratings }) => {
      for (const { lower, needs, id } of contradictionsOf(framework, ratings)) {
        const raised = { ...ratings, [lower.statement]: needs.level };
        const after = contradictionsAbout(framework, raised, lower.statement).lower;
        const before = contradictionsAbout(framework, ratings, lower.statement).lower;
        assert.ok(after.length < before.length || after.every((each) => each.id !== id));
      }
    }),
  );
});

test('every contradiction is a broken link between two recorded judgements, and no pair is told twice', () => {
  fc.assert(
    fc.property(anyReview(), ({ framework, ratings }) => {
      const found = contradictionsOf(framework, ratings);
      for (const { leaning, lower, needs } of found) {
        assert.equal(typeof leaning.rating, 'number');
        assert.notEqual(lower.rating, null);
        assert.equal(atLeast(ratingOf(ratings, needs.statement), needs.level), false);
      }
      const pairs = found.map(({ leaning, lower }) => `${leaning.statement} ${lower.statement}`);
      assert.equal(new Set(pairs).size, pairs.length);
    }),
  );
});

test('what is said about a statement is about that statement alone', () => {
  const ratings = { '3.1': 3, '2.1': 2, '4.4': 4, '4.2': 1, '3.2': 2, '2.2': 'not-yet' } as const;
  const all = contradictionsOf(schoolsModel, ratings);
  for (const code of ['2.1', '2.2', '3.1', '4.2', '4.4', '1.1']) {
    const about = contradictionsAbout(schoolsModel, ratings, code);
    assert.deepEqual(
      about.leaning,
      all.filter(({ leaning }) => leaning.statement === code),
    );
    assert.deepEqual(
      about.lower,
      all.filter(({ lower }) => lower.statement === code),
    );
  }
  assert.ok(contradictionsAbout(schoolsModel, ratings, '2.1').lower.length > 0);
});
