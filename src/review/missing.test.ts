import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { statementsOf } from '../framework/framework.js';
import { schoolsModel } from '../framework/testing/schools-model.js';
import { whatIsMissing } from './missing.js';
import { type Agreement, blankAgreement } from './review.js';

const framework = schoolsModel;

function reviewWith(changes: Record<string, Partial<Agreement>>) {
  return new Map(
    statementsOf(framework).map(({ id }) => [
      id,
      { ...blankAgreement(id), rating: 2, reason: 'Because', ...changes[id] },
    ]),
  );
}

const codes = (list: { id: string }[]) => list.map(({ id }) => id);

describe('what is missing before a review is closed', () => {
  it('is nothing when every statement has a level and a reason', () => {
    const missing = whatIsMissing(framework, reviewWith({}));
    assert.equal(missing.hasGaps, false);
  });

  it('is everything in a review without answers', () => {
    const missing = whatIsMissing(framework, new Map());
    assert.equal(missing.notRecorded.length, statementsOf(framework).length);
    assert.equal(missing.withoutReason.length, 0);
    assert.equal(missing.hasGaps, true);
  });

  it('names what is not recorded, not confirmed, and without a reason, each once', () => {
    const missing = whatIsMissing(
      framework,
      reviewWith({
        '1.1': { rating: null },
        '1.2': { isCarried: true, reason: '' },
        '1.3': { reason: '  ' },
        '1.4': { rating: 'not-yet' },
      }),
    );
    assert.deepEqual(codes(missing.notRecorded), ['1.1']);
    assert.deepEqual(codes(missing.notConfirmed), ['1.2']);
    assert.deepEqual(codes(missing.withoutReason), ['1.3']);
  });

  it('never counts a contradiction as a gap, and drops it once it is kept with a note', () => {
    const pulling = { '3.1': { rating: 3 as const }, '2.1': { rating: 1 as const } };
    const before = whatIsMissing(framework, reviewWith(pulling));
    const contradiction = before.unexplained.find(({ leaning }) => leaning.statement === '3.1');
    assert.ok(contradiction);
    assert.equal(before.hasGaps, false);
    const contradictionReasons = {
      '2.1': { rating: 1 as const, contradictionReasons: { [contradiction.id]: 'New scheme' } },
    };
    const after = whatIsMissing(framework, reviewWith({ ...pulling, ...contradictionReasons }));
    assert.ok(!after.unexplained.some(({ id }) => id === contradiction.id));
  });
});
