/** A browser that keeps no cookies cannot sign in, and is told so. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openTestSchool } from '../../tests/support/app.js';
import { MAYAS_PASSWORD, newVisitor, type Visitor } from '../../tests/support/visitor.js';
import { signInAs } from '../organisation/set-up-changes.js';

const EMAIL = 'maya.okafor@otterbridge.example';
const { context } = await openTestSchool();

/** Follows redirects; with `isBlocking` no cookie is ever kept. */
async function signIn(visitor: Visitor, isBlocking: boolean, next = '/account/name') {
  const step = async (answer: Response) => {
    if (isBlocking) visitor.cookies.clear();
    return answer;
  };
  await step(await visitor.get('/sign-in'));
  let answer = await step(
    await visitor.post('/sign-in', { email: EMAIL, password: MAYAS_PASSWORD, next }),
  );
  const seen: string[] = [];
  while (answer.status === 303 && seen.length < 6) {
    const path = answer.headers.get('location') ?? '';
    seen.push(path);
    answer = await step(await visitor.get(path));
  }
  return { seen, html: await answer.text(), status: answer.status };
}

describe('signing in with cookies blocked', () => {
  it('says that cookies are blocked and what to do, in place of the same form again', async () => {
    const { html } = await signIn(newVisitor(context, { from: '192.0.2.1', isNew: true }), true);
    assert.match(html, /<h1>Your browser blocks cookies<\/h1>/);
    assert.match(html, /Allow cookies for localhost/);
    assert.match(html, /href="\/sign-in\?next=%2Faccount%2Fname"/);
  });

  it('says so before the second step too, which would seem to have taken too long', async () => {
    await context.superuser.query('INSERT INTO second_steps SELECT id, now() FROM persons');
    const { html } = await signIn(newVisitor(context, { from: '192.0.2.2', isNew: true }), true);
    assert.match(html, /<h1>Your browser blocks cookies<\/h1>/);
    await context.superuser.query('DELETE FROM second_steps');
  });

  it('costs nobody else a step', async () => {
    const { seen, status } = await signIn(
      newVisitor(context, { from: '192.0.2.3', isNew: true }),
      false,
    );
    assert.deepEqual(seen, ['/account/name']);
    assert.equal(status, 200);
  });

  it('is not said to whoever comes without the page, and has cookies', async () => {
    const visitor = newVisitor(context, { from: '192.0.2.4', isNew: true });
    const answer = await visitor.post('/sign-in', {
      ...{ email: EMAIL, password: MAYAS_PASSWORD, next: '/account/name' },
    });
    const check = await visitor.get(answer.headers.get('location') ?? '');
    assert.equal(check.status, 303);
    assert.equal(check.headers.get('location'), '/account/name');
  });

  it('leads to this site alone', async () => {
    const visitor = newVisitor(context);
    visitor.cookies.set('__Host-waymark', await signInAs(context, await id(), 'Test'));
    for (const next of ['https://evil.example', '//evil.example', '/\\evil.example'])
      assert.equal(
        (await visitor.get(`/sign-in/check?next=${encodeURIComponent(next)}`)).headers.get(
          'location',
        ),
        '/',
      );
  });
});

describe('every cookie', () => {
  it('is for this host and no script; those of a browser that is known last half a year', async () => {
    const answer = await context.app.request('http://localhost/sign-in', {
      method: 'POST',
      headers: { Host: 'localhost', 'Sec-Fetch-Site': 'same-origin' },
      body: new URLSearchParams({ email: EMAIL, password: MAYAS_PASSWORD }),
    });
    const set = answer.headers.getSetCookie();
    const lasting = set.map((line) => [
      line.split('=')[0],
      /Max-Age=(\d+)/.exec(line)?.[1] ?? 'until the browser closes',
    ]);
    assert.deepEqual(lasting, [
      ['__Host-waymark', 'until the browser closes'],
      ['__Host-waymark-device', String(180 * 24 * 60 * 60)],
    ]);
    for (const line of set) {
      for (const part of [/; Path=\/(;|$)/, /; HttpOnly/, /; Secure/, /; SameSite=Lax/])
        assert.match(line, part);
      assert.doesNotMatch(line, /Domain/);
    }
  });
});

const id = async () => (await context.superuser.query('SELECT id FROM persons')).rows[0].id;
