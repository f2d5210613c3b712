/** What a change must show: that a page of this site sent it. And what is said when it does not. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Hono } from 'hono';
import { openTestApp, type TestApp } from '../../../tests/support/app.js';
import { bodyLimit } from './guards.js';
import type { Env } from './request-context.js';

const plain = await openTestApp();
const named = await openTestApp({ env: { WAYMARK_URL: 'http://careers.otterbridge.example' } });
const secure = await openTestApp({ env: { WAYMARK_URL: 'https://careers.otterbridge.example' } });

/** The answer to a form at /sign-in that comes with these headers. */
async function send(context: TestApp, headers: Record<string, string>) {
  const answer = await context.app.request('http://127.0.0.1:3000/sign-in', {
    method: 'POST',
    headers,
    body: new URLSearchParams({ email: 'nobody@otterbridge.example', password: 'x' }),
  });
  return { status: answer.status, html: await answer.text() };
}
const ours = 422; // "not right": the form was taken.

describe('a change', () => {
  for (const [what, context, headers, status] of [
    [
      'from the address that was asked for',
      plain,
      { Origin: 'http://a.example', Host: 'a.example' },
      ours,
    ],
    ['that the browser vouches for', plain, { 'Sec-Fetch-Site': 'same-origin', Host: 'b' }, ours],
    [
      'whose page is told by the referrer alone',
      plain,
      { Referer: 'http://a.example/sign-in', Host: 'a.example' },
      ours,
    ],
    [
      'from the address in WAYMARK_URL, through a proxy that writes another Host',
      named,
      { Origin: 'http://careers.otterbridge.example', Host: '127.0.0.1:3000' },
      ours,
    ],
    [
      'from the address in WAYMARK_URL, over HTTPS',
      secure,
      { Origin: 'https://careers.otterbridge.example', Host: '127.0.0.1:3000' },
      ours,
    ],
    [
      'from the address in WAYMARK_URL without its HTTPS',
      secure,
      { Origin: 'http://careers.otterbridge.example', Host: '127.0.0.1:3000' },
      403,
    ],
    [
      'from another port of the address in WAYMARK_URL',
      named,
      { Origin: 'http://careers.otterbridge.example:8080', Host: '127.0.0.1:3000' },
      403,
    ],
    [
      'from an address that begins like ours',
      named,
      { Origin: 'http://careers.otterbridge.example.evil.example', Host: '127.0.0.1:3000' },
      403,
    ],
    ['from another site', named, { Origin: 'https://evil.example', Host: '127.0.0.1:3000' }, 403],
    [
      'that the browser says comes from another site, whatever its origin',
      named,
      {
        'Sec-Fetch-Site': 'cross-site',
        Origin: 'http://careers.otterbridge.example',
        Host: 'careers.otterbridge.example',
      },
      403,
    ],
    ['from a page without an origin', named, { Origin: 'null', Host: '127.0.0.1:3000' }, 403],
    ['that says nothing of where it comes from', named, { Host: '127.0.0.1:3000' }, 403],
  ] as const) {
    it(`${what} is ${status === 403 ? 'refused' : 'taken'}`, async () => {
      assert.equal((await send(context, headers)).status, status);
    });
  }
});

describe('the refusal of a change that does not come from here', () => {
  it('names the address that it came from, the one expected, and what to set', async () => {
    const { html } = await send(plain, {
      Origin: 'http://careers.otterbridge.example',
      Host: '127.0.0.1:3000',
    });
    assert.match(html, /It came from http:\/\/careers\.otterbridge\.example/);
    assert.match(html, /Waymark was asked at 127\.0\.0\.1:3000/);
    assert.match(html, /set WAYMARK_URL to http:\/\/careers\.otterbridge\.example/);
  });

  it('names WAYMARK_URL where that is set', async () => {
    const { html } = await send(named, { Origin: 'http://evil.example', Host: '127.0.0.1:3000' });
    assert.match(html, /WAYMARK_URL is http:\/\/careers\.otterbridge\.example/);
    assert.match(html, /It came from http:\/\/evil\.example/);
  });

  it('says so when the browser does not tell where it comes from', async () => {
    for (const headers of [{ Origin: 'null' }, {}, { Referer: 'about:blank' }])
      assert.match((await send(plain, { ...headers, Host: 'a' })).html, /did not say which page/);
  });

  it('does not blame the role', async () => {
    const { html } = await send(plain, { Origin: 'http://evil.example', Host: 'a' });
    assert.doesNotMatch(html, /role/);
    assert.match(html, /<h1>This was not sent from Waymark<\/h1>/);
  });

  it('holds no markup and no endless text of the sender', async () => {
    const Origin = `http://evil.example/<b>${'x'.repeat(5000)}`;
    const { html } = await send(plain, { Origin, Host: 'a"><script>alert(1)</script>' });
    assert.doesNotMatch(html, /<b>x|<script>alert/);
    assert.ok(html.length < 6000, String(html.length));
  });
});

describe('the limit of what is sent', () => {
  it('asks for no body where none can be: of every page the server would make a whole Request', async () => {
    const app = new Hono<Env>().on(['GET', 'HEAD'], '/', bodyLimit(1000), (c) => c.text('page'));
    for (const method of ['GET', 'HEAD']) {
      const request = new Request('http://localhost/', { method });
      Object.defineProperty(request, 'body', { get: () => assert.fail('asked for the body') });
      assert.equal((await app.fetch(request)).status, 200);
    }
  });
});
