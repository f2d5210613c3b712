/** A disk that gets full under the application: reading goes on, nothing typed is lost, and no restart is needed. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it, type TestContext } from 'node:test';
import { ensureBuild } from '../../bin/build.js';
import { answers, killDatabase, preparePlace, put, signIn } from '../support/kill-rounds.js';
import { type RunningWaymark, startWaymark } from '../support/process.js';

const disk = mkdtempSync(join(tmpdir(), 'waymark-disk-'));
const hasDisk =
  process.platform === 'linux' &&
  spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=320m', 'tmpfs', disk]).status === 0;
after(() => {
  if (hasDisk) spawnSync('umount', ['-l', disk]);
  rmSync(disk, { recursive: true, force: true });
});

/** Takes what is free, to the last page. */
function fill(): void {
  const file = openSync(join(disk, 'filler'), 'w');
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
    await new Promise((resolve) => setTimeout(resolve, 600));
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
    assert.match(answer, /the disk of this installation is full/);
    assert.ok(answer.includes(typed));

    empty();
    await new Promise((resolve) => setTimeout(resolve, 600));
    assert.equal(await write('after'), 200);

    // A database that dies while there is no room is started again once there is.
    fill();
    killDatabase(place.folder);
    await new Promise((resolve) => setTimeout(resolve, 3000));
    empty();
    await answers(running);
    assert.equal(await write('revived'), 200);
    const ended = await running.kill('SIGTERM');
    assert.equal(ended.code, 0);
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
