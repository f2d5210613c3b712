/** Starting wherever the clone lies and whoever starts it: a review is begun, and is there after the next start. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { ensureBuild } from '../bin/build.js';
import { removeSample, sampleConfig } from '../src/cast/sample.js';
import { readConfig, rootFolder } from '../src/config.js';
import { clusterPaths, runsOn } from '../src/storage/cluster.js';
import { runWaymark, startWaymark, type Where } from './support/process.js';

await ensureBuild();
const NOBODY = 65534;
/** The user "daemon", on every Linux. */
const SOMEBODY = 1;
/** Nobody has this number here. */
const NAMELESS = 23456;
const isRoot = process.getuid?.() === 0;
const asRoot = isRoot ? {} : { skip: 'not root here' };
const hasNamespaces =
  isRoot && spawnSync('unshare', ['--user', '--map-user=1', 'true']).status === 0;

/** Open to everybody: what lies in it is as closed as its own mode says. */
const scratch = mkdtempSync(join(tmpdir(), 'waymark-anywhere-'));
chmodSync(scratch, 0o755);
const placed: string[] = [];
after(() => {
  for (const folder of [scratch, ...placed])
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
});

function folder(name: string, mode: number, within = scratch): string {
  const path = join(within, name);
  mkdirSync(path, { mode });
  chmodSync(path, mode);
  return path;
}

/** A clone that is installed and built, without copying a byte where the file system has hard links. */
function cloneInto(parent: string): string {
  const clone = folder('waymark', 0o755, parent);
  const needed = readdirSync(rootFolder()).filter((name) => !/^(\.|data$|docs$|tests$)/.test(name));
  for (const how of ['-al', '-a']) {
    const { status } = spawnSync('cp', [how, ...needed, clone], { cwd: rootFolder() });
    if (status === 0) return clone;
  }
  throw new Error('The clone could not be copied.');
}

/** A PATH on which user namespaces are refused, as in many containers. */
const REFUSING = folder('refusing', 0o755);
writeFileSync(join(REFUSING, 'unshare'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
const withoutNamespaces = { PATH: `${REFUSING}:${process.env.PATH}` };

async function ends(data: string): Promise<void> {
  for (let tries = 0; tries < 200 && runsOn(data); tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 50));
  assert.ok(!runsOn(data), 'the database ends with the application');
}

const posted = (address: string, path: string, body: URLSearchParams, cookie = '') =>
  fetch(`${address}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie, origin: address },
    body,
  });

/** Sets a school up, begins a review and judges a statement. Gives where that stands and the session. */
async function judge(address: string): Promise<{ path: string; cookie: string }> {
  const setUp = new URLSearchParams({
    ...{ organisation: 'Otterbridge School', kind: 'school', urn: '', name: 'Maya Okafor' },
    ...{ email: 'maya@otterbridge.example', password: 'kestrel over the quarry' },
  });
  const answer = await posted(address, '/set-up', setUp);
  assert.equal(answer.status, 303, await answer.text());
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const review = new URLSearchParams({
    ...{ _key: '019a0000-0000-7000-8000-000000000001', academicYear: '2026', go: 'start' },
    ...{ title: 'Internal leadership review', answersFrom: 'blank' },
    ...{ participant: 'Maya Okafor', role: 'Careers Leader' },
  });
  const started = await posted(address, '/reviews', review, cookie);
  assert.equal(started.status, 303, await started.text());
  const id = /[0-9a-f-]{36}/.exec(started.headers.get('location') ?? '')?.[0];
  const path = `/api/reviews/${id}/statements/1.1/judgement`;
  const put = await fetch(`${address}${path}`, {
    method: 'PUT',
    headers: { cookie, origin: address, 'content-type': 'application/json' },
    body: JSON.stringify({ level: 2, reason: 'It is on the website', version: null }),
  });
  assert.equal(put.status, 200, await put.text());
  return { path, cookie };
}

async function levelAt(address: string, { path, cookie }: { path: string; cookie: string }) {
  const answer = await fetch(`${address}${path}`, { headers: { cookie } });
  return ((await answer.json()) as { level: number }).level;
}

/** Starts, judges, stops, starts again after a kill, and backs up and verifies beside it. */
async function isUsable(data: string, env: Record<string, string>, where: Where): Promise<void> {
  const settings = { WAYMARK_DATA: data, ...env };
  const first = await startWaymark(settings, [], where);
  const judged = await judge(first.address);
  await first.kill('SIGTERM');
  await ends(data);
  const second = await startWaymark(settings, [], where);
  assert.equal(await levelAt(second.address, judged), 2);
  await second.kill('SIGKILL');
  const third = await startWaymark(settings, [], where);
  assert.equal(await levelAt(third.address, judged), 2);
  const backup = join(data, 'backup.waymark');
  for (const args of [
    ['backup', backup],
    ['history', 'verify'],
  ]) {
    const { code, err } = await runWaymark(args, settings, where);
    assert.equal(code, 0, err);
  }
  await third.kill('SIGTERM');
  await ends(data);
  const restored = await runWaymark(['restore', backup, '--replace'], settings, where);
  assert.equal(restored.code, 0, restored.err);
  const last = await startWaymark(settings, [], where);
  await last.kill('SIGTERM');
  await ends(data);
}

/** Whom the files of a database belong to. */
function ownersIn(data: string): number[] {
  const { cluster } = clusterPaths(data);
  const within = readdirSync(cluster, { recursive: true, encoding: 'utf8' });
  return [...new Set(['.', ...within].map((name) => lstatSync(join(cluster, name)).uid))];
}

describe('as root', asRoot, () => {
  it('a clone that only root may enter, with its data in it', async () => {
    const closed = folder('closed with létters', 0o700);
    const clone = cloneInto(closed);
    await isUsable(join(clone, 'data'), {}, { clone });
    if (hasNamespaces) assert.deepEqual(ownersIn(join(clone, 'data')), [0]);
  });

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
    assert.match(first.said, new RegExp(`the database lies in ${place}`));
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
    const judged = await judge(first.address);
    await first.kill('SIGTERM');
    await ends(data);
    const { cluster } = clusterPaths(data);
    for (const name of readdirSync(cluster).slice(0, 9)) lchownSync(join(cluster, name), 0, 0);
    for (const env of [{}, withoutNamespaces]) {
      const again = await startWaymark({ ...settings, ...env });
      assert.equal(await levelAt(again.address, judged), 2);
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

describe('samples', () => {
  it('are left alone by other starts while their process lives, however old they look', async () => {
    const mine = sampleConfig(readConfig({}));
    const longAgo = new Date('2020-01-01');
    utimesSync(mine.dataFolder, longAgo, longAgo);
    const { pid = 0 } = spawnSync('true');
    const left = join(tmpdir(), `waymark-sample-${hostname()}-${pid}-abcdef`);
    mkdirSync(left);
    const other = sampleConfig(readConfig({}));
    assert.ok(existsSync(mine.dataFolder), 'this process has not ended');
    assert.ok(!existsSync(left), 'nobody is left who uses it');
    for (const config of [mine, other]) {
      await removeSample(config);
      assert.ok(!existsSync(config.dataFolder));
    }
  });
});

describe('before anything else', () => {
  it('an old Node.js is refused in one sentence', () => {
    const pretend = "Object.defineProperty(process.versions, 'node', { value: '20.18.3' });";
    const { status, stderr } = spawnSync(
      process.execPath,
      ['-e', `${pretend} require('./bin/check-node.cjs')`],
      { cwd: rootFolder(), encoding: 'utf8' },
    );
    assert.equal(status, 2);
    assert.equal(stderr, 'Waymark needs Node.js 20.19 or newer, and this is 20.18.3.\n');
    const { scripts } = JSON.parse(readFileSync(join(rootFolder(), 'package.json'), 'utf8'));
    for (const name of ['start', 'test'])
      assert.match(scripts[name], /^node --require \.\/bin\/check-node\.cjs /);
  });

  it('a registry that does not answer is named in one sentence', async () => {
    const clone = cloneInto(folder('no-network', 0o755));
    renameSync(join(clone, 'node_modules'), join(clone, 'away'));
    const env = {
      npm_config_registry: 'http://127.0.0.1:9/',
      npm_config_cache: join(scratch, 'npm'),
    };
    const { code, err } = await runWaymark(['migrate'], env, { clone });
    assert.equal(code, 2);
    const [doing, sentence, ...more] = err.trim().split('\n');
    assert.match(doing ?? '', /^Installing the packages that Waymark needs … $/);
    assert.match(sentence ?? '', /the package registry \(http:\/\/127\.0\.0\.1:9\) did not answer/);
    assert.deepEqual(more, []);
  });
});
