/**
 * A disk that gets full under the application: reading goes on, people sign in, nothing typed is lost, and no restart is
 * needed.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it, type TestContext } from 'node:test';
import { ensureBuild } from '../../bin/build.js';
import { DEMO_PASSWORD } from '../../src/demo/make.js';
import { answers, killDatabase, preparePlace, put, signIn } from '../support/kill-rounds.js';
import { type RunningWaymark, startWaymark } from '../support/process.js';

const disk = mkdtempSync(join(tmpdir(), 'waymark-disk-'));
const hasDisk =
  process.platform === 'linux' &&
  spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=512m', 'tmpfs', disk]).status === 0;
after(() => {
  if (hasDisk) spawnSync('umount', ['-l', disk]);
  rmSync(disk, { recursive: true, force: true });
});

/** Takes what is free, to the last page. */
function fill(): void {
  const file = openSync(join(disk, 'filler'), 'a');
  for (const size of [1 << 20, 1 << 12]) {
    try {
      for (;;) writeSync(file, Buffer.alloc(size, 1));
    } catch {
      // Full, as far as pieces of this size go.
    }
  }
  closeSync(file);
}
const empty = () => rmSync(join(disk, 'filler'));

/** Starts Waymark, and sees that it ends with the test. */
async function startFor(t: TestContext, folder: string): Promise<RunningWaymark> {
  const running = await startWaymark({ WAYMARK_DATA: folder });
  t.after(() => running.kill('SIGKILL'));
  return running;
}

const later = (ms = 600) => new Promise((resolve) => setTimeout(resolve, ms));

/** Sends a form as a browser does. */
const post = (at: string, path: string, fields: Record<string, string>, cookie = '') =>
  fetch(`${at}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie, origin: at },
    body: new URLSearchParams(fields),
  });

describe('a full disk', {
  skip: hasDisk ? false : 'a small disk can be mounted by root on Linux only',
}, () => {
  it('lets people read, refuses changes with what was typed kept, and recovers by itself', async (t) => {
    await ensureBuild();
    const place = await preparePlace(join(disk, 'data'));
    const running = await startFor(t, place.folder);
    const cookie = await signIn(running, place.email);
    const page = `/reviews/${place.review}/statements/1.1`;
    const write = (reason: string) =>
      put(running.address, `/api${page}/agreement`, cookie, { reason });
    assert.equal(await write('before'), 200);

    fill();
    await later();
    const refused = await Promise.all(Array.from({ length: 400 }, (_, n) => write(`full ${n}`)));
    assert.deepEqual([...new Set(refused)], [503]);
    const read = await fetch(`${running.address}${page}`, { headers: { cookie } });
    assert.equal(read.status, 200);
    assert.match(await read.text(), />before</);
    const typed = 'Typed while the disk was full, and still here';
    const posted = await fetch(`${running.address}${page}/agreement`, {
      method: 'POST',
      headers: { cookie, origin: running.address },
      body: new URLSearchParams({ reason: typed, level: '2' }),
    });
    const answer = await posted.text();
    assert.equal(posted.status, 503);
    assert.match(answer, /the disk is full/);
    assert.ok(answer.includes(typed));

    empty();
    await later();
    assert.equal(await write('after'), 200);

    // A database that dies while there is no room is started again once there is.
    fill();
    killDatabase(place.folder);
    await later(3000);
    empty();
    await answers(running);
    assert.equal(await write('revived'), 200);
    const ended = await running.kill('SIGTERM');
    assert.equal(ended.code, 0);
  });

  it('keeps nobody from signing in and out, and what that takes is held back anew when there is room', async (t) => {
    const place = await preparePlace(join(disk, 'sign-in'));
    const running = await startFor(t, place.folder);
    const { address } = running;
    const right = { email: place.email, password: DEMO_PASSWORD };
    const reads = async (cookie: string) =>
      (await fetch(`${address}/reviews`, { headers: { cookie }, redirect: 'manual' })).status;
    for (const round of [1, 2]) {
      fill();
      await later();
      for (let person = 0; person < 5; person += 1) {
        const cookie = await signIn(running, place.email);
        assert.equal(await reads(cookie), 200, `round ${round}, ${person}`);
        if (person > 0) continue;
        const out = await post(address, '/sign-out', {}, cookie);
        assert.equal(out.status, 303, await out.text());
        assert.equal(await reads(cookie), 303);
      }
      const wrong = await post(address, '/sign-in', { ...right, password: 'not it' });
      assert.equal(wrong.status, 422);
      const cookie = await signIn(running, place.email);
      const page = `/reviews/${place.review}/statements/1.1`;
      const change = () => put(address, `/api${page}/agreement`, cookie, { reason: 'a change' });
      assert.equal(await change(), 503, 'what was held back is for signing in alone');

      // Something fills that up as well: it is said why, and reading goes on.
      fill();
      await later();
      const refused = await post(address, '/sign-in', right);
      assert.equal(refused.status, 503);
      assert.match(
        await refused.text(),
        /No one can sign in or out at the moment, because the disk/,
      );
      assert.equal(await reads(cookie), 200);

      empty();
      await later();
      assert.equal(await change(), 200);
      await later();
    }
    assert.equal((await running.kill('SIGTERM')).code, 0);
  });

  it('starts the database again after its keeper was killed with it', async (t) => {
    const place = await preparePlace();
    const running = await startFor(t, place.folder);
    const supervisor = JSON.parse(
      readFileSync(join(place.folder, 'postgres/supervisor.json'), 'utf8'),
    );
    process.kill(supervisor.pid, 'SIGKILL');
    killDatabase(place.folder);
    await answers(running);
    const ended = await running.kill('SIGTERM');
    assert.equal(ended.code, 0);
  });
});
