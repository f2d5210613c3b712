/** The sample: played in the order of its days, so that its history is one that a school could have. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openTestApp } from '../../tests/support/app.js';
import { publishBuiltIn } from '../framework/changes.js';
import { exportHistory, verifyExport } from '../platform/history/export.js';
import { larkfield } from './larkfield.js';
import { makeDemo } from './make.js';
import { otterbridge } from './otterbridge.js';
import { tarnBank } from './tarn-bank.js';

const context = await openTestApp();
await publishBuiltIn(context);
const schools = await makeDemo(context);

interface Entry {
  position: number;
  at: Date;
  verb: string;
}
const historyOf = async (organisation: string): Promise<Entry[]> =>
  (
    await context.superuser.query(
      'SELECT position::integer AS position, at, verb FROM history WHERE organisation_id = $1 ORDER BY position',
      [organisation],
    )
  ).rows;

describe('the history of the sample', () => {
  for (const { organisation } of schools) {
    it(`of ${organisation.name} is in the order of its days, and its chain holds`, async () => {
      const entries = await historyOf(organisation.id);
      assert.ok(entries.length > 3);
      const early = entries.filter(({ at }, index) => at < (entries[index - 1]?.at ?? at));
      assert.deepEqual(early, []);
      assert.ok(entries.every(({ at }) => at <= context.clock()));
      const { faults } = await verifyExport(await exportHistory(context, organisation.id));
      assert.deepEqual(faults, []);
    });
  }

  it('of the full school tells of remarks among reviews and actions', async () => {
    const verbs = (await historyOf(schools[0]?.organisation.id ?? '')).map(({ verb }) => verb);
    const first = (verb: string) => verbs.indexOf(verb);
    assert.ok(first('review.closed') < first('action.added'));
    assert.ok(first('remark.written') < verbs.lastIndexOf('review.started'));
  });
});

describe('the evidence of the sample', () => {
  for (const [index, demo] of [otterbridge, larkfield, tarnBank].entries()) {
    it(`of ${demo.organisation.name} is all shown somewhere, and nothing before the year that it speaks of`, () => {
      assert.deepEqual(
        Object.keys(schools[index]?.evidence ?? {}).sort(),
        Object.keys(demo.evidence).sort(),
      );
      for (const { answers, startedOn } of demo.reviews) {
        for (const { evidence = [] } of Object.values(answers)) {
          for (const key of evidence)
            assert.ok((demo.evidence[key]?.from ?? '') <= startedOn, `${key} in ${startedOn}`);
        }
      }
    });
  }
});
