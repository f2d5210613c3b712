import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { processMark } from './cluster.js';
import { holderOf, releasePidLock, takePidLock } from './pid-lock.js';

const scratch = mkdtempSync(join(tmpdir(), 'waymark-lock-'));
const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)']);
after(() => {
  other.kill('SIGKILL');
  rmSync(scratch, { recursive: true, force: true });
});
const path = join(scratch, 'supervisor.pid');

/** What another process writes when it takes the lock of the folder. */
function takenBy(pid: number): string {
  assert.ok(takePidLock(path));
  const [, , folder] = readFileSync(path, 'utf8').split(' ');
  return `${pid} ${processMark(pid)} ${folder}`;
}

describe('a pid lock', () => {
  it('is held while its process lives, and says by whom', () => {
    writeFileSync(path, takenBy(other.pid ?? 0));
    assert.equal(takePidLock(path), false);
    assert.match(holderOf(path) ?? '', new RegExp(`^${other.pid} \\(.*setTimeout`));
    releasePidLock(path);
    assert.equal(takePidLock(path), false, 'nobody gives up what another holds');
  });

  for (const [what, change] of [
    ['by a process that began at another time', (held: string) => held.replace(/\/\d+ /, '/1 ')],
    ['before the machine went off', (held: string) => held.replace(/ [^/]+\//, ' another-boot/')],
    ['by a process that is gone', (held: string) => held.replace(/^\d+/, '4194305')],
    ['in another folder', (held: string) => held.replace(/[^ ]+$/, '1/1')],
    ['by what an earlier Waymark wrote', () => `${other.pid} 1764400000000`],
    ['by nobody, its words cut off', () => ''],
  ] as const) {
    it(`is free when it was taken ${what}`, () => {
      rmSync(path, { force: true });
      writeFileSync(path, change(takenBy(other.pid ?? 0)));
      assert.equal(holderOf(path), null);
      assert.ok(takePidLock(path));
      assert.ok(takePidLock(path), 'by whoever has it already, again');
      releasePidLock(path);
    });
  }

  it('holds nothing in a copy of its folder', () => {
    rmSync(path, { force: true });
    writeFileSync(path, takenBy(other.pid ?? 0));
    const copy = join(scratch, 'copy');
    cpSync(path, join(copy, 'supervisor.pid'), { recursive: true });
    assert.ok(takePidLock(join(copy, 'supervisor.pid')));
    assert.equal(takePidLock(path), false);
  });
});
