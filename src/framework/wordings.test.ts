import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { benchmarkTitle } from './benchmarks.js';
import { wordingDisagreements } from './compare/disagreements.js';
import { type Framework, statementOf, statementsOf } from './framework.js';
import { leanedOnBy, leansOn } from './links.js';
import { schoolsModel } from './testing/schools-model.js';
import { disagreementsOf, type Matched, wordingName, wordingsOf } from './wordings.js';

const changed = (change: (framework: Framework) => void): Framework => {
  const copy = structuredClone(schoolsModel);
  change(copy);
  return copy;
};
/** A school's own wording: 2.4 is 2.5 of the edition, and 2.6 is its own. */
const framework = changed((copy) => {
  copy.edition = 'Published wording';
  statementOf(copy, '2.4')!.levels[0]!.summary = 'Ours, with 3 employers.';
});
const other = changed((copy) => {
  copy.edition = 'Plain-English edition';
  statementOf(copy, '2.5')!.levels[0]!.summary = 'Theirs, with governors.';
  statementOf(copy, '2.5')!.levels[1]!.summary = null;
  statementOf(copy, '2.5')!.levels[1]!.missing = 'Lost.';
});
const matched: Matched = { framework, other, matches: { '2.4': '2.5' } };
const [own, alone] = [statementOf(framework, '2.4')!, statementOf(framework, '2.6')!];

describe('the wordings of a level', () => {
  it('stand in the order that the reader chose, each under its name', () => {
    const names = (first?: 'own' | 'matched') =>
      wordingsOf(matched, own, 1, first).map(({ name, text }) => [name, text]);
    const ours = ['Published wording', 'Ours, with 3 employers.'];
    const theirs = ['Plain-English edition', 'Theirs, with governors.'];
    assert.deepEqual(names(), [ours, theirs]);
    assert.deepEqual(names('own'), [ours, theirs]);
    assert.deepEqual(names('matched'), [theirs, ours]);
    assert.equal(wordingsOf(matched, own, 2)[1]?.missing, 'Lost.');
  });

  it('are one where the edition has no such statement, or there is no edition', () => {
    for (const first of ['own', 'matched'] as const) {
      assert.equal(wordingsOf(matched, alone, 1, first).length, 1);
      assert.equal(wordingsOf({ ...matched, other: null }, own, 1, first).length, 1);
    }
    assert.deepEqual(disagreementsOf(matched, alone, 1), []);
    assert.deepEqual(disagreementsOf(matched, own, 2), [], 'one of them has no words');
  });

  it('are said to disagree by the name of the one that says more', () => {
    assert.deepEqual(disagreementsOf(matched, own, 1), [
      'Only the published wording says “3”.',
      'Only the plain-English edition says “governors”.',
      'Only the published wording says “employers”.',
    ]);
  });

  it('are named by their edition, else by whose words they are', () => {
    const named = (edition: string | null, ownWords: boolean) =>
      wordingName({ ...schoolsModel, edition, ownWords });
    assert.equal(named('First', true), 'First');
    assert.equal(named(null, true), 'Own wording');
    assert.equal(named(null, false), 'Published wording');
  });
});

describe('words that only one of two wordings has', () => {
  const cases: [string, string[]][] = [
    ['The governing body', ['governors']],
    ['governance', ['governors']],
    ['the SLT', ['senior leaders']],
    ['The headteacher', ['senior leaders']],
    ['parental views', ['parents']],
    ['carers', ['carers']],
    ['an employer', ['employers']],
    ['providers', ['providers']],
    ['teachers', ['staff']],
    ['The career leader', ['Careers Leader']],
    ['the careers hub', ['Careers Hub']],
    ['an Enterprise Adviser', ['Enterprise Adviser']],
    ['an enterprise coordinator', ['Enterprise Co-ordinator']],
    ['careers advisers', ['careers adviser']],
    ['stakeholders', ['stakeholders']],
    ['a headmaster', []],
    ['ten visits', ['10']],
    ['12 visits', ['12']],
    ['one visit', []],
    ['It might be', ['may']],
    ['Optionally so', ['may']],
    ['RQF is known', ['RQF']],
  ];
  for (const [text, words] of cases)
    it(`“${text}”: ${words.join(', ') || 'none'}`, () => {
      const found = (one: string, two: string) =>
        wordingDisagreements(one, two).map(({ word, only }) => `${word} ${only}`);
      const names = (only: string) => words.map((word) => `${word} ${only}`);
      const but = (list: string[]) => list.filter((each) => !each.startsWith('SLT'));
      assert.deepEqual(but(found(text, 'It is so.')), names('document'));
      assert.deepEqual(but(found('It is so.', text)), names('edition'));
    });

  it('are none where a short name is written out', () => {
    for (const [short, long] of [
      ['LMI', 'labour market facts'],
      ['NEET', 'education, employment or training'],
      ['NEET', 'RONI'],
      ['SEND', 'special educational needs'],
    ] as const) {
      const kinds = (one: string, two: string) =>
        wordingDisagreements(`They use ${one}.`, `They use ${two}.`).filter(
          ({ word }) => word === short,
        );
      assert.deepEqual(kinds(short, long), []);
      assert.deepEqual(kinds(long, short), []);
      assert.equal(kinds(short, 'it').length, 1);
    }
  });
});

it('links come lowest level first at both ends', () => {
  for (const statement of statementsOf(schoolsModel)) {
    const own = leansOn(schoolsModel, statement).map(({ level }) => level);
    const others = leanedOnBy(schoolsModel, statement.id).map(({ needs }) => needs);
    for (const levels of [own, others])
      assert.deepEqual(
        levels,
        [...levels].sort((one, two) => one - two),
        statement.id,
      );
  }
});

it('a benchmark has its title, and one that there is not its number', () => {
  assert.equal(benchmarkTitle(1), 'A stable careers programme');
  assert.equal(benchmarkTitle(8), 'Personal guidance');
  assert.equal(benchmarkTitle(9), 'Benchmark 9');
});
