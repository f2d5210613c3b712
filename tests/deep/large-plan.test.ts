/** A plan of 300 actions: the time that its page takes hardly grows with them. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { fillYear } from '../../src/plan/testing/fill.js';
import { openSchool } from '../../src/review/testing/school.js';
import { timesAsLong } from '../support/timing.js';

it('takes less than one and a half times as long as one of 30', async () => {
  const { context, maya, browser } = await openSchool();
  await fillYear(context, maya, 2050, 30);
  await fillYear(context, maya, 2060, 300);
  const ratio = await timesAsLong(
    () => browser.read('/plan?year=2060'),
    () => browser.read('/plan?year=2050'),
    1.5,
  );
  console.log(`300 actions take ${ratio.toFixed(2)} times as long as 30`);
  assert.ok(ratio < 1.5, `${ratio}`);
});
