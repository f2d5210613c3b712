import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openSchool } from './testing/school.js';

const school = await openSchool();
const { context, maya, browser } = school;

const ask = (path: string, body?: unknown) =>
  context.app.request(`http://localhost${path}`, {
    method: body === undefined ? 'GET' : 'PUT',
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    headers: {
      'Content-Type': 'application/json',
      Cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      'Sec-Fetch-Site': 'same-origin',
      Host: 'localhost',
    },
  });
const json = async (answer: Response) => (await answer.json()) as Record<string, unknown>;

describe('reviews as JSON', () => {
  it('sets and gives a judgement, leaving out what is not named', async () => {
    const review = await school.review();
    const path = `/api/reviews/${review}/statements/2.4/agreement`;
    const put = await ask(path, { level: 3, reason: 'Because', version: 0 });
    assert.equal(put.status, 200);
    await ask(path, { next_step: 'Ask leavers', version: 1 });
    const body = await json(await ask(path));
    assert.deepEqual(
      [body.level, body.rating, body.reason, body.next_step, body.version],
      [3, 'level', 'Because', 'Ask leavers', 2],
    );
    await ask(path, { rating: 'not-yet', version: 2 });
    const notYet = await json(await ask(path));
    assert.deepEqual([notYet.level, notYet.rating], [null, 'not-yet']);
  });

  it('answers in application/problem+json: too late, unknown, unreadable, not allowed', async () => {
    const review = await school.review();
    const path = `/api/reviews/${review}/statements/2.4/agreement`;
    await ask(path, { level: 3, version: 0 });
    const late = await ask(path, { level: 2, version: 0 });
    assert.equal(late.headers.get('content-type'), 'application/problem+json');
    assert.deepEqual([late.status, (await json(late)).code], [409, 'agreement.conflict']);
    assert.equal((await ask(path, { level: 9, version: 1 })).status, 422);
    assert.equal((await ask(path, 'no object')).status, 422);
    await school.as(maya, 'viewer');
    assert.equal((await ask(path, { level: 1, version: 1 })).status, 403);
    await school.as(maya, 'careers leader');
    assert.equal((await ask(`/api/reviews/${context.id()}`)).status, 404);
  });

  it('gives the whole review and the list', async () => {
    const review = await school.review();
    await ask(`/api/reviews/${review}/statements/1.1/agreement`, { level: 2, version: 0 });
    const whole = await json(await ask(`/api/reviews/${review}`));
    assert.equal((whole.agreements as unknown[]).length, 32);
    const list = await json(await ask('/api/reviews'));
    const found = (list.reviews as { id: string; decided: number }[]).find(
      ({ id }) => id === review,
    );
    assert.equal(found?.decided, 1);
  });
});
