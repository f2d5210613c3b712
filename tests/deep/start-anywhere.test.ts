/** Starting wherever the clone lies and whoever starts it: a review is begun, and is there after the next start. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  lchownSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { ensureBuild } from '../../bin/build.js';
import { clusterPaths } from '../../src/platform/storage/embedded/cluster.js';
import {
  agree,
  asRoot,
  cloneInto,
  ends,
  folder,
  hasNamespaces,
  isRoot,
  isUsable,
  levelAt,
  ownersIn,
  placed,
  scratch,
  withoutNamespaces,
} from '../support/anywhere.js';
import { runWaymark, startWaymark } from '../support/process.js';

await ensureBuild();
const NOBODY = 65534;
/** The user "daemon", on every Linux. */
const SOMEBODY = 1;
/** Nobody has this number here. */
const NAMELESS = 23456;

describe('as root', asRoot, () => {
  it('never runs PostgreSQL as root', async () => {
    const data = join(folder('whose', 0o755), 'data');
    for (const env of [{}, withoutNamespaces]) {
      const running = await startWaymark({ WAYMARK_DATA: data, ...env });
      const [pid] = readFileSync(join(clusterPaths(data).cluster, 'postmaster.pid'), 'utf8').split(
        '\n',
      );
      const [within, outside] = readFileSync(`/proc/${pid}/uid_map`, 'utf8').trim().split(/\s+/);
      const { uid } = statSync(`/proc/${pid}`);
      assert.equal(uid === Number(outside) ? Number(within) : uid, NOBODY);
      await running.kill('SIGTERM');
      await ends(data);
    }
  });

  it('data elsewhere, in a folder that only root may enter', async () => {
    const data = join(folder('closed-data', 0o700), 'data');
    await isUsable(data, {}, {});
  });

  it('runs PostgreSQL as nobody where user namespaces are refused', async () => {
    const data = join(scratch, 'nobodys');
    await isUsable(data, withoutNamespaces, {});
    assert.deepEqual(ownersIn(data), [NOBODY]);
  });

  it('puts programs and database where nobody may enter, when both are closed and namespaces refused', async () => {
    const closed = folder('closed-twice', 0o700);
    const clone = cloneInto(closed);
    const data = join(clone, 'data');
    const first = await startWaymark({ WAYMARK_DATA: data, ...withoutNamespaces }, [], { clone });
    const place = dirname(clusterPaths(data).cluster);
    placed.push(place);
    assert.match(place, /^\/var\/lib\/waymark\//);
    assert.match(first.said, new RegExp(`the database is in ${place}`));
    await first.kill('SIGTERM');
    await ends(data);
    await isUsable(data, withoutNamespaces, { clone });
    assert.deepEqual(ownersIn(data), [NOBODY]);
    const copy = join(closed, 'copy');
    spawnSync('cp', ['-a', data, copy]);
    const other = await runWaymark(['migrate'], { WAYMARK_DATA: copy });
    assert.equal(other.code, 2);
    assert.match(other.err, /move the data folder back there/);
  });

  it('takes over a database of nobody, also when an earlier start was cut short on the way', async () => {
    const data = join(folder('was-nobodys', 0o755), 'data');
    const settings = { WAYMARK_DATA: data };
    const first = await startWaymark({ ...settings, ...withoutNamespaces });
    const agreed = await agree(first);
    await first.kill('SIGTERM');
    await ends(data);
    const { cluster } = clusterPaths(data);
    for (const name of readdirSync(cluster).slice(0, 9)) lchownSync(join(cluster, name), 0, 0);
    for (const env of [{}, withoutNamespaces]) {
      const again = await startWaymark({ ...settings, ...env });
      assert.equal(await levelAt(again.address, agreed), 2);
      await again.kill('SIGTERM');
      await ends(data);
      assert.equal(ownersIn(data).length, 1);
    }
  });

  it('leaves the database of an ordinary user theirs', async () => {
    const home = folder('somebodys', 0o755);
    chownSync(home, SOMEBODY, SOMEBODY);
    const data = join(home, 'data');
    const clone = cloneInto(folder('read-only', 0o755));
    const theirs = await startWaymark({ WAYMARK_DATA: data }, [], { clone, uid: SOMEBODY });
    await theirs.kill('SIGTERM');
    await ends(data);
    const backup = await runWaymark(['backup', join(scratch, 'theirs.waymark')], {
      WAYMARK_DATA: data,
    });
    assert.equal(backup.code, 0, backup.err);
    await ends(data);
    assert.deepEqual(ownersIn(data), [SOMEBODY]);
    const again = await startWaymark({ WAYMARK_DATA: data }, [], { clone, uid: SOMEBODY });
    await again.kill('SIGTERM');
    await ends(data);
  });

  it('says in one sentence when there is no folder that PostgreSQL may enter', async () => {
    const data = join(folder('later-closed', 0o755), 'data');
    const first = await startWaymark({ WAYMARK_DATA: data, ...withoutNamespaces });
    await first.kill('SIGTERM');
    await ends(data);
    chmodSync(dirname(data), 0o700);
    const { code, err } = await runWaymark(['migrate'], {
      WAYMARK_DATA: data,
      ...withoutNamespaces,
    });
    assert.equal(code, 2);
    assert.match(err, /^PostgreSQL does not run as root, and no other user may enter [^\n]+\.\n$/);
  });

  it('never says that a database is damaged that somebody else made', async () => {
    const data = join(folder('roots', 0o755), 'data');
    const first = await startWaymark({ WAYMARK_DATA: data });
    await first.kill('SIGTERM');
    await ends(data);
    const clone = cloneInto(folder('somebody-looks', 0o755));
    const { code, err } = await runWaymark(
      ['migrate'],
      { WAYMARK_DATA: data },
      { clone, uid: SOMEBODY },
    );
    assert.equal(code, 2);
    assert.match(err, /belongs to the user with the number 0, cannot be written/);
  });
});

describe('as an ordinary user', asRoot, () => {
  const where = {
    clone: isRoot ? cloneInto(folder('readable clone é', 0o755)) : '',
    uid: SOMEBODY,
  };

  it('a clone that they may only read, with data elsewhere', async () => {
    const home = folder('their home', 0o700);
    chownSync(home, SOMEBODY, SOMEBODY);
    await isUsable(join(home, 'data'), {}, where);
    const { code, err } = await runWaymark(['migrate'], {}, where);
    assert.equal(code, 2);
    assert.match(err, /The data folder \S.* cannot be written/);
  });

  it('whose number has no name on this machine', {
    skip: hasNamespaces ? false : 'user namespaces are refused here',
  }, async () => {
    const home = folder('nameless', 0o700);
    chownSync(home, NAMELESS, NAMELESS);
    const settings = { WAYMARK_DATA: join(home, 'data') };
    for (let start = 0; start < 2; start += 1) {
      const running = await startWaymark(settings, [], { ...where, uid: NAMELESS });
      await running.kill('SIGTERM');
      await ends(settings.WAYMARK_DATA);
    }
    assert.deepEqual(ownersIn(settings.WAYMARK_DATA), [NAMELESS]);
  });

  it('says in one sentence that a clone which they may only read is not installed or not built', async () => {
    const clone = cloneInto(folder('not-built', 0o755));
    rmSync(join(clone, 'dist'), { recursive: true });
    const unbuilt = await runWaymark(['migrate'], {}, { clone, uid: SOMEBODY });
    assert.deepEqual([unbuilt.code, unbuilt.out], [2, '']);
    assert.match(unbuilt.err, /^Waymark has to be built in [^\n]+\.\n$/);
    renameSync(join(clone, 'node_modules'), join(clone, 'away'));
    const empty = await runWaymark(['migrate'], {}, { clone, uid: SOMEBODY });
    assert.deepEqual([empty.code, empty.out], [2, '']);
    assert.match(empty.err, /^Waymark installs its packages in [^\n]+\.\n$/);
  });
});

it('on another file system', {
  skip:
    existsSync('/dev/shm') && statSync('/dev/shm').dev !== statSync(tmpdir()).dev
      ? false
      : 'there is no other here',
}, async () => {
  const other = mkdtempSync('/dev/shm/waymark-');
  placed.push(other);
  await isUsable(join(other, 'data'), {}, {});
});
