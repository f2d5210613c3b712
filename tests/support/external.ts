/** A PostgreSQL that somebody else runs: the oldest that is supported, from Debian's package. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import pg from 'pg';
import { install } from '../../scripts/tools.js';
import { freePort } from './ports.js';

const NOBODY = 65534;

/** The programs of the newest PostgreSQL that Debian's packages have put here, or null. */
function serverPrograms(): string | null {
  const home = '/usr/lib/postgresql';
  const versions = () =>
    existsSync(home)
      ? readdirSync(home).filter((each) => existsSync(join(home, each, 'bin/initdb')))
      : [];
  if (versions().length === 0) install(['postgresql']);
  const newest = versions().sort((a, b) => Number(b) - Number(a))[0];
  return newest ? join(home, newest, 'bin') : null;
}

/** The programs of a PostgreSQL server, or null: none is here, and none may be installed. */
export const programs = serverPrograms();

/** Starts a cluster with the users that the tests need, and gives the address of a database for a user. */
export async function startCluster(
  bin: string,
): Promise<(user: string, database: string) => string> {
  const folder = mkdtempSync(join(tmpdir(), 'waymark-external-'));
  const isRoot = process.getuid?.() === 0;
  const identity = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
  if (isRoot) chownSync(folder, NOBODY, NOBODY);
  chmodSync(folder, 0o700);
  const options = { cwd: folder, ...identity, env: { ...process.env, LC_ALL: 'C' } };
  const made = spawnSync(
    join(bin, 'initdb'),
    ['-D', join(folder, 'c'), '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync'],
    { ...options, encoding: 'utf8' },
  );
  assert.equal(made.status, 0, made.stderr);
  const port = await freePort();
  const server = spawn(
    join(bin, 'postgres'),
    ['-D', join(folder, 'c'), '-k', folder, '-p', String(port), '-h', '127.0.0.1'],
    { ...options, stdio: 'ignore' },
  );
  process.once('exit', () => server.kill('SIGKILL'));
  after(async () => {
    server.kill('SIGINT');
    await new Promise((resolve) => server.once('exit', resolve));
    rmSync(folder, { recursive: true, force: true });
  });
  const address = (user: string, database: string) =>
    `postgresql://${user}@127.0.0.1:${port}/${database}`;
  for (let attempts = 0; ; attempts += 1) {
    const client = new pg.Client({ connectionString: address('postgres', 'postgres') });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.query('CREATE ROLE keeper LOGIN CREATEROLE; CREATE ROLE plain LOGIN');
      await client.query('CREATE DATABASE waymark OWNER keeper');
      await client.query('CREATE DATABASE other OWNER plain');
      await client.end();
      return address;
    } catch (error) {
      if (attempts > 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
