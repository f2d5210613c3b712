/** Reviews as a program asks for them, and what all operations share: versions, keys, pages, problems. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { newProgram } from '../../tests/support/program.js';
import { openSchool } from './testing/school.js';

const school = await openSchool();
const { context, maya } = school;
const program = await newProgram(context, maya);

const agreementOf = (review: string, code = '2.4') =>
  `/reviews/${review}/statements/${code}/agreement`;

describe('an agreement', () => {
  it('is set and read, leaving out what is not named', async () => {
    const path = agreementOf(await school.review());
    const put = await program.put(path, { level: 3, reason: 'Because' }, '"0"');
    assert.equal(put.status, 200);
    assert.equal(put.headers.get('etag'), '"1"');
    await program.put(path, { next_step: 'Ask leavers' }, '"1"');
    const { json, headers } = await program.get(path);
    assert.deepEqual(
      [json.level, json.rating, json.reason, json.next_step, json.version],
      [3, 'level', 'Because', 'Ask leavers', 2],
    );
    assert.equal(headers.get('etag'), '"2"');
    await program.put(path, { rating: 'not-yet' }, '"2"');
    const notYet = (await program.get(path)).json;
    assert.deepEqual([notYet.level, notYet.rating], [null, 'not-yet']);
    await program.put(path, { rating: 'not-recorded' }, '"3"');
    const open = (await program.get(path)).json;
    assert.deepEqual([open.level, open.rating, open.reason], [null, 'not-recorded', 'Because']);
  });

  it('is not changed over what somebody else saved: 412, and 428 without a version', async () => {
    const path = agreementOf(await school.review());
    await program.put(path, { level: 3 }, '"0"');
    const late = await program.put(path, { level: 2 }, '"0"');
    assert.equal(late.headers.get('content-type'), 'application/problem+json');
    assert.deepEqual([late.status, late.json.code], [412, 'agreement.conflict']);
    assert.equal((await program.put(path, { level: 2 })).status, 428);
    assert.equal((await program.put(path, { level: 2 }, '2')).status, 428);
    assert.equal((await program.put(path, { level: 2 }, '*')).status, 200);
  });

  it('has the line ends that a form gives it: those of Windows, and the vertical tabs of Word', async () => {
    const path = agreementOf(await school.review());
    await program.put(path, { reason: 'one\vtwo\r\nthree\u2028four' }, '"0"');
    assert.equal((await program.get(path)).json.reason, 'one\ntwo\nthree\nfour');
  });

  it('refuses what cannot be said, in the names of the API', async () => {
    const path = agreementOf(await school.review());
    const refusals: [Record<string, unknown> | string, string, string?][] = [
      [{ level: 9 }, 'agreement.unknown-level', 'level'],
      [{ next_step: 'x'.repeat(4001) }, 'form.invalid', 'next_step'],
      [{ nextStep: 'Ask' }, 'request.unknown-field', 'nextStep'],
      [{ reason: 'NUL \u0000' }, 'request.unreadable'],
      ['{"reason": "half \\ud83d"}', 'request.unreadable'],
      ['[]', 'request.unreadable'],
      ['no object', 'request.unreadable'],
      ['{', 'request.unreadable'],
    ];
    for (const [body, code, field] of refusals) {
      const { status, json } = await program.put(path, body, '*');
      assert.deepEqual([status, json.code], [422, code]);
      if (field) assert.deepEqual(Object.keys(json.fields as object), [field]);
    }
    assert.equal((await program.get(agreementOf(context.id()))).status, 404);
  });

  it('takes every character that can be saved, escaped or not', async () => {
    const path = agreementOf(await school.review());
    const { json } = await program.put(
      path,
      '{"reason": "\\ud83d\\ude00 \\u201cyes\\u201d é"}',
      '*',
    );
    assert.equal(json.reason, '😀 “yes” é');
  });

  it('of a role that may not is refused', async () => {
    const path = agreementOf(await school.review());
    await school.as(maya, 'viewer');
    assert.equal((await program.put(path, { level: 1 }, '*')).status, 403);
    await school.as(maya, 'careers leader');
  });

  it('asks about a text that looks like a list of pupils', async () => {
    const path = agreementOf(await school.review());
    const reason = 'Sam Reid, Year 9\nAmy Wood, Year 9\nJo Bell, Year 10';
    const asked = await program.put(path, { reason }, '*');
    assert.deepEqual([asked.status, asked.json.code], [422, 'learner-data.doubt']);
    const sure = await program.put(path, { reason, names_no_learners: true }, '*');
    assert.equal(sure.status, 200);
  });

  it('comes into the history through the API', async () => {
    const { rows } = await context.superuser.query(
      "SELECT body::json->>'channel' AS channel FROM history WHERE verb = 'agreement.set'",
    );
    assert.deepEqual([...new Set(rows.map(({ channel }) => channel))], ['api']);
  });
});

describe('reviews', () => {
  it('are started once for one key, read whole, closed, reopened, deleted and restored', async () => {
    const key = context.id();
    const fresh = {
      title: 'By program',
      academic_year: 2027,
      participants: [],
      answers_from: null,
    };
    const [started, again] = [
      await program.post('/reviews', fresh, key),
      await program.post('/reviews', fresh, key),
    ];
    assert.equal(started.status, 201);
    assert.equal(started.json.id, again.json.id);
    const path = `/reviews/${started.json.id}`;
    const whole = (await program.get(path)).json;
    assert.equal((whole.agreements as unknown[]).length, 32);
    assert.deepEqual(Object.keys(whole), ['review', 'agreements', 'remarks']);
    const renamed = { title: 'Renamed', academic_year: 2027 };
    assert.equal((await program.put(path, renamed)).status, 428);
    assert.equal((await program.put(path, renamed, '"1"')).json.title, 'Renamed');
    const late = { ...renamed, title: 'Renamed by another' };
    assert.equal((await program.put(path, late, '"1"')).status, 412);
    assert.equal((await program.post(`${path}/close`, { signed_off_as: 'Head' })).status, 422);
    const signed = { signed_off_as: 'Head', gaps_reason: 'A trial' };
    assert.equal((await program.post(`${path}/close`, signed)).json.state, 'closed');
    assert.equal((await program.post(`${path}/close`, signed)).status, 409);
    assert.equal((await program.post(`${path}/reopen`, { reason: 'More' })).json.state, 'open');
    assert.equal((await program.delete(path)).status, 204);
    assert.equal(((await program.get(path)).json.review as { state: string }).state, 'deleted');
    assert.equal((await program.post(`${path}/restore`)).json.state, 'open');
  });

  it('have people who are added, listed and removed', async () => {
    const path = `/reviews/${await school.review()}/participants`;
    await program.post(path, { name: 'Sam Field', role: 'SENCo' });
    const [one] = (await program.get(path)).json.items as { id: string; name: string }[];
    assert.equal(one?.name, 'Sam Field');
    assert.equal((await program.delete(`${path}/${one?.id}`)).status, 204);
    assert.deepEqual((await program.get(path)).json.items, []);
  });

  it('have people who may set agreed levels, who are named, listed and taken off the list', async () => {
    const path = `/reviews/${await school.review()}/level-setters`;
    const anita = await school.colleague('Anita Shah', 'contributor');
    const helen = await school.colleague('Helen Marsh', 'governor');
    const named = async () =>
      ((await program.get(path)).json.items as { id: string }[]).map(({ id }) => id);
    const refused = await program.post(path, { person: helen.person.id });
    assert.deepEqual([refused.status, refused.json.code], [422, 'level-setter.unknown']);
    for (const _ of [1, 2])
      assert.ok((await program.post(path, { person: anita.person.id })).status < 300);
    assert.deepEqual(await named(), [anita.person.id]);
    const one = `${path}/${anita.person.id}`;
    assert.equal((await program.delete(one)).status, 204);
    assert.deepEqual(await named(), []);
    const again = await program.delete(one);
    assert.deepEqual([again.status, again.json.code], [404, 'level-setter.not-found']);
    const { rows } = await context.superuser.query(
      "SELECT count(*)::int AS count FROM history WHERE verb = 'level-setter.added'",
    );
    assert.equal(rows[0].count, 1, 'named twice is told once');
  });

  it('are followed up to a moment', async () => {
    const review = await school.review();
    const sam = await school.colleague('Sam Reid', 'careers leader');
    const other = await newProgram(context, sam);
    context.setClock(new Date(context.clock().getTime() + 60_000).toISOString());
    await other.put(agreementOf(review), { level: 3 }, '"0"');
    const isNews = async () =>
      /since you last looked/.test(await school.browser.read(`/reviews/${review}`));
    assert.ok(await isNews());
    const until = context.clock().toISOString();
    assert.ok((await program.post(`/reviews/${review}/seen`, { until })).status < 300);
    assert.ok(!(await isNews()));
    assert.equal((await program.post(`/reviews/${review}/seen`, { until: 'now' })).status, 422);
  });

  it('come in pages', async () => {
    const ids: unknown[] = [];
    let cursor = '';
    do {
      const { json } = await program.get(`/reviews?limit=2${cursor && `&cursor=${cursor}`}`);
      const items = json.items as { id: string }[];
      assert.ok(items.length <= 2);
      ids.push(...items.map(({ id }) => id));
      cursor = String(json.next_cursor ?? '');
    } while (cursor);
    const all = (await program.get('/reviews?limit=100')).json.items as { id: string }[];
    assert.deepEqual(
      ids,
      all.map(({ id }) => id),
    );
    for (const query of ['limit=0', 'limit=101', 'limit=x', 'cursor=x', 'order=id'])
      assert.equal((await program.get(`/reviews?${query}`)).status, 422, query);
  });

  it('refuse a key that is no UUID', async () => {
    const { status, json } = await program.post(`/reviews/${context.id()}/restore`, {}, 'once');
    assert.deepEqual([status, json.code], [422, 'request.idempotency-key']);
  });

  it('are asked about, replied to and settled', async () => {
    const path = `/reviews/${await school.review()}/remarks`;
    const asked = await program.post(path, { kind: 'question', words: 'Why?', statement: '2.4' });
    assert.equal(asked.status, 201);
    const one = `${path}/${asked.json.id}`;
    const replied = await program.post(`${one}/replies`, { words: 'So' });
    assert.equal((replied.json.replies as unknown[]).length, 1);
    const settled = await program.put(`${one}/answered`, { is_answered: true });
    assert.notEqual(settled.json.answered_at, null);
    assert.equal(((await program.get(path)).json.items as unknown[]).length, 1);
    assert.equal((await program.put(`${one}/withdrawn`, { is_withdrawn: true })).status, 204);
    const none = `/reviews/${await school.review()}/remarks`;
    assert.deepEqual((await program.get(none)).json.items, []);
    assert.equal((await program.get(`${none}?cursor=${context.id()}`)).status, 422);
  });
});

describe('an operation asked by a browser', () => {
  const ask = (headers: Record<string, string>) =>
    context.app.request('http://localhost/api/reviews', {
      method: 'POST',
      body: '{}',
      headers: {
        Host: 'localhost',
        Cookie: [...school.browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...headers,
      },
    });

  it('works with its session from a page of this site, and from nowhere else', async () => {
    assert.equal((await ask({ 'Sec-Fetch-Site': 'same-origin' })).status, 422);
    assert.equal((await ask({ 'Sec-Fetch-Site': 'cross-site' })).status, 403);
    assert.equal((await ask({})).status, 403);
  });
});
