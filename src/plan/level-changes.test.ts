import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { compareRatings, type Rating } from '../review/rating.js';
import { movedAlone, type Outcome, type SameWording, whatFollowed } from './level-changes.js';
import { sampleAction } from './testing/actions.js';
import type { YearStood } from './years-store.js';

const always: SameWording = () => true;

function year(academicYear: number, rating: Rating, isClosed = true): YearStood {
  return {
    reviewId: String(academicYear),
    academicYear,
    title: `Review ${academicYear}`,
    frameworkVersionId: 'v1',
    startedAt: new Date(`${academicYear}-11-03T09:00:00Z`),
    closedAt: isClosed ? new Date(`${academicYear}-12-03T15:00:00Z`) : null,
    ratings: rating === null ? {} : { '2.1': rating },
  };
}

const action = sampleAction({
  aim: { statement: '2.1', level: 3 },
  status: 'done',
  startOn: '2026-01-10',
  closedOn: '2026-05-01',
  createdAt: new Date('2026-01-08T09:00:00Z'),
});

describe('what followed an action', () => {
  const cases: [Rating, Rating, boolean, Outcome][] = [
    [2, 3, true, 'reached'],
    [2, 4, true, 'reached'],
    [1, 2, true, 'moved up'],
    ['not-yet', 1, true, 'moved up'],
    [2, 2, true, 'stayed'],
    [3, 3, true, 'stayed'],
    [2, 1, true, 'moved down'],
    [1, 'not-yet', true, 'moved down'],
    [null, 3, true, 'not recorded'],
    [2, null, true, 'not recorded'],
    [2, 3, false, 'reached'],
    [2, null, false, 'not looked at yet'],
  ];
  for (const [from, to, isClosed, outcome] of cases) {
    it(`from ${from} to ${to}${isClosed ? '' : ' in a review that goes on'}: ${outcome}`, () => {
      const [message] = whatFollowed(
        [action],
        [year(2025, from), year(2026, to, isClosed)],
        always,
      );
      assert.equal(message?.outcome, outcome);
    });
  }

  it('nothing is told when no review has looked since', () => {
    const [message] = whatFollowed([action], [year(2025, 2)], always);
    assert.equal(message?.outcome, 'not looked at yet');
    assert.equal(message?.after, null);
  });

  it('a change of wording breaks the comparison', () => {
    const [message] = whatFollowed([action], [year(2025, 2), year(2026, 3)], () => false);
    assert.equal(message?.outcome, 'reworded');
  });

  it('only what was done and aims at a statement takes part', () => {
    const others = [
      sampleAction({ aim: action.aim, status: 'stopped', closedOn: '2026-05-01' }),
      sampleAction({ aim: action.aim, status: 'under way' }),
      sampleAction({ status: 'done', closedOn: '2026-05-01' }),
    ];
    assert.deepEqual(whatFollowed(others, [year(2025, 2), year(2026, 3)], always), []);
  });

  it('a review that was closed before the action was counts as before, never as after', () => {
    const late = { ...action, closedOn: '2026-12-20' };
    const [message] = whatFollowed([late], [year(2025, 2), year(2026, 3)], always);
    assert.equal(message?.outcome, 'not looked at yet');
  });

  it('the newest comes first, and what has no day of closing last', () => {
    const days = ['2026-03-01', '2026-05-01', null, '2026-04-01'];
    const actions = days.map((closedOn) => ({ ...action, closedOn }));
    const message = whatFollowed(actions, [year(2025, 2), year(2026, 3)], always);
    assert.deepEqual(
      message.map((each) => each.action.closedOn),
      ['2026-05-01', '2026-04-01', '2026-03-01', null],
    );
  });

  /** The years of the reviews around an action: 2024 and 2025 closed on 3 December, 2026 goes on from 3 November. */
  const around: [string, Partial<typeof action>, number | null, number | null][] = [
    ['begun and ended between two', {}, 2025, 2026],
    ['begun on the day that one was closed', { startOn: '2025-12-03' }, 2025, 2026],
    ['begun before one, ended after it', { startOn: '2025-12-02' }, 2024, 2026],
    ['begun when it was written down', { startOn: null }, 2025, 2026],
    [
      'written down before it began',
      { startOn: '2026-02-01', createdAt: new Date('2025-06-01T09:00:00Z') },
      2024,
      2026,
    ],
    [
      'ended on the day that one was closed',
      { startOn: '2025-01-10', closedOn: '2025-12-03' },
      2024,
      2026,
    ],
    ['ended the day before', { startOn: '2025-01-10', closedOn: '2025-12-02' }, 2024, 2025],
    ['ended on the day that one began', { closedOn: '2026-11-03' }, 2025, null],
    ['ended the day before one began', { closedOn: '2026-11-02' }, 2025, 2026],
  ];
  for (const [what, fields, from, to] of around) {
    it(`is looked for in the reviews around it: ${what}`, () => {
      const years = [year(2024, 1), year(2025, 2), year(2026, 3, false)];
      const [message] = whatFollowed([{ ...action, ...fields }], years, always);
      assert.equal(message?.before?.year.academicYear ?? null, from);
      assert.equal(message?.after?.year.academicYear ?? null, to);
    });
  }

  it('a level that went up alone is told with both reviews, and not across a change of wording', () => {
    const [before, after] = [year(2025, 2), year(2026, 3)];
    const expected = { statement: '2.1', from: 2, to: 3, before, after };
    assert.deepEqual(movedAlone([], [before, after], always), [expected]);
    assert.deepEqual(
      movedAlone([], [before, after], () => false),
      [],
    );
    assert.deepEqual(movedAlone([], [before, year(2026, null)], always), []);
  });

  it('an action stands behind its own statement and its own years alone', () => {
    const years = [year(2024, 1), year(2025, 2), year(2026, 3)];
    const alone = (fields: Partial<typeof action>) =>
      movedAlone([{ ...action, ...fields }], years, always).map((each) => each.after.academicYear);
    assert.deepEqual(alone({}), [2025]);
    assert.deepEqual(alone({ startOn: '2025-01-10', closedOn: '2025-06-01' }), [2026]);
    assert.deepEqual(alone({ startOn: '2025-01-10' }), []);
    assert.deepEqual(alone({ aim: { statement: '3.1', level: 3 } }), [2025, 2026]);
    assert.deepEqual(alone({ aim: null }), [2025, 2026]);
    assert.deepEqual(alone({ closedOn: '2026-12-20' }), [2025, 2026]);
    assert.deepEqual(alone({ startOn: '2024-01-10' }), [2025, 2026]);
    assert.deepEqual(alone({ aim: { statement: '2.1', level: 4 } }), [2025]);
  });

  it('a level that went up with no action behind it is told as such', () => {
    const years = [year(2025, 2), year(2026, 3)];
    assert.equal(movedAlone([], years, always).length, 1);
    assert.equal(movedAlone([action], years, always).length, 0);
    assert.equal(movedAlone([], [year(2025, 2), year(2026, 2)], always).length, 0);
    assert.equal(movedAlone([], [year(2025, null), year(2026, 2)], always).length, 0);
  });

  it('never says reached or moved up unless the second level is higher, in any two years', () => {
    const rating = fc.constantFrom<Rating>(null, 'not-yet', 1, 2, 3, 4);
    fc.assert(
      fc.property(rating, rating, fc.integer({ min: 1, max: 4 }), (from, to, level) => {
        const aimed = { ...action, aim: { statement: '2.1', level } };
        const [message] = whatFollowed([aimed], [year(2025, from), year(2026, to)], always);
        const isUp = from !== null && to !== null && compareRatings(to, from) > 0;
        assert.equal(['reached', 'moved up'].includes(message!.outcome), isUp);
        if (message!.outcome === 'reached') assert.ok(typeof to === 'number' && to >= level);
      }),
    );
  });
});
