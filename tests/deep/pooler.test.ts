/** Behind pgbouncer in transaction mode, where neighbouring transactions share server connections. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import pg from 'pg';
import { ensureBuild } from '../../bin/build.js';
import { createApp } from '../../src/app.js';
import { makeBackup } from '../../src/backup/make-backup.js';
import { makeDemo } from '../../src/demo/make.js';
import { publishBuiltIn } from '../../src/framework/changes.js';
import { signInAs } from '../../src/organisation/set-up-changes.js';
import { readConfig } from '../../src/platform/config.js';
import { openAppContext } from '../../src/platform/storage/context.js';
import { openDatabase } from '../../src/platform/storage/open.js';
import { loadAssets } from '../../src/platform/web/assets.js';
import { programs, startCluster } from '../support/external.js';
import { pooler, startPooler } from '../support/pooler.js';

/** Fewer than Waymark opens, so that they are always shared. */
const SERVER_CONNECTIONS = 2;

describe('behind pgbouncer in transaction mode', {
  skip: programs && pooler ? false : 'PostgreSQL or pgbouncer cannot be installed here',
}, async () => {
  if (!programs || !pooler) return;
  await ensureBuild();
  const scratch = mkdtempSync(join(tmpdir(), 'waymark-pooled-'));
  after(() => rmSync(scratch, { recursive: true, force: true }));
  const address = await startCluster(programs);
  const direct = address('keeper', 'waymark');
  const config = readConfig({
    DATABASE_URL: await startPooler(pooler, direct, SERVER_CONNECTIONS),
    WAYMARK_DATA: scratch,
  });
  loadAssets(config.root);
  const { storage } = await openDatabase(config);
  after(() => storage.close());
  const context = openAppContext(config, storage);
  await publishBuiltIn(context);
  const schools = await makeDemo(context);
  const app = createApp(context);

  const visitors = await Promise.all(
    schools.slice(0, 2).map(async ({ organisation, people, reviews }) => ({
      name: organisation.name,
      path: `/reviews/${reviews.at(-1)}`,
      cookie: `__Host-waymark=${await signInAs(context, Object.values(people)[0]?.person.id ?? '', 'Test')}`,
    })),
  );
  const ask = (cookie: string, path: string, init: RequestInit = {}) =>
    app.request(`http://localhost${path}`, {
      ...init,
      headers: { ...init.headers, cookie, host: 'localhost', 'sec-fetch-site': 'same-origin' },
    });

  it('400 of 400 pages and changes are answered, and two schools never meet', async () => {
    const turns = Array.from({ length: 400 }, async (_, turn) => {
      const [own, other] = turn % 2 ? visitors : [...visitors].reverse();
      assert.ok(own && other);
      if (turn % 4 < 2) {
        const answer = await ask(own.cookie, `${own.path}/statements/3.1`);
        const html = await answer.text();
        assert.equal(answer.status, 200);
        assert.ok(html.includes(own.name) && !html.includes(other.name));
        const foreign = await ask(own.cookie, `${other.path}/statements/3.1`);
        assert.equal(foreign.status, 404);
        return 'read';
      }
      const answer = await ask(own.cookie, `/api${own.path}/statements/3.1/agreement`, {
        method: 'PUT',
        body: JSON.stringify({
          level: (turn % 4) + 1,
          reason: `${own.name} ${turn}`,
        }),
        headers: { 'content-type': 'application/json', 'if-match': '*' },
      });
      assert.equal(answer.status, 200, await answer.clone().text());
      return 'changed';
    });
    const done = await Promise.all(turns);
    assert.equal(done.filter((each) => each === 'read').length, 200);
    assert.equal(done.filter((each) => each === 'changed').length, 200);
    for (const { cookie, path, name } of visitors) {
      const { reason } = (await (
        await ask(cookie, `/api${path}/statements/3.1/agreement`)
      ).json()) as { reason: string };
      assert.ok(reason.startsWith(name), reason);
    }
  });

  it('nothing is left on a server connection, and no statement has a name', async () => {
    const client = new pg.Client({ connectionString: config.databaseUrl ?? '' });
    await client.connect();
    for (let each = 0; each < 2 * SERVER_CONNECTIONS; each += 1) {
      const { rows } = await client.query(
        `SELECT current_user AS user, coalesce(current_setting('waymark.organisation', true), '') AS scope,
           (SELECT count(*)::int FROM pg_prepared_statements WHERE name <> '') AS named`,
      );
      assert.deepEqual(rows, [{ user: 'keeper', scope: '', named: 0 }]);
    }
    await client.end();
  });

  it('a backup is made too, and holds everything', async () => {
    const { manifest } = await makeBackup(config, join(scratch, 'pooled.tar.gz'), new Date());
    assert.equal(manifest.rows.organisations, schools.length);
    assert.ok((manifest.rows.agreements ?? 0) > 32);
  });
});
