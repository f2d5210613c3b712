import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { compareStandings, type Standing } from '../review/standing.js';
import { movedAlone, type Outcome, type SameWording, whatFollowed } from './moved.js';
import { sampleAction } from './testing/actions.js';
import type { YearStood } from './years-store.js';

const always: SameWording = () => true;

function year(academicYear: number, standing: Standing, isClosed = true): YearStood {
  return {
    reviewId: String(academicYear),
    academicYear,
    title: `Review ${academicYear}`,
    frameworkVersionId: 'v1',
    startedAt: new Date(`${academicYear}-11-03T09:00:00Z`),
    closedAt: isClosed ? new Date(`${academicYear}-12-03T15:00:00Z`) : null,
    standings: standing === null ? {} : { '2.1': standing },
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
  const cases: [Standing, Standing, boolean, Outcome][] = [
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
      const [told] = whatFollowed([action], [year(2025, from), year(2026, to, isClosed)], always);
      assert.equal(told?.outcome, outcome);
    });
  }

  it('nothing is told when no review has looked since', () => {
    const [told] = whatFollowed([action], [year(2025, 2)], always);
    assert.equal(told?.outcome, 'not looked at yet');
    assert.equal(told?.after, null);
  });

  it('a change of wording breaks the comparison', () => {
    const [told] = whatFollowed([action], [year(2025, 2), year(2026, 3)], () => false);
    assert.equal(told?.outcome, 'reworded');
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
    const [told] = whatFollowed([late], [year(2025, 2), year(2026, 3)], always);
    assert.equal(told?.outcome, 'not looked at yet');
  });

  it('a level that went up with no action behind it is told as such', () => {
    const years = [year(2025, 2), year(2026, 3)];
    assert.equal(movedAlone([], years, always).length, 1);
    assert.equal(movedAlone([action], years, always).length, 0);
    assert.equal(movedAlone([], [year(2025, 2), year(2026, 2)], always).length, 0);
    assert.equal(movedAlone([], [year(2025, null), year(2026, 2)], always).length, 0);
  });

  it('never says reached or moved up unless the second level is higher, in any two years', () => {
    const standing = fc.constantFrom<Standing>(null, 'not-yet', 1, 2, 3, 4);
    fc.assert(
      fc.property(standing, standing, fc.integer({ min: 1, max: 4 }), (from, to, level) => {
        const aimed = { ...action, aim: { statement: '2.1', level } };
        const [told] = whatFollowed([aimed], [year(2025, from), year(2026, to)], always);
        const isUp = from !== null && to !== null && compareStandings(to, from) > 0;
        assert.equal(['reached', 'moved up'].includes(told!.outcome), isUp);
        if (told!.outcome === 'reached') assert.ok(typeof to === 'number' && to >= level);
      }),
    );
  });
});
