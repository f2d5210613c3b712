import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Framework, statementsOf } from '../framework.js';
import { schoolsModel } from '../testing/schools-model.js';
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
});
