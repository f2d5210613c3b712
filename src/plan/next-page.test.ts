/** What to do next of a review: what it offers to the plan, while it is the newest and afterwards. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { agree } from '../review/changes/agree.js';
import { closeReview, deleteReview, restoreReview } from '../review/changes/close.js';
import { openSchool } from '../review/testing/school.js';

const school = await openSchool();
const { context, maya, browser } = school;

/** A review of a year with a few answers. */
async function reviewed(year: number): Promise<string> {
  const review = await school.review(null, year);
  for (const [statement, rating] of [
    ['2.1', 2],
    ['1.3', 1],
  ] as const)
    await agree(context, maya, {
      ...{ review, statement, version: null, key: null, input: { rating } },
    });
  return review;
}

/** The same, closed with gaps. */
async function agreed(year: number): Promise<string> {
  const review = await reviewed(year);
  const signing = { signedOffAs: 'Maya Okafor', gapsReason: 'A short year' };
  await closeReview(context, maya, review, signing, { key: null });
  return review;
}
const add = (review: string) =>
  browser.post('/plan/actions/from-move', {
    ...{ review, statement: '2.1', level: '3', _key: context.id() },
  });

describe('what to do next', () => {
  it('adds moves to the plan, and no more once a later review is agreed', async () => {
    const first = await agreed(2025);
    const before = await browser.read(`/reviews/${first}/next`);
    assert.match(before, /Add to the plan/);
    assert.doesNotMatch(before, /A later review is agreed/);
    assert.equal((await add(first)).status, 303);

    const open = await reviewed(2026);
    assert.match(await browser.read(`/reviews/${first}/next`), /Add to the plan/);

    const second = await agreed(2026);
    const after = await browser.read(`/reviews/${first}/next`);
    assert.doesNotMatch(after, /Add to the plan/);
    assert.match(after, /In the plan/);
    assert.match(
      after,
      new RegExp(
        `A later review is agreed.*href="/reviews/${second}/next">\\s*what to do next in 2026/27`,
        's',
      ),
    );
    for (const review of [open, second])
      assert.match(await browser.read(`/reviews/${review}/next`), /Add to the plan/);
  });

  it('offers them again once the later reviews that are agreed are deleted', async () => {
    const [first, second, third] = [await agreed(2035), await agreed(2036), await agreed(2037)];
    const later = async (review: string) =>
      /A later review is agreed.*?href="\/reviews\/([^/]+)\/next"/s.exec(
        await browser.read(`/reviews/${review}/next`),
      )?.[1];
    const remove = (review: string) => deleteReview(context, maya, review, { key: null });
    assert.deepEqual([await later(first), await later(second)], [third, third]);
    await remove(third);
    assert.deepEqual([await later(first), await later(second)], [second, undefined]);
    await remove(second);
    assert.equal(await later(first), undefined);
    assert.match(await browser.read(`/reviews/${first}/next`), /Add to the plan/);
    assert.equal((await add(first)).status, 303);
    await restoreReview(context, maya, third, { key: null });
    assert.equal(await later(first), third);
    await remove(third);
    await remove(first);
  });

  it('counts no answer that was taken over and not confirmed, in this year or as that of the year before', async () => {
    const first = await agreed(2027);
    const second = await school.review(first, 2028);
    const next = await browser.read(`/reviews/${second}/next`);
    assert.match(next, /They come from the levels that are agreed/);
    assert.match(next, /No statement has a level yet/);
    assert.match(await browser.read(`/reviews/${second}/results`), /Nothing is recorded yet/);
    await agree(context, maya, {
      ...{ review: second, statement: '1.3', version: null, key: null, input: { rating: 1 } },
    });
    assert.match(
      await browser.read(`/reviews/${second}/next`),
      /Not listed: 31 statements not recorded\./,
    );
    const signing = { signedOffAs: 'Maya Okafor', gapsReason: 'A short year' };
    await closeReview(context, maya, second, signing, { key: null });
    const third = await school.review(second, 2029);
    assert.deepEqual((await school.read(third)).previous?.ratings, { '1.3': 1 });
  });

  it('asks the database three times at most', async () => {
    const [{ id }] = (await context.superuser.query('SELECT id FROM reviews LIMIT 1')).rows;
    await browser.read(`/reviews/${id}/next`);
    const before = context.storage.queries();
    await browser.read(`/reviews/${id}/next`);
    assert.ok(context.storage.queries() - before <= 3);
  });
});
