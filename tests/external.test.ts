/** Waymark on a PostgreSQL that somebody else runs. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import pg from 'pg';
import { ensureBuild } from '../bin/build.js';
import { programs, startCluster } from './support/external.js';
import { runWaymark, startWaymark } from './support/process.js';

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
