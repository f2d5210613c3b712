import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CitedEvidence } from '../evidence/evidence.js';
import { statementsOf } from '../framework/framework.js';
import { harbour } from '../framework/testing/harbour.js';
import { coverageOf, freshnessOf, voicesHeard } from './coverage.js';

const cited = (given: Partial<CitedEvidence>): CitedEvidence => ({
  ...{ id: 'e', kind: 'note', title: 'Log', url: null, note: '', about: '', figure: null },
  ...{ effectiveOn: null, validUntil: null, voice: null, createdAt: new Date(0) },
  ...{ statement: '1.1', citedAt: new Date(0) },
  ...given,
});

describe('how fresh evidence is', () => {
  const cases: [today: string, on: string | null, until: string | null, fresh: string][] = [
    ['2026-11-23', '2026-09-01', null, 'this year'],
    ['2026-11-23', '2026-08-31', null, 'last year'],
    ['2026-11-23', '2025-09-01', null, 'last year'],
    ['2026-11-23', '2025-08-31', null, 'older'],
    ['2026-11-23', null, null, 'undated'],
    ['2026-11-23', '2026-11-01', '2026-11-22', 'past its date'],
    ['2026-11-23', '2026-11-01', '2026-11-23', 'this year'],
    ['2026-11-23', null, '2026-11-22', 'past its date'],
    ['2026-08-31', '2025-09-01', null, 'this year'],
    ['2026-09-01', '2026-08-31', null, 'last year'],
    ['2026-09-01', '2026-09-01', null, 'this year'],
    ['2027-01-01', '2026-08-31', null, 'last year'],
  ];
  for (const [today, effectiveOn, validUntil, fresh] of cases)
    it(`on ${today}, from ${effectiveOn} until ${validUntil}: ${fresh}`, () => {
      assert.equal(freshnessOf({ effectiveOn, validUntil, voice: null }, today), fresh);
    });
});

describe('what a statement rests on', () => {
  const today = '2026-11-23';
  const record = (statement: string, level: number | null, is_not_yet = false) => ({
    ...{ statement, level, is_not_yet },
  });

  it('has its level in the words of the model, whatever the level is', () => {
    const recorded = [record('1.1', 0), record('1.2', 2), record('2.1', null, true)];
    const rows = coverageOf(harbour, [...recorded, record('9.9', 1)], [], today);
    assert.deepEqual(
      rows.map(({ statement, theme, rating, ratingWords }) => [
        ...[statement.id, theme, rating, ratingWords],
      ]),
      statementsOf(harbour).map(({ id }) => [
        ...[id, Number(id[0])],
        ...({
          '1.1': [0, 'Adrift'],
          '1.2': [2, 'Under way'],
          '2.1': ['not-yet', 'Not yet at adrift'],
        }[id] ?? [null, 'Not recorded']),
      ]),
    );
  });

  it('counts what each voice says, and shows the freshest of it whatever comes first', () => {
    const items = [
      cited({ voice: 'learner', effectiveOn: '2020-01-01' }),
      cited({ voice: 'learner', effectiveOn: '2026-10-01' }),
      cited({ voice: 'learner', effectiveOn: '2025-10-01' }),
      cited({ voice: 'data', validUntil: '2026-01-01' }),
      cited({ voice: 'data' }),
      cited({ effectiveOn: '2026-10-01' }),
      cited({ statement: '2.1', voice: 'data' }),
    ];
    for (const list of [items, [...items].reverse()]) {
      const rows = coverageOf(harbour, [], list, today);
      assert.deepEqual(rows[0]?.cells, {
        learner: { count: 3, freshness: 'this year' },
        data: { count: 2, freshness: 'undated' },
        'not said': { count: 1, freshness: 'this year' },
      });
      assert.deepEqual(rows[1]?.cells, {});
      const heard = new Map(voicesHeard(rows).map(({ voice, statements }) => [voice, statements]));
      assert.deepEqual([heard.get('learner'), heard.get('data')], [1, 2]);
      assert.equal(
        [...heard.values()].reduce((one, other) => one + other),
        3,
      );
    }
  });

  it('is asked about only where a level is recorded, by the voices of the statement', () => {
    const rows = coverageOf(harbour, [record('1.1', 2), record('1.2', 0)], [], today);
    assert.deepEqual(
      rows.map(({ prompts }) => prompts.map(({ sentence }) => sentence)),
      statementsOf(harbour).map(({ id }) =>
        id === '1.1' ? ['Under way, and no evidence is linked yet.'] : [],
      ),
    );
  });
});
