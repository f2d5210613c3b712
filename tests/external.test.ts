/** Waymark on a PostgreSQL that somebody else runs: the oldest that is supported, from Debian's package. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import pg from 'pg';
import { ensureBuild } from '../bin/build.js';
import { install } from '../scripts/tools.js';
import { runWaymark, startWaymark } from './support/process.js';

const NOBODY = 65534;

/** The programs of the newest PostgreSQL that Debian's packages have put here, or null. */
function serverPrograms(): string | null {
  const home = '/usr/lib/postgresql';
  const versions = () =>
    existsSync(home)
      ? readdirSync(home).filter((each) => existsSync(join(home, each, 'bin/initdb')))
      : [];
  if (versions().length === 0) install('postgresql');
  const newest = versions().sort((a, b) => Number(b) - Number(a))[0];
  return newest ? join(home, newest, 'bin') : null;
}

const programs = serverPrograms();

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Starts a cluster with the users that the tests need, and gives the address of a database for a user. */
async function startCluster(bin: string): Promise<(user: string, database: string) => string> {
  const folder = mkdtempSync(join(tmpdir(), 'waymark-external-'));
  const isRoot = process.getuid?.() === 0;
  const identity = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
  if (isRoot) chownSync(folder, NOBODY, NOBODY);
  chmodSync(folder, 0o700);
  const options = { cwd: folder, ...identity, env: { ...process.env, LC_ALL: 'C' } };
  const made = spawnSync(
    join(bin, 'initdb'),
    ['-D', join(folder, 'c'), '-U', 'postgres', '-A', 'trust', '--no-sync'],
    { ...options, encoding: 'utf8' },
  );
  assert.equal(made.status, 0, made.stderr);
  const port = await freePort();
  const server = spawn(
    join(bin, 'postgres'),
    ['-D', join(folder, 'c'), '-k', folder, '-p', String(port), '-h', '127.0.0.1'],
    { ...options, stdio: 'ignore' },
  );
  after(async () => {
    server.kill('SIGINT');
    await new Promise((resolve) => server.once('exit', resolve));
    rmSync(folder, { recursive: true, force: true });
  });
  const address = (user: string, database: string) =>
    `postgresql://${user}@127.0.0.1:${port}/${database}`;
  for (let tries = 0; ; tries += 1) {
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
      if (tries > 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

describe('a PostgreSQL of somebody else', {
  skip: programs ? false : 'no PostgreSQL server here, and none may be installed',
}, async () => {
  await ensureBuild();
  const address = programs ? await startCluster(programs) : () => '';

  it('refuses a user that may not make the role, and says what to do', async () => {
    const { code, err } = await runWaymark(['migrate'], {
      DATABASE_URL: address('plain', 'other'),
    });
    assert.equal(code, 2, err);
    assert.match(err, /CREATE ROLE waymark_app NOLOGIN/);
  });

  it('serves, as a role that owns nothing and passes no policy', async () => {
    const url = address('keeper', 'waymark');
    const running = await startWaymark({ DATABASE_URL: url });
    const answer = await fetch(`${running.address}/set-up`, {
      method: 'POST',
      headers: { Origin: running.address },
      redirect: 'manual',
      body: new URLSearchParams({
        organisation: 'Otterbridge School',
        kind: 'school',
        urn: '',
        name: 'Maya Okafor',
        email: 'maya@otterbridge.example',
        password: 'kestrel over the quarry',
      }),
    });
    assert.equal(answer.status, 303);
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query(
      "SELECT usename, (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = 'waymark_app') AS passes FROM pg_tables t JOIN pg_user u ON u.usename = t.tableowner WHERE tablename = 'reviews'",
    );
    assert.deepEqual(rows, [{ usename: 'keeper', passes: false }]);
    await client.query('SET ROLE waymark_app');
    assert.equal(
      (await client.query('SELECT * FROM organisations')).rowCount,
      0,
      'without a scope there are no rows',
    );
    await client.end();
    assert.equal((await running.kill('SIGTERM')).code, 0);
  });

  it('joins a database that another process is serving', async () => {
    const { code, out } = await runWaymark(['migrate', '--json'], {
      DATABASE_URL: address('keeper', 'waymark'),
    });
    assert.equal(code, 0);
    assert.deepEqual(JSON.parse(out).applied, []);
  });
});
