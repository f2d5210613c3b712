/** Every answer has its headers, however it was made; and what was added to it is not lost. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { openTestDemo } from '../../../tests/support/app.js';
import { assetPath } from './assets.js';

const { context } = await openTestDemo({ env: { WAYMARK_URL: 'https://waymark.example' } });

const ALWAYS = [
  ['content-security-policy', /^default-src 'none'; script-src 'self';(?!.*unsafe)/],
  ['x-content-type-options', /^nosniff$/],
  ['referrer-policy', /^same-origin$/],
  ['cross-origin-opener-policy', /^same-origin$/],
  ['cross-origin-resource-policy', /^same-origin$/],
  ['permissions-policy', /^camera=\(\), /],
  ['cache-control', /^no-store$/],
  ['strict-transport-security', /^max-age=31536000; includeSubDomains$/],
] as const;

const ask = (path: string, headers: Record<string, string> = {}) =>
  context.app.request(`https://waymark.example${path}`, { headers });

describe('the headers of an answer', () => {
  for (const [what, path, status] of [
    ['a page', '/model', 200],
    ['a page that is not there', '/nowhere', 404],
    ['a page behind the sign-in', '/results', 303],
    ['an answer to a program', '/api/reviews', 401],
    ['a file to keep', '/model/schema.json', 200],
  ] as const) {
    it(`are all there on ${what}, compressed or not`, async () => {
      for (const encoding of ['identity', 'gzip', 'br']) {
        const answer = await ask(path, { 'accept-encoding': encoding });
        assert.equal(answer.status, status);
        for (const [name, value] of ALWAYS)
          assert.match(answer.headers.get(name) ?? '', value, `${name} with ${encoding}`);
      }
    });
  }

  it('say how a page is compressed, and it is the same page', async () => {
    const plain = await ask('/model', { 'accept-encoding': 'identity' });
    assert.equal(plain.headers.get('content-encoding'), null);
    const words = Buffer.from(await plain.arrayBuffer());
    for (const [asked, given, unpack] of [
      ['gzip, deflate', 'gzip', gunzipSync],
      ['gzip, br', 'br', brotliDecompressSync],
    ] as const) {
      const packed = await ask('/model', { 'accept-encoding': asked });
      assert.equal(packed.headers.get('content-encoding'), given);
      assert.equal(packed.headers.get('vary'), 'Accept-Encoding');
      assert.equal(packed.headers.get('content-type'), 'text/html; charset=UTF-8');
      const body = Buffer.from(await packed.arrayBuffer());
      assert.ok(body.length < words.length / 2, 'it is less than half as long');
      assert.ok(unpack(body).equals(words), 'it is the same page');
    }
  });

  it('compress nothing in a way that is refused', async () => {
    for (const [asked, given] of [
      ['gzip;q=0', null],
      ['br;q=0, gzip', 'gzip'],
      ['br; q=0.000, GZIP;q=0.5', 'gzip'],
      ['gzip;q=0.0,br;q=0', null],
    ] as const)
      for (const path of ['/model', assetPath('waymark.css')])
        assert.equal(
          (await ask(path, { 'accept-encoding': asked })).headers.get('content-encoding'),
          given,
          `${path} for ${asked}`,
        );
  });

  it('let browsers keep a style, a script and the font for a year, under a name that changes with it', async () => {
    for (const [name, kind] of [
      ['waymark.css', 'text/css; charset=utf-8'],
      ['page.js', 'text/javascript; charset=utf-8'],
      ['waymark-headings.woff2', 'font/woff2'],
    ] as const) {
      const answer = await ask(assetPath(name));
      assert.equal(answer.headers.get('cache-control'), 'public, max-age=31536000, immutable');
      assert.equal(answer.headers.get('content-type'), kind);
      assert.match(assetPath(name), /\.[\w-]{8,}\.\w+$/);
    }
    const missing = await ask('/assets/nothing.css');
    assert.deepEqual([missing.status, missing.headers.get('cache-control')], [404, 'no-store']);
  });

  it('keep a cookie that was dropped beside the page', async () => {
    const message = Buffer.from('Saved.').toString('base64url');
    const answer = await ask('/model', { cookie: `__Host-waymark-message=${message}` });
    assert.match(answer.headers.get('set-cookie') ?? '', /^__Host-waymark-message=; Max-Age=0/);
    for (const [name, value] of ALWAYS) assert.match(answer.headers.get(name) ?? '', value, name);
  });
});
