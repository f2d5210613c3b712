/** Behind the real nginx, Caddy and Apache, each by its recipe in docs/running.md, over TLS. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { request as askPlainly, createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { ensureBuild } from '../../bin/build.js';
import { freePort } from '../support/ports.js';
import { startWaymark } from '../support/process.js';
import {
  browserThrough,
  NAME,
  PROXY_NAMES,
  proxyProgram,
  settings,
  startProxy,
} from '../support/proxies.js';
import { MAYAS_PASSWORD, SCHOOL_TO_SET_UP } from '../support/visitor.js';

const MEGABYTE = 1024 * 1024;
/** What a page that goes on waits for at most, before it ends by itself. */
const WAITS_MS = 10_000;

/** A server whose page begins with the headers that it was asked with, and goes on when it is told to. */
async function startLivePage(): Promise<{ port: number; goOn: () => void }> {
  let goOn = () => {};
  const server = createServer((request, answer) => {
    answer.writeHead(200, { 'content-type': 'text/html' });
    answer.write(JSON.stringify(request.headers));
    goOn = () => answer.end('the end');
    setTimeout(() => answer.end('the end'), WAITS_MS).unref();
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  after(() => server.close());
  return { port: (server.address() as { port: number }).port, goOn: () => goOn() };
}

function redirectOf(port: number, path: string): Promise<{ status: number; location: string }> {
  return new Promise((resolve, reject) => {
    const asked = askPlainly({ host: '127.0.0.1', port, path, headers: { host: NAME } });
    asked.once('error', reject).once('response', (answer) => {
      answer.resume();
      resolve({ status: answer.statusCode ?? 0, location: answer.headers.location ?? '' });
    });
    asked.end();
  });
}

for (const name of PROXY_NAMES) {
  const program = proxyProgram(name);
  describe(`behind ${name}, by the recipe in docs/running.md`, {
    skip: program ? false : `${name} cannot be installed here`,
  }, async () => {
    if (!program) return;
    await ensureBuild();
    const data = mkdtempSync(join(tmpdir(), 'waymark-behind-'));
    const port = await freePort();
    const running = await startWaymark({
      ...settings(),
      PORT: String(port),
      WAYMARK_DATA: data,
    });
    after(async () => {
      // Hooks run in the order of their calls: what still writes into a folder ends before that is removed.
      await running.kill('SIGTERM');
      rmSync(data, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
    });
    const proxy = await startProxy(name, program, port);
    const maya = browserThrough(proxy.https);

    it('plain HTTP leads to HTTPS', async () => {
      const { status, location } = await redirectOf(proxy.http, '/sign-in?x=1');
      assert.ok([301, 308].includes(status), String(status));
      assert.equal(location.replace(`:${proxy.https}`, ''), `https://${NAME}/sign-in?x=1`);
    });

    it('the set-up asks for the printed code, and nobody goes past it', async () => {
      const stranger = browserThrough(proxy.https);
      const asked = await stranger.get('/set-up');
      assert.equal(asked.status, 200);
      assert.match(asked.text, /Set-up code/);
      const refused = await stranger.post('/set-up', { ...SCHOOL_TO_SET_UP, code: '' });
      assert.ok(refused.status >= 400 && refused.status < 500, String(refused.status));
      const { setUpCode: code } = running;
      const done = await maya.post('/set-up', { ...SCHOOL_TO_SET_UP, code });
      assert.equal(done.status, 303, done.text);
      assert.match(String(done.headers['set-cookie']), /__Host-waymark=[^;]+;.*Secure/);
      assert.match(String(done.headers['strict-transport-security']), /max-age=/);
      assert.equal((await stranger.get('/set-up')).status, 409);
    });

    it('signing in works, and nothing says that a proxy is not trusted', async () => {
      const again = browserThrough(proxy.https);
      const form = { email: SCHOOL_TO_SET_UP.email, password: MAYAS_PASSWORD };
      assert.equal((await again.post('/sign-in', form)).status, 303);
      const home = await again.get('/', { 'accept-encoding': 'gzip, br' });
      assert.equal(home.status, 200);
      const account = await again.get('/account');
      assert.match(account.text, /Maya Okafor/);
      assert.doesNotMatch(account.text, /WAYMARK_TRUSTED_PROXIES/);
    });

    const fields = { kind: 'file', title: 'The plan', note: 'What leavers do', voice: 'data' };
    async function upload(bytes: Buffer) {
      const page = await maya.get('/evidence/new?kind=file');
      const key = /name="_key" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
      const form = new FormData();
      for (const [field, value] of Object.entries({ _key: key, ...fields })) form.set(field, value);
      form.set('file', new Blob([new Uint8Array(bytes)]), 'plan.txt');
      return maya.upload('/evidence/new', form);
    }

    it('a large file is kept, and comes back as it was', async () => {
      const bytes = Buffer.alloc(19 * MEGABYTE, 'What leavers do. ');
      const answer = await upload(bytes);
      assert.equal(answer.status, 303, answer.text.slice(0, 400));
      const file = await maya.get(`${answer.headers.location}/files/1`);
      assert.ok(file.bytes.equals(bytes));
    });

    it('60 MB come through, and Waymark itself says how much it takes', async () => {
      const answer = await upload(Buffer.alloc(60 * MEGABYTE, 'What leavers do. '));
      assert.equal(answer.status, 413);
      assert.match(answer.text, /at most 20 MB/);
      assert.match(answer.text, /What leavers do<\/textarea>/, 'the words are kept');
    });

    it('a long page arrives whole', async () => {
      const page = await maya.get('/model/print');
      assert.equal(page.status, 200);
      assert.ok(page.bytes.length > 40_000);
      assert.match(page.text, /<\/html>\s*$/);
    });

    it('a page that goes on arrives as it is written, and a visitor cannot say who they are', async () => {
      const page = await startLivePage();
      const { https } = await startProxy(name, program, page.port);
      const claims = { 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'http' };
      let first = '';
      const { text } = await browserThrough(https).get('/', claims, (piece) => {
        first ||= piece;
        page.goOn();
      });
      assert.ok(text.endsWith('the end'), text);
      assert.ok(!first.includes('the end'), 'the first piece came before the page had ended');
      const headers = JSON.parse(first);
      assert.equal(headers.host, NAME);
      assert.equal(headers['x-forwarded-for'], '127.0.0.1');
      assert.equal(headers['x-forwarded-proto'], 'https');
    });
  });
}
