/** What is refused at the door, whoever it is: foreign forms, too much at once, other people's sessions. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openTestSchool } from './support/app.js';
import { ORDINARY_MORNING } from './support/clocks.js';
import { MAYAS_PASSWORD, newVisitor } from './support/visitor.js';

const { context, maya } = await openTestSchool({ now: ORDINARY_MORNING });
const EMAIL = 'maya.okafor@otterbridge.example';
const cookie = () => [...maya.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
const nameOf = async () =>
  (await context.superuser.query('SELECT name FROM organisations')).rows[0].name as string;

/** Sends the school's form with just these headers. */
const send = (headers: Record<string, string>, more: RequestInit = {}) =>
  context.app.request('http://localhost/school', {
    method: 'POST',
    body: new URLSearchParams({ organisation: 'Taken', kind: 'school', _version: '1' }),
    ...more,
    headers: { Host: 'localhost', Cookie: cookie(), ...headers },
  });

/** A body that comes in parts, of a length that nobody knows. */
function streamed(parts: Iterable<string>): RequestInit {
  const each = parts[Symbol.iterator]();
  const body = new ReadableStream({
    pull(controller) {
      const { done, value } = each.next();
      if (done) controller.close();
      else controller.enqueue(new TextEncoder().encode(value));
    },
  });
  return { body, duplex: 'half' } as RequestInit;
}

describe('a form', () => {
  const foreign: [string, Record<string, string>][] = [
    ['another site', { 'Sec-Fetch-Site': 'cross-site' }],
    ['a site beside ours', { 'Sec-Fetch-Site': 'same-site' }],
    ['nowhere, typed in', { 'Sec-Fetch-Site': 'none' }],
    [
      'another site, whatever Origin says',
      { 'Sec-Fetch-Site': 'cross-site', Origin: 'http://localhost' },
    ],
    ['another origin, by an old browser', { Origin: 'https://evil.example' }],
    ['an origin that hides', { Origin: 'null' }],
    ['a page of another site, by its address', { Referer: 'https://evil.example/localhost' }],
    ['a host that begins like ours', { Origin: 'http://localhost.evil.example' }],
    ['another port', { Origin: 'http://localhost:81' }],
    ['nobody who says where from', {}],
  ];
  for (const [from, headers] of foreign) {
    it(`from ${from} changes nothing`, async () => {
      const answer = await send(headers);
      assert.equal(answer.status, 403);
      assert.match(await answer.text(), /This was not sent from Waymark/);
      assert.equal(await nameOf(), 'Otterbridge School');
    });
  }

  it('that names another method, or hides one in a header, is what it is', async () => {
    for (const headers of [{ 'X-HTTP-Method-Override': 'POST' }, { 'X-Method-Override': 'POST' }]) {
      const answer = await context.app.request('http://localhost/school?_method=POST', {
        headers: {
          Host: 'localhost',
          Cookie: cookie(),
          'Sec-Fetch-Site': 'same-origin',
          ...headers,
        },
      });
      assert.equal(answer.status, 200, 'a page is shown');
    }
    for (const method of ['PUT', 'DELETE', 'PATCH']) {
      const answer = await send({ 'Sec-Fetch-Site': 'same-origin' }, { method });
      assert.equal(answer.status, 404, method);
    }
    assert.equal(await nameOf(), 'Otterbridge School');
  });

  it('of more than is taken is refused before it is read', async () => {
    const said = await send({ 'Sec-Fetch-Site': 'same-origin', 'Content-Length': '1048577' });
    assert.equal(said.status, 413);
    assert.equal(await nameOf(), 'Otterbridge School');
  });

  it('whose length is unsaid is read as it comes, and refused at the byte that is too much', async () => {
    const headers = {
      'Sec-Fetch-Site': 'same-origin',
      'Transfer-Encoding': 'chunked',
      'Content-Type': 'application/x-www-form-urlencoded',
    };
    const fields = 'organisation=&kind=school&urn=&_version=1&name=';
    const whole = await send(headers, streamed([fields]));
    assert.equal(whole.status, 422);
    let read = 0;
    const endless = function* () {
      yield fields;
      for (; read < 10_000; read += 1) yield 'a'.repeat(1024);
    };
    for (const type of ['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      read = 0;
      const much = await send({ ...headers, 'Content-Type': type }, streamed(endless()));
      assert.equal(much.status, 413, type);
      assert.match(await much.text(), /Send at most 1024 kB/);
      assert.ok(read < 1100, `${read} kB were read of 10,000`);
    }
  });

  it('in another encoding than a form has, is read as one that says nothing', async () => {
    for (const type of [
      'text/plain',
      'application/json',
      'application/xml',
      'x/y; charset=\u00ff',
    ]) {
      const headers = { 'Sec-Fetch-Site': 'same-origin', 'Content-Type': type };
      const answer = await send(headers, { body: '{"organisation":"Taken","kind":"school"}' });
      assert.ok([415, 422].includes(answer.status), `${type}: ${answer.status}`);
    }
    assert.equal(await nameOf(), 'Otterbridge School');
  });
});

describe('a session', () => {
  it('that a stranger has set is never taken over at sign-in', async () => {
    const visitor = newVisitor(context);
    visitor.cookies.set('__Host-waymark', 'chosen-by-somebody-else');
    const answer = await visitor.post('/sign-in', { email: EMAIL, password: MAYAS_PASSWORD });
    assert.equal(answer.status, 303);
    assert.notEqual(visitor.cookies.get('__Host-waymark'), 'chosen-by-somebody-else');
    const before = visitor.cookies.get('__Host-waymark');
    await visitor.post('/sign-in', { email: EMAIL, password: MAYAS_PASSWORD });
    assert.notEqual(visitor.cookies.get('__Host-waymark'), before, 'new at every sign-in');
  });

  it('without its prefix is none on this machine', async () => {
    const answer = await context.app.request('http://localhost/school', {
      headers: { Host: 'localhost', Cookie: `waymark=${maya.cookies.get('__Host-waymark')}` },
    });
    assert.equal(answer.status, 303);
  });

  it('of somebody who is removed says what has become of them', async () => {
    await context.superuser.query('UPDATE memberships SET ended_at = now()');
    const page = await maya.get('/people');
    assert.equal(page.status, 403);
    assert.match(await page.text(), /You do not belong to a school yet/);
    await context.superuser.query('UPDATE memberships SET ended_at = NULL');
    assert.equal((await maya.get('/people')).status, 200);
  });

  it('of somebody who is erased is nobody’s', async () => {
    await context.superuser.query('UPDATE persons SET erased_at = now()');
    assert.equal((await maya.get('/people')).status, 303);
    const again = await maya.post('/sign-in', { email: EMAIL, password: MAYAS_PASSWORD });
    assert.equal(again.status, 422);
    await context.superuser.query('UPDATE persons SET erased_at = NULL');
  });

  it('ends after twelve hours without use, and after a week however much it is used', async () => {
    const visitor = newVisitor(context);
    await visitor.post('/sign-in', { email: EMAIL, password: MAYAS_PASSWORD });
    const at = (hours: number) =>
      context.setClock(
        new Date(Date.parse('2026-11-23T09:00:00Z') + hours * 3_600_000).toISOString(),
      );
    for (let hours = 0; hours < 7 * 24; hours += 11) {
      at(hours);
      assert.equal((await visitor.get('/school')).status, 200, `after ${hours} hours`);
    }
    at(7 * 24 + 0.1);
    assert.equal((await visitor.get('/school')).status, 303, 'after a week');
    const idle = newVisitor(context);
    await idle.post('/sign-in', { email: EMAIL, password: MAYAS_PASSWORD });
    at(7 * 24 + 12.2);
    assert.equal((await idle.get('/school')).status, 303, 'after twelve hours');
    context.setClock('2026-11-23T09:00:00Z');
  });
});
