/** From where a request comes, how people reach this installation, and what is kept in a browser. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Hono } from 'hono';
import type { Config } from '../config.js';
import { safePath } from './answer.js';
import { writeCookie } from './cookies.js';
import {
  callerAddress,
  type Env,
  isSecure,
  originOf,
  type RequestContext,
} from './request-context.js';

interface Told {
  caller: string;
  origin: string;
  secure: boolean;
  cookie: string;
}

/** What is made of a request. */
async function told(
  headers: Record<string, string>,
  config: Partial<Pick<Config, 'publicUrl' | 'trustedProxies'>> = {},
): Promise<Told> {
  const app = new Hono<Env>();
  app.get('/', (c) => {
    const given = { publicUrl: null, trustedProxies: 0, ...config };
    c.set('request', { context: { config: given } } as unknown as RequestContext);
    writeCookie(c, 'name', 'value');
    return c.json({ caller: callerAddress(c), origin: originOf(c), secure: isSecure(c) });
  });
  const answer = await app.request(
    'http://localhost/',
    { headers: { Host: 'a.example:3000', ...headers } },
    { incoming: { socket: { remoteAddress: '10.0.0.5' } } },
  );
  const [cookie = ''] = answer.headers.getSetCookie();
  return { ...((await answer.json()) as Omit<Told, 'cookie'>), cookie };
}

describe('the address of a caller', () => {
  for (const [proxies, forwarded, caller] of [
    [0, '192.0.2.1', '10.0.0.5'],
    [1, '', '10.0.0.5'],
    [1, '192.0.2.1', '192.0.2.1'],
    [1, '203.0.113.66, 192.0.2.1', '192.0.2.1'],
    [2, '192.0.2.1', '10.0.0.5'],
    [2, '192.0.2.1, 10.0.0.9', '192.0.2.1'],
    [2, '203.0.113.66,192.0.2.1 , 10.0.0.9', '192.0.2.1'],
    [1, '192.0.2.1, ', '10.0.0.5'],
  ] as const)
    it(`behind ${proxies} trusted proxies that say "${forwarded}" is ${caller}`, async () => {
      const found = await told({ 'X-Forwarded-For': forwarded }, { trustedProxies: proxies });
      assert.equal(found.caller, caller);
    });
});

describe('how people reach an installation', () => {
  for (const [what, headers, config, origin] of [
    ['by the host of the request', {}, {}, 'http://a.example:3000'],
    [
      'by no protocol that a stranger names',
      { 'X-Forwarded-Proto': 'https' },
      {},
      'http://a.example:3000',
    ],
    [
      'by the protocol that a trusted proxy names',
      { 'X-Forwarded-Proto': 'https' },
      { trustedProxies: 1 },
      'https://a.example:3000',
    ],
    [
      'by plain HTTP where the proxy says so',
      { 'X-Forwarded-Proto': 'http' },
      { trustedProxies: 1 },
      'http://a.example:3000',
    ],
    [
      'by WAYMARK_URL, whatever comes',
      { 'X-Forwarded-Proto': 'http', Host: 'evil.example' },
      { publicUrl: 'https://waymark.example', trustedProxies: 1 },
      'https://waymark.example',
    ],
    [
      'by a WAYMARK_URL without HTTPS',
      {},
      { publicUrl: 'http://waymark.example' },
      'http://waymark.example',
    ],
  ] as const)
    it(`is ${what}`, async () => {
      const found = await told(headers, config);
      assert.equal(found.origin, origin);
      assert.equal(found.secure, origin.startsWith('https:'));
    });
});

describe('the prefix of a cookie', () => {
  const CHROME = 'Mozilla/5.0 Chrome/131.0 Safari/537.36';
  const SAFARI = 'Mozilla/5.0 Version/18.1 Safari/605.1.15';
  for (const [host, agent, publicUrl, isPrefixed] of [
    ['localhost:3000', CHROME, null, true],
    ['127.0.0.1:3000', CHROME, null, true],
    ['[::1]:3000', CHROME, null, true],
    ['localhost', SAFARI, null, false],
    ['a.example', CHROME, null, false],
    ['localhost.evil.example', CHROME, null, false],
    ['a.example', SAFARI, 'https://a.example', true],
    ['a.example', CHROME, 'http://a.example', false],
  ] as const)
    it(`is ${isPrefixed ? 'there' : 'left out'} at ${publicUrl ?? host} for ${agent}`, async () => {
      const { cookie } = await told({ Host: host, 'User-Agent': agent }, { publicUrl });
      assert.equal(cookie.startsWith('__Host-name=value'), isPrefixed);
      assert.equal(/; Secure/.test(cookie), isPrefixed);
      for (const part of [/; Path=\//, /; HttpOnly/, /; SameSite=Lax/]) assert.match(cookie, part);
    });
});

describe('a path to go on to', () => {
  for (const path of ['/', '/account', '/reviews?year=2026#plan', `/${'x'.repeat(499)}`])
    it(`is taken: ${path.slice(0, 40)}`, () => assert.equal(safePath(path, '/home'), path));
  for (const path of [
    ...[undefined, '', 'account', '//evil.example', '/\\evil.example', 'https://evil.example'],
    ...['javascript:alert(1)', '/a b', '/a\nb', '/é', '/\tevil', `/${'x'.repeat(500)}`],
  ])
    it(`is none of this site: ${JSON.stringify(path)?.slice(0, 40)}`, () =>
      assert.equal(safePath(path, '/home'), '/home'));
});
