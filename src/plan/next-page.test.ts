/** What next of a review: what it offers to the plan, while it is the newest and afterwards. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { closeReview } from '../review/changes/close.js';
import { judge } from '../review/changes/judge.js';
import { openSchool } from '../review/testing/school.js';

const school = await openSchool();
const { world, maya, browser } = school;

/** A review of a year with a few answers. */
async function judged(year: number): Promise<string> {
  const review = await school.review(null, year);
  for (const [statement, standing] of [
    ['2.1', 2],
    ['1.3', 1],
  ] as const)
    await judge(world, maya, {
      ...{ review, statement, version: null, key: null, input: { standing } },
    });
  return review;
}

/** The same, closed with gaps. */
async function agreed(year: number): Promise<string> {
  const review = await judged(year);
  const signing = { signedOffAs: 'Maya Okafor', gapsReason: 'A short year' };
  await closeReview(world, maya, review, signing, { key: null });
  return review;
}
const add = (review: string) =>
  browser.post('/plan/actions/from-move', {
    ...{ review, statement: '2.1', level: '3', _key: world.id() },
  });

describe('what next', () => {
  it('adds moves to the plan, and no more once a later review is agreed', async () => {
    const first = await agreed(2025);
    const before = await browser.read(`/reviews/${first}/next`);
    assert.match(before, /Add to the plan/);
    assert.doesNotMatch(before, /A later review is agreed/);
    assert.equal((await add(first)).status, 303);

    const open = await judged(2026);
    assert.match(await browser.read(`/reviews/${first}/next`), /Add to the plan/);

    const second = await agreed(2026);
    const after = await browser.read(`/reviews/${first}/next`);
    assert.doesNotMatch(after, /Add to the plan/);
    assert.match(after, /In the plan/);
    assert.match(
      after,
      new RegExp(
        `A later review is agreed.*href="/reviews/${second}/next">what next of 2026/27`,
        's',
      ),
    );
    for (const review of [open, second])
      assert.match(await browser.read(`/reviews/${review}/next`), /Add to the plan/);
  });

  it('asks the database three times at most', async () => {
    const [{ id }] = (await world.superuser.query('SELECT id FROM reviews LIMIT 1')).rows;
    await browser.read(`/reviews/${id}/next`);
    const before = world.storage.queries();
    await browser.read(`/reviews/${id}/next`);
    assert.ok(world.storage.queries() - before <= 3);
  });
});
