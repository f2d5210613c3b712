/** A database that is gone, and a server that is asked to end. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { ensureBuild } from '../bin/build.js';
import { createApp } from '../src/app.js';
import { readConfig, rootFolder } from '../src/platform/config.js';
import { openAppContext } from '../src/platform/storage/context.js';
import { openStorage } from '../src/platform/storage/transaction.js';
import { loadAssets } from '../src/platform/web/assets.js';
import { startWaymark } from './support/process.js';

await ensureBuild();
loadAssets(rootFolder());

// Each waits for its database as long as the product does, so they wait together.
describe('without its database', { concurrency: true }, () => {
  for (const [how, code] of [
    ['refuses connections', 'ECONNREFUSED'],
    ['is not reached', 'EHOSTUNREACH'],
    ['is not found', 'ENOTFOUND'],
    ['is stopping', '57P03'],
    ['has gone for good', '3D000'],
  ] as const) {
    it(`every page and operation says when to try again, when it ${how}`, async () => {
      const pool = {
        connect: () => Promise.reject(Object.assign(new Error(how), { code })),
        end: async () => {},
      } as unknown as pg.Pool;
      const context = openAppContext(readConfig({}), openStorage(pool));
      const app = createApp(context);
      const asked = ['/', '/sign-in', '/reviews', '/api/reviews', '/ready', '/model'].map(
        async (path) => {
          const answer = await app.request(`http://localhost${path}`, {
            headers: {
              Cookie: '__Host-waymark=abcdefghijklmnopqrstuvwxyz; waymark=abcdefghijklmnopqrst',
              ...(path.startsWith('/api') ? { Authorization: `Bearer ${'a'.repeat(40)}` } : {}),
            },
          });
          assert.equal(answer.status, 503, path);
          assert.match(answer.headers.get('retry-after') ?? '', /^\d+$/, path);
          assert.match(await answer.text(), /did not answer/, path);
        },
      );
      await Promise.all(asked);
    });
  }
});

describe('a server that is asked to end', () => {
  const folder = mkdtempSync(join(tmpdir(), 'waymark-ending-'));
  after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 }));

  it('goes on for a while where readiness is looked at, and says meanwhile that it is not ready', async () => {
    const running = await startWaymark({ WAYMARK_DATA: folder });
    const status = async (path: string) =>
      // Each time on a connection of its own, as load balancers ask.
      (await fetch(`${running.address}${path}`, { headers: { connection: 'close' } })).status;
    assert.equal(await (await fetch(`${running.address}/ready`)).text(), 'ready\n');
    const ended = running.kill('SIGTERM');
    await pause(500);
    for (let asked = 0; asked < 3; asked += 1) {
      assert.equal(await status('/ready'), 503);
      assert.equal(await status('/set-up'), 200);
      await pause(500);
    }
    assert.equal((await ended).code, 0);
  });

  it('answers what is under way, takes nothing new, and ends', async () => {
    const running = await startWaymark({ WAYMARK_DATA: folder });
    const { hostname, port } = new URL(running.address);
    const body = 'email=a%40x.example&password=none';
    const slow = request({
      ...{ hostname, port, path: '/sign-in', method: 'POST' },
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': body.length,
        'sec-fetch-site': 'same-origin',
      },
    });
    const answered = new Promise<number | undefined>((resolve, reject) => {
      slow.once('response', (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      slow.once('error', reject);
    });
    slow.write(body.slice(0, 10));
    await pause(500);
    const ended = running.kill('SIGTERM');
    await pause(1000);
    await assert.rejects(fetch(`${running.address}/ready`), 'nothing new is taken');
    slow.end(body.slice(10));
    assert.ok([303, 422].includes((await answered) ?? 0), `it answered ${await answered}`);
    assert.equal((await ended).code, 0);
  });
});
