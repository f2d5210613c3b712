/** What the database that Waymark runs itself writes into its log: never a statement, never a value. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import pg from 'pg';
import { ensureBuild } from '../../../../bin/build.js';
import { rootFolder } from '../../config.js';
import { type Joined, joinEmbedded } from './embedded.js';

/** Stands in every statement and among its values. */
const SECRET = 'otter-under-the-bridge';

const folder = mkdtempSync(join(tmpdir(), 'waymark-log-'));
const logs = join(folder, 'postgres/cluster/log');
let joined: Joined;
let client: pg.Client;

const supervisor = join(rootFolder(), 'dist/supervisor.js');
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function connect(): Promise<pg.Client> {
  const made = new pg.Client(joined.bootstrap);
  made.on('error', () => {});
  await made.connect();
  return made;
}

/** Waits until PostgreSQL has ended, so that the next one begins with other settings. */
async function leave(): Promise<void> {
  await client.end().catch(() => {});
  await joined.leave();
  const pid = join(folder, 'postgres/cluster/postmaster.pid');
  for (let attempts = 0; attempts < 400 && existsSync(pid); attempts += 1) await pause(25);
}

/** All that PostgreSQL has written so far. */
const log = () =>
  existsSync(logs)
    ? readdirSync(logs)
        .map((name) => readFileSync(join(logs, name), 'utf8'))
        .join('\n')
    : '';

/** Waits for a line, for as long as PostgreSQL needs to write it. */
async function logged(words: RegExp): Promise<string> {
  for (let attempts = 0; attempts < 200 && !words.test(log()); attempts += 1) await pause(25);
  return log();
}

/** All that was written until now: a reload is asked for, and its line comes after every earlier one. */
async function writtenSoFar(): Promise<string> {
  const reloads = () => log().split('reloading configuration files').length;
  const before = reloads();
  await client.query('SELECT pg_reload_conf()');
  for (let attempts = 0; attempts < 200 && reloads() === before; attempts += 1) await pause(25);
  assert.equal(reloads(), before + 1, 'the reload is in the log');
  return log();
}

const refused = (work: Promise<unknown>, code: string) =>
  assert.rejects(work, (error: { code?: string }) => error.code === code);

before(async () => {
  await ensureBuild();
  joined = await joinEmbedded(folder, supervisor);
  client = await connect();
  // Somebody turns the log on by hand, and asks for more than is good.
  for (const [name, value] of [
    ['logging_collector', 'on'],
    ['log_min_messages', 'debug1'],
    ['log_min_error_statement', 'debug1'],
    ['log_statement', 'all'],
    ['log_min_duration_statement', '0'],
    ['log_parameter_max_length_on_error', '-1'],
  ])
    await client.query(`ALTER SYSTEM SET ${name} = '${value}'`);
  await leave();
  joined = await joinEmbedded(folder, supervisor);
  client = await connect();
  await client.query(`
    CREATE TABLE notes (id integer PRIMARY KEY, words text CHECK (words <> 'no'));
    CREATE TABLE kept (id integer PRIMARY KEY, note integer
      REFERENCES notes DEFERRABLE INITIALLY DEFERRED, words text)`);
});

after(async () => {
  await leave();
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
});

describe('the log of the embedded database', () => {
  it('is written at all, so that the rest of this file reads something', async () => {
    assert.match(
      await logged(/ready to accept connections/),
      /database system is ready to accept connections/,
    );
  });

  it('holds no statement and no value when one is refused', async () => {
    await client.query('INSERT INTO notes VALUES (1, $1)', [SECRET]);
    await refused(client.query('INSERT INTO notes VALUES (1, $1)', [SECRET]), '23505');
    await refused(client.query(`INSERT INTO notes VALUES (1, '${SECRET}')`), '23505');
    await refused(client.query('SELECT $1::uuid', [SECRET]), '22P02');
    await refused(client.query(`SELECT nothing_called('${SECRET}')`), '42883');
    assert.ok(!(await writtenSoFar()).includes(SECRET), log());
  });

  it('holds none when a statement with its values fails only as it is committed', async () => {
    await refused(
      client.query(`BEGIN; INSERT INTO kept VALUES (1, 99, '${SECRET}'); COMMIT`),
      '23503',
    );
    await client.query('ROLLBACK');
    assert.ok(!(await writtenSoFar()).includes(SECRET), log());
  });

  it('holds none when two changes hold each other up', async () => {
    const other = await connect();
    await client.query('INSERT INTO notes VALUES (2, $1)', ['two']);
    await client.query('BEGIN');
    await other.query('BEGIN');
    await client.query(`UPDATE notes SET words = '${SECRET}' WHERE id = 1`);
    await other.query(`UPDATE notes SET words = '${SECRET}' WHERE id = 2`);
    const both = await Promise.allSettled([
      client.query(`UPDATE notes SET words = '${SECRET}' WHERE id = 2`),
      other.query(`UPDATE notes SET words = '${SECRET}' WHERE id = 1`),
    ]);
    const codes = both.map((each) => each.status === 'rejected' && each.reason.code);
    assert.ok(codes.includes('40P01'), String(codes));
    await client.query('ROLLBACK');
    await other.end();
    assert.ok(!(await writtenSoFar()).includes(SECRET), log());
  });

  it('holds none when a process of PostgreSQL is killed in the middle of a statement', async () => {
    const { rows } = await client.query('SELECT pg_backend_pid() AS pid');
    const running = client.query(`SELECT pg_sleep(30), '${SECRET}'`);
    running.catch(() => {});
    await pause(200);
    process.kill(rows[0].pid, 'SIGKILL');
    await assert.rejects(running);
    assert.match(await logged(/terminated by signal 9/), /terminated by signal 9/);
    assert.ok(!log().includes(SECRET), log());
  });
});
