import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Framework, statementsOf } from '../framework.js';
import { schoolsModel } from '../testing/schools-model.js';
import { WORDING_EDITS, withEdit } from '../testing/wording-edits.js';
import { proposalsFor } from './carry-over.js';
import { frameworkDifferences } from './differences.js';

const edited = (edit: (framework: Framework) => void): Framework => {
  const copy = structuredClone(schoolsModel);
  edit(copy);
  return copy;
};
const verdicts = (after: Framework) => {
  const proposals = proposalsFor(frameworkDifferences(schoolsModel, after));
  return new Map(proposals.map(({ before, after: fresh, verdict }) => [fresh ?? before, verdict]));
};

describe('what becomes of old judgements', () => {
  it('is "same" for every statement whose levels have the same words, also under a retold title', () => {
    const after = edited((framework) => {
      framework.themes[0]!.statements[0]!.title += ' in the school';
    });
    assert.deepEqual(new Set(verdicts(after).values()), new Set(['same']));
  });

  it('is "changed" when any one of the levels has other words', () => {
    const after = edited((framework) => {
      framework.themes[1]!.statements[3]!.levels[3]!.summary += ' And more.';
    });
    const found = verdicts(after);
    assert.equal(found.get('2.4'), 'changed');
    assert.equal([...found.values()].filter((verdict) => verdict === 'changed').length, 1);
  });

  it('is "gone" and "new" for what only one of the versions has', () => {
    const shorter = edited((framework) => {
      framework.themes[5]!.statements.pop();
    });
    assert.equal(verdicts(shorter).get('6.3'), 'gone');
    const back = proposalsFor(frameworkDifferences(shorter, schoolsModel));
    assert.deepEqual(back.at(-1), { before: null, after: '6.3', verdict: 'new' });
    assert.equal(statementsOf(shorter).length, 31);
  });

  for (const { what, edit, isSame } of WORDING_EDITS) {
    it(`is "${isSame ? 'same' : 'changed'}" there and back, and of this statement alone: ${what}`, () => {
      const other = withEdit(schoolsModel, '2.4', edit);
      for (const [from, to] of [
        [schoolsModel, other],
        [other, schoolsModel],
      ] as const) {
        const proposals = proposalsFor(frameworkDifferences(from, to));
        assert.deepEqual(
          proposals.filter(({ verdict }) => verdict !== 'same'),
          isSame ? [] : [{ before: '2.4', after: '2.4', verdict: 'changed' }],
        );
        assert.equal(proposals.length, 32);
      }
    });
  }

  it('follows statements that stand in another order, each with what is its own', () => {
    const after = edited(({ themes }) => {
      const [second, last] = [themes[1]!.statements, themes[5]!.statements];
      // Two change places and codes, and one goes to another theme, its highest level lost on the way.
      const [one, other] = [second[0]!, second[1]!];
      [one.id, other.id] = [other.id, one.id];
      second.splice(0, 2, other, one);
      const moved = second.pop()!;
      moved.id = '6.4';
      moved.levels.pop();
      last.push(moved);
    });
    const gone = schoolsModel.themes[1]!.statements.at(-1)!.id;
    const proposals = proposalsFor(frameworkDifferences(schoolsModel, after));
    assert.deepEqual(
      proposals.map((each) => each.after),
      statementsOf(after).map(({ id }) => id),
      'in the order of the newer one',
    );
    assert.deepEqual(
      proposals.filter((each) => each.before !== each.after),
      [
        { before: '2.2', after: '2.1', verdict: 'same' },
        { before: '2.1', after: '2.2', verdict: 'same' },
        { before: gone, after: '6.4', verdict: 'changed' },
      ],
    );
  });
});
