/** Waymark on a PostgreSQL that somebody else runs. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import pg from 'pg';
import { ensureBuild } from '../bin/build.js';
import { programs, startCluster } from './support/external.js';
import { runWaymark, startWaymark } from './support/process.js';

/** As far as a database of before the first baseline can be told by its list. */
const EARLIER = `
  CREATE TABLE migrations (name text PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now());
  INSERT INTO migrations (name, checksum) VALUES ('0001-foundation', 'a'), ('0073-enter-at-once', 'b');
  CREATE TABLE persons (id uuid PRIMARY KEY, name text NOT NULL);
  INSERT INTO persons VALUES (gen_random_uuid(), 'Maya Okafor')`;

const skip = programs ? false : 'PostgreSQL cannot be installed here';

describe('a PostgreSQL of somebody else', async () => {
  await ensureBuild();
  const address = programs ? await startCluster(programs) : () => '';

  const asUser = async <T>(
    user: string,
    database: string,
    work: (client: pg.Client) => Promise<T>,
  ) => {
    const client = new pg.Client({ connectionString: address(user, database) });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  };

  it('refuses a user that may not make the roles, and says what to do, which is enough', {
    skip,
  }, async () => {
    const env = { DATABASE_URL: address('plain', 'other') };
    const { code, err } = await runWaymark(['migrate'], env);
    assert.equal(code, 2, err);
    const [, sql = ''] = /as a superuser run (.*); then start again\.\n$/.exec(err) ?? [];
    assert.match(sql, /CREATE ROLE waymark_app NOLOGIN/);
    await asUser('postgres', 'other', (client) => client.query(sql));
    const again = await runWaymark(['migrate'], env);
    assert.equal(again.code, 0, again.err);
  });

  it('cannot be used for these reasons, and each is said in one sentence', { skip }, async () => {
    await asUser('postgres', 'postgres', async (client) => {
      await client.query(
        "CREATE DATABASE latin OWNER keeper ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0",
      );
      await client.query('CREATE DATABASE readonly OWNER keeper');
      await client.query('ALTER DATABASE readonly SET default_transaction_read_only = on');
      await client.query('CREATE DATABASE closed OWNER keeper ALLOW_CONNECTIONS false');
      await client.query('CREATE ROLE guest LOGIN');
      await client.query('CREATE DATABASE lent OWNER keeper');
    });
    for (const [user, database, says] of [
      ['keeper', 'latin', /kept in LATIN1/],
      ['keeper', 'readonly', /can only be read/],
      ['keeper', 'closed', /cannot be reached .*not currently accepting connections/],
      ['keeper', 'nowhere', /cannot be reached .*does not exist/],
      ['stranger', 'lent', /cannot be reached .*does not exist/],
      ['guest', 'lent', /as a superuser run/],
    ] as const) {
      const { code, err } = await runWaymark(['migrate'], {
        DATABASE_URL: address(user, database),
      });
      assert.equal(code, 2, `${user} in ${database}: ${err}`);
      assert.match(err, says);
      assert.match(err, /^[A-Z][^\n]*\.\n$/);
    }
  });

  it('leaves a database of an earlier Waymark as it is, and says so', { skip }, async () => {
    await asUser('postgres', 'postgres', (client) =>
      client.query('CREATE DATABASE earlier OWNER keeper'),
    );
    const all = () =>
      asUser('keeper', 'earlier', (client) =>
        client.query('SELECT relname, relacl FROM pg_class WHERE relnamespace = $1::regnamespace', [
          'public',
        ]),
      );
    await asUser('keeper', 'earlier', (client) => client.query(EARLIER));
    const before = (await all()).rows;
    const backup = join(tmpdir(), `waymark-earlier-${process.pid}`);
    for (const command of [['migrate'], ['serve'], ['backup', backup]]) {
      const { code, err } = await runWaymark(command, {
        DATABASE_URL: address('keeper', 'earlier'),
      });
      assert.equal(code, 2, err);
      assert.match(
        err,
        /^The database was made by an earlier Waymark that was never released[^\n]*\.\n$/,
      );
    }
    assert.deepEqual((await all()).rows, before);
    assert.ok(!existsSync(backup));
  });

  it('serves, as a role that owns nothing and passes no policy [S-56]', { skip }, async () => {
    const url = address('keeper', 'waymark');
    const running = await startWaymark({ DATABASE_URL: url });
    const answer = await fetch(`${running.address}/set-up`, {
      method: 'POST',
      headers: { Origin: running.address },
      redirect: 'manual',
      body: new URLSearchParams({
        code: running.setUpCode,
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
    for (const role of ['keeper', 'waymark_app']) {
      await client.query(`SET ROLE ${role}`);
      assert.equal((await client.query('SELECT * FROM organisations')).rowCount, 0, role);
    }
    await client.end();
    const signIn = () => fetch(`${running.address}/sign-in`);
    assert.equal((await signIn()).status, 200);
    await asUser('postgres', 'waymark', (admin) => admin.query('REVOKE waymark_roles FROM keeper'));
    assert.equal((await signIn()).status, 500, 'without the role nothing is answered');
    await asUser('postgres', 'waymark', (admin) => admin.query('GRANT waymark_roles TO keeper'));
    assert.equal((await signIn()).status, 200);
    assert.equal((await running.kill('SIGTERM')).code, 0);
  });

  it('joins a database that another process is serving', { skip }, async () => {
    const { code, out } = await runWaymark(['migrate', '--json'], {
      DATABASE_URL: address('keeper', 'waymark'),
    });
    assert.equal(code, 0);
    assert.deepEqual(JSON.parse(out).applied, []);
  });
});
