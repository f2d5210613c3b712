/** Starting: what a newcomer sees when all is well, and one plain sentence with exit 2 when it is not. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import pg from 'pg';
import { ensureBuild } from '../bin/build.js';
import { readConfig, rootFolder } from '../src/platform/config.js';
import { joinEmbedded } from '../src/platform/storage/embedded/embedded.js';
import { endWithTest } from './support/children.js';
import { runWaymark, startWaymark } from './support/process.js';

await ensureBuild();
const scratch = mkdtempSync(join(tmpdir(), 'waymark-start-'));
after(async () => {
  await databaseEnds(join(scratch, 'good'));
  rmSync(scratch, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
});
const supervisor = join(rootFolder(), 'dist/supervisor.js');

/** Waits until no PostgreSQL of the folder runs any more. */
async function databaseEnds(folder: string): Promise<boolean> {
  const file = join(folder, 'postgres/cluster/postmaster.pid');
  for (let attempts = 0; attempts < 1200 && existsSync(file); attempts += 1)
    await new Promise((resolve) => setTimeout(resolve, 50));
  return !existsSync(file);
}

/** Opens the page for setting up, again while it says that the database does not answer yet. */
async function opens(address: string): Promise<void> {
  let answer = await fetch(`${address}/set-up`);
  for (let attempts = 0; attempts < 12 && answer.status === 503; attempts += 1)
    answer = await fetch(`${address}/set-up`);
  assert.equal(answer.status, 200);
}

function oneSentence(text: string): void {
  assert.match(text.trim(), /^[A-Z][^\n]*[.]$/, text);
  assert.doesNotMatch(text, /\n\s+at /);
}

describe('a start', () => {
  const folder = join(scratch, 'good');

  it('makes a database, says where to go and what the code is, and takes over from what was killed', async () => {
    let running = await startWaymark({ WAYMARK_DATA: folder });
    const link = /Open this link to set up your school: (\S+)/.exec(running.said)?.[1] ?? '';
    assert.equal(link, `${running.address}/set-up?code=${running.setUpCode}`);
    assert.match(running.setUpCode, /^[a-z2-9]{5}-[a-z2-9]{5}$/);
    const opened = await fetch(link, { redirect: 'manual' });
    assert.equal(opened.status, 303);
    assert.equal(opened.headers.get('location'), '/set-up');
    await opens(running.address);

    // Kill -9 of the application. A second process joins the next start.
    await running.kill('SIGKILL');
    running = await startWaymark({ WAYMARK_DATA: folder });
    const beside = await runWaymark(['migrate', '--json'], { WAYMARK_DATA: folder });
    assert.equal(beside.code, 0, beside.err);
    assert.deepEqual(JSON.parse(beside.out).applied, []);
    await opens(running.address);

    // PostgreSQL is started again when it is killed, and taken over when its keeper was killed.
    const pid = Number(
      readFileSync(join(folder, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0],
    );
    process.kill(pid, 'SIGKILL');
    await opens(running.address);
    process.kill(
      JSON.parse(readFileSync(join(folder, 'postgres/supervisor.json'), 'utf8')).pid,
      'SIGKILL',
    );
    await running.kill('SIGKILL');
    running = await startWaymark({ WAYMARK_DATA: folder });
    await opens(running.address);
    const { code } = await running.kill('SIGTERM');
    assert.equal(code, 0);
    assert.ok(await databaseEnds(folder), 'PostgreSQL must end with the application');
  });

  it('goes on after a power cut, and in a copy of a running data folder has a database of its own', async () => {
    let running = await startWaymark({ WAYMARK_DATA: folder });
    const home = join(folder, 'postgres');
    const { pid } = JSON.parse(readFileSync(join(home, 'supervisor.json'), 'utf8'));
    const postmaster = join(home, 'cluster/postmaster.pid');
    const database = Number(readFileSync(postmaster, 'utf8').split('\n')[0]);
    const kept = readFileSync(postmaster, 'utf8');
    // Other programs have its numbers now. In this order nobody has the time to tidy up or to start anything again.
    process.kill(pid, 'SIGKILL');
    process.kill(database, 'SIGKILL');
    await running.kill('SIGKILL');
    for (const file of [join(home, 'supervisor.pid'), join(home, 'supervisor.json')])
      writeFileSync(file, readFileSync(file, 'utf8').replaceAll(String(pid), String(process.pid)));
    writeFileSync(postmaster, kept.replace(/^\d+/, String(process.pid)));
    running = await startWaymark({ WAYMARK_DATA: folder });
    await opens(running.address);

    const copy = join(scratch, 'copy');
    // The sockets of the original cannot be copied, and are nothing to a copy.
    cpSync(folder, copy, { recursive: true, filter: (path) => !statSync(path).isSocket() });
    const beside = await startWaymark({ WAYMARK_DATA: copy });
    const owner = (of: string) =>
      JSON.parse(readFileSync(join(of, 'postgres/supervisor.json'), 'utf8')).pid as number;
    assert.notEqual(owner(copy), owner(folder));
    await running.kill('SIGTERM');
    assert.ok(await databaseEnds(folder));
    await opens(beside.address);
    await beside.kill('SIGKILL');
    assert.ok(await databaseEnds(copy), 'after kill -9 nobody is left orphaned');
  });

  it('goes on though its lock files were cut short', async () => {
    for (const [file, text] of [
      ['cluster/postmaster.pid', ''],
      ['run/.s.PGSQL.5432.lock', '\0\0\0\0'],
      ['supervisor.pid', ''],
      ['supervisor.json', '{"pid":'],
    ] as const)
      writeFileSync(join(folder, 'postgres', file), text);
    const { code, err } = await runWaymark(['migrate'], { WAYMARK_DATA: folder });
    assert.equal(code, 0, err);
    assert.ok(await databaseEnds(folder));
  });
});

describe('a start that cannot go on', () => {
  it('names a busy port', async () => {
    const busy = createServer().listen(0, 'localhost');
    await new Promise((resolve) => busy.once('listening', resolve));
    const port = String((busy.address() as { port: number }).port);
    const { code, err } = await runWaymark(['serve'], {
      WAYMARK_DATA: join(scratch, 'good'),
      PORT: port,
    });
    busy.close();
    assert.equal(code, 2);
    assert.match(err, new RegExp(`Port ${port} is in use`));
    oneSentence(err);
  });

  it('names a folder that cannot be written', async () => {
    const file = join(scratch, 'a-file');
    writeFileSync(file, '');
    const { code, err } = await runWaymark(['serve'], { WAYMARK_DATA: join(file, 'data') });
    assert.equal(code, 2);
    assert.match(err, /cannot be written/);
    oneSentence(err);
  });

  it('ends its database though nobody listens to its keeper any more', {
    timeout: 60_000,
  }, async () => {
    const folder = join(scratch, 'empty');
    const joined = await joinEmbedded(folder, supervisor);
    await joined.leave();
    assert.ok(await databaseEnds(folder));
    const unheard = spawn(process.execPath, [supervisor, folder], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    endWithTest(unheard);
    unheard.stdout.destroy();
    const code = await new Promise((resolve) => unheard.once('exit', resolve));
    assert.equal(code, 0);
  });

  it('names a database that is newer than the code', async () => {
    const folder = join(scratch, 'good');
    assert.equal((await runWaymark(['migrate'], { WAYMARK_DATA: folder })).code, 0);
    const joined = await joinEmbedded(folder, supervisor);
    const client = new pg.Client(joined.owner);
    await client.connect();
    await client.query(
      "INSERT INTO migrations (name, checksum) VALUES ('9999-from-the-future', 'x')",
    );
    const { code, err } = await runWaymark(['serve'], { WAYMARK_DATA: folder });
    await client.query("DELETE FROM migrations WHERE name = '9999-from-the-future'");
    await client.end();
    await joined.leave();
    assert.equal(code, 2);
    assert.match(err, /newer than this copy of Waymark/);
    oneSentence(err);
  });

  it('leaves a data folder of an earlier Waymark as it is, and says so', async () => {
    const folder = join(scratch, 'empty');
    const joined = await joinEmbedded(folder, supervisor);
    const users = async (client: pg.Client) =>
      (await client.query('SELECT rolname, rolcanlogin FROM pg_roles ORDER BY 1')).rows;
    const inside = async <T>(database: string, work: (client: pg.Client) => Promise<T>) => {
      const client = new pg.Client({ ...joined.bootstrap, database });
      await client.connect();
      return work(client).finally(() => client.end());
    };
    await inside('postgres', async (client) => {
      await client.query('CREATE ROLE waymark_owner LOGIN');
      await client.query('CREATE DATABASE waymark OWNER waymark_owner');
    });
    await inside('waymark', (client) =>
      client.query(`
        CREATE TABLE migrations (name text PRIMARY KEY, checksum text NOT NULL);
        INSERT INTO migrations VALUES ('0001-foundation', 'a'), ('0073-enter-at-once', 'b')`),
    );
    const before = await inside('postgres', users);
    for (const command of [['serve'], ['backup', join(scratch, 'earlier.tar.gz')]]) {
      const { code, err } = await runWaymark(command, { WAYMARK_DATA: folder });
      assert.equal(code, 2, err);
      assert.match(err, /made by an earlier Waymark that was never released/);
      oneSentence(err);
    }
    assert.deepEqual(await inside('postgres', users), before);
    assert.equal(existsSync(join(scratch, 'earlier.tar.gz')), false);
    await joined.leave();
    assert.ok(await databaseEnds(folder));
  });

  it('names a damaged database', async () => {
    const folder = join(scratch, 'empty');
    const joined = await joinEmbedded(folder, supervisor);
    await joined.leave();
    assert.ok(await databaseEnds(folder));
    const control = join(folder, 'postgres/cluster/global/pg_control');
    writeFileSync(control, Buffer.alloc(readFileSync(control).length));
    const zeroed = await runWaymark(['serve'], { WAYMARK_DATA: folder });
    assert.equal(zeroed.code, 2);
    assert.match(zeroed.err, /is damaged/);
    rmSync(control);
    const missing = await runWaymark(['serve'], { WAYMARK_DATA: folder });
    assert.equal(missing.code, 2);
    assert.match(missing.err, /pg_control is missing/);
    oneSentence(missing.err);
  });

  it('names a DATABASE_URL that does not answer, and settings that cannot be', async () => {
    const away = await runWaymark(['serve'], {
      DATABASE_URL: 'postgresql://waymark:secret@127.0.0.1:9/waymark',
    });
    assert.equal(away.code, 2);
    assert.match(away.err, /DATABASE_URL cannot be reached/);
    assert.ok(!away.err.includes('secret'), 'a password is never printed');
    oneSentence(away.err);
    const { code, err } = await runWaymark(['serve'], { PORT: 'tea' });
    assert.equal(code, 2, err);
    assert.match(err, /PORT/);
    oneSentence(err);
    for (const [name, value] of [
      ['DATABASE_URL', 'mysql://x'],
      ['WAYMARK_URL', 'ftp://x'],
    ] as const)
      assert.throws(
        () => readConfig({ [name]: value }),
        ({ message }: Error) => {
          assert.match(message, new RegExp(name));
          oneSentence(message);
          return true;
        },
      );
  });

  it('says what there is when a command is unknown', async () => {
    const { code, err } = await runWaymark(['sreve'], {});
    assert.equal(code, 2);
    assert.match(err, /There is no command "sreve"/);
    const help = await runWaymark(['--help'], {});
    assert.equal(help.code, 0);
    assert.match(help.out, /serve/);
    const near = await runWaymark(['review', 'lst', '--json'], {});
    assert.equal(near.code, 2);
    assert.match(near.err, /There is no command "review lst"\. Did you mean "review list"\?/);
    const group = await runWaymark(['review', '--help'], {});
    assert.equal(group.code, 0);
    assert.match(group.out, /review show REVIEW/);
    assert.doesNotMatch(group.out, /plan add/);
  });

  it('tells what a command takes when it is asked, and when it was given something else', async () => {
    const help = await runWaymark(['restore', '--help'], {});
    assert.equal(help.code, 0);
    const [called, , , ...options] = help.out.trim().split('\n');
    assert.equal(called, 'waymark restore FILE');
    assert.deepEqual(
      options.map((line) => line.trim().split(/ {2,}/)),
      [
        ['--check', 'only check that the backup is complete'],
        ['--replace', 'replace the school that is here'],
        ['--json', 'print JSON'],
        ['--help', 'this text'],
      ],
    );
    const granting = await runWaymark(['person', 'grant', '-h'], {});
    assert.equal(granting.code, 0);
    assert.match(granting.out, /^ {2}--school SCHOOL +its name, URN or id$/m);
    const mistyped = await runWaymark(['restore', '--chekc'], {});
    assert.deepEqual([mistyped.code, mistyped.out], [2, '']);
    assert.match(mistyped.err, /^Unknown option '--chekc'\.\n\nwaymark restore FILE\n/);
    const nothing = await runWaymark([], {});
    assert.equal(nothing.code, 0);
    assert.match(nothing.out, /^waymark COMMAND\n/);
    for (const words of [['review'], ['--jsn']]) {
      const { code, out, err } = await runWaymark(words, {});
      assert.deepEqual([code, out], [2, ''], words[0]);
      assert.match(err, /review show REVIEW/, words[0]);
    }
  });
});
