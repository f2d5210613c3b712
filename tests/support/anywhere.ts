/** Starting Waymark in other folders and as other users: clones, a wrapper that refuses namespaces, a short use of it. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { rootFolder } from '../../src/platform/config.js';
import { clusterPaths, runsOn } from '../../src/platform/storage/embedded/cluster.js';
import { type RunningWaymark, runWaymark, startWaymark, type Where } from './process.js';

export const isRoot = process.getuid?.() === 0;
export const asRoot = isRoot ? {} : { skip: 'not root here' };
export const hasNamespaces =
  isRoot && spawnSync('unshare', ['--user', '--map-user=1', 'true']).status === 0;

/** Open to everybody: what lies in it is as closed as its own mode says. */
export const scratch = mkdtempSync(join(tmpdir(), 'waymark-anywhere-'));
chmodSync(scratch, 0o755);
/** Folders elsewhere that are removed in the end too. */
export const placed: string[] = [];
after(() => {
  for (const folder of [scratch, ...placed])
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
});

/** Makes a folder with exactly this mode. */
export function folder(name: string, mode: number, within = scratch): string {
  const path = join(within, name);
  mkdirSync(path, { mode });
  chmodSync(path, mode);
  return path;
}

/** A clone that is installed and built, without copying a byte where the file system has hard links. */
export function cloneInto(parent: string): string {
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
export const withoutNamespaces = { PATH: `${REFUSING}:${process.env.PATH}` };

/** Waits until nothing runs on a data folder any more. */
export async function ends(data: string): Promise<void> {
  for (let attempts = 0; attempts < 200 && runsOn(data); attempts += 1)
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
export async function agree({
  address,
  setUpCode,
}: Pick<RunningWaymark, 'address' | 'setUpCode'>): Promise<{ path: string; cookie: string }> {
  const setUp = new URLSearchParams({
    code: setUpCode,
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
  const path = `/api/reviews/${id}/statements/1.1/agreement`;
  const put = await fetch(`${address}${path}`, {
    method: 'PUT',
    headers: {
      cookie,
      origin: address,
      'content-type': 'application/json',
      'if-match': '*',
    },
    body: JSON.stringify({ level: 2, reason: 'It is on the website' }),
  });
  assert.equal(put.status, 200, await put.text());
  return { path, cookie };
}

/** The level that was judged. */
export async function levelAt(address: string, { path, cookie }: { path: string; cookie: string }) {
  const answer = await fetch(`${address}${path}`, { headers: { cookie } });
  return ((await answer.json()) as { level: number }).level;
}

/** Starts, judges, starts again after a kill, backs up and verifies beside it, stops, restores and starts once more. */
export async function isUsable(
  data: string,
  env: Record<string, string>,
  where: Where,
): Promise<void> {
  const settings = { WAYMARK_DATA: data, ...env };
  const first = await startWaymark(settings, [], where);
  const agreed = await agree(first);
  await first.kill('SIGKILL');
  const second = await startWaymark(settings, [], where);
  assert.equal(await levelAt(second.address, agreed), 2);
  const backup = join(data, 'backup.waymark');
  for (const args of [
    ['backup', backup],
    ['history', 'verify'],
  ]) {
    const { code, err } = await runWaymark(args, settings, where);
    assert.equal(code, 0, err);
  }
  await second.kill('SIGTERM');
  await ends(data);
  const restored = await runWaymark(['restore', backup, '--replace'], settings, where);
  assert.equal(restored.code, 0, restored.err);
  const last = await startWaymark(settings, [], where);
  await last.kill('SIGTERM');
  await ends(data);
}

/** Whom the files of a database belong to. */
export function ownersIn(data: string): number[] {
  const { cluster } = clusterPaths(data);
  const within = readdirSync(cluster, { recursive: true, encoding: 'utf8' });
  return [...new Set(['.', ...within].map((name) => lstatSync(join(cluster, name)).uid))];
}
