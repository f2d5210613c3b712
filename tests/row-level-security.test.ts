/** Row-level security that stands by itself: nobody sees a row without a role, and without the role nothing runs. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, describe, it } from 'node:test';
import { sql } from 'kysely';
import pg from 'pg';
import { makeDemo } from '../src/demo/make.js';
import type { ConnectionOptions } from '../src/platform/storage/embedded/embedded.js';
import { type Db, nobody, openStorage, type Scope } from '../src/platform/storage/transaction.js';
import { openTestApp } from './support/app.js';
import { ensureRow, plantCanaries, tablesOfPersons } from './support/canaries.js';

const context = await openTestApp();
const schools = await makeDemo(context);
const [ours] = schools;
assert.ok(ours);
const leader = Object.values(ours.people)[0];
assert.ok(leader);
const scope: Scope = { organisation: ours.organisation.id, person: leader.person.id };

/** A table without row-level security, and why. */
const OPEN: Readonly<Record<string, string>> = {
  migrations: 'it names files of the product, and the owner reads it before there is a role',
};

interface Guarded {
  name: string;
  isForced: boolean;
  /** "name for command to roles: condition" */
  policies: string[];
}

const { rows: tables } = await context.superuser.query<Guarded>(
  `
  SELECT c.relname AS name, c.relrowsecurity AND c.relforcerowsecurity AS "isForced",
    ARRAY(SELECT format('%s for %s to %s: %s', p.policyname, p.cmd, array_to_string(p.roles, ', '), p.qual)
          FROM pg_policies p WHERE p.schemaname = 'public' AND p.tablename = c.relname ORDER BY 1) AS policies
  FROM pg_class c WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
    AND NOT c.relname = ANY ($1) ORDER BY 1`,
  [Object.keys(OPEN)],
);

const rename = (db: Db) => db.updateTable('organisations').set({ name: 'Other' }).execute();

async function as<T>(user: ConnectionOptions, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(user);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

describe('every table', () => {
  it('is guarded, from its owner too', () => {
    assert.ok(tables.length > 40, `${tables.length} tables`);
    const open = tables.filter(({ isForced }) => !isForced).map(({ name }) => name);
    assert.deepEqual(open, [], 'In the migration: SELECT waymark_guard(…)');
  });

  it('is read by backups, and by nobody in particular never', () => {
    for (const { name, policies } of tables) {
      assert.ok(policies.includes('backup for SELECT to waymark_backup: true'), name);
      const wrong = policies.filter((each) => !/ to waymark_(app|backup|definer): /.test(each));
      assert.deepEqual(wrong, [], name);
      assert.ok(
        policies.some((each) => each.includes(' to waymark_app: ')),
        name,
      );
    }
  });
});

describe('every function that sees past the scope', () => {
  it('runs as waymark_definer, in a fixed search path, for the application alone', async () => {
    const { rows } = await context.superuser.query(`
      SELECT p.proname AS name, pg_get_userbyid(p.proowner) AS owner, p.proconfig AS config,
        ARRAY(SELECT a.grantee::regrole::text FROM aclexplode(p.proacl) a WHERE a.grantee <> p.proowner) AS callers
      FROM pg_proc p WHERE p.prosecdef AND p.pronamespace = 'public'::regnamespace ORDER BY 1`);
    assert.ok(rows.length >= 6);
    for (const { name, ...how } of rows) {
      const due = {
        owner: 'waymark_definer',
        config: ['search_path=public, pg_temp'],
        callers: ['waymark_app'],
      };
      assert.deepEqual(how, due, name);
    }
  });
});

describe('without a role', () => {
  it('neither the user of the application nor the owner sees a row, whatever scope they set', async () => {
    await plantCanaries(context.superuser, ours.organisation.id);
    for (const table of await tablesOfPersons(context.superuser))
      await ensureRow(context.superuser, table, 'person_id', leader.person.id);
    let hidden = 0;
    for (const { name } of tables)
      hidden += (await context.superuser.query(`SELECT 1 FROM ${name} LIMIT 1`)).rowCount ?? 0;
    assert.ok(hidden > 40, `${hidden} tables have rows to hide`);
    for (const user of [context.owner, context.application]) {
      await as(user, async (client) => {
        await client.query(
          "SELECT set_config('waymark.organisation', $1, false), set_config('waymark.person', $2, false), set_config('waymark.installation', 'on', false)",
          [scope.organisation, scope.person],
        );
        for (const { name } of tables) {
          const seen = await client.query(`SELECT 1 FROM ${name} LIMIT 1`).then(
            ({ rowCount }) => rowCount,
            // The user of the application has no right to any table at all.
            (error: { code?: string }) => error.code,
          );
          assert.equal(seen, user === context.owner ? 0 : '42501', `${user.user}: ${name}`);
        }
      });
    }
  });

  it('a statement of the owner that would pass rows over can be made to fail, as migrations do', async () => {
    await as(context.owner, async (client) => {
      assert.equal((await client.query('UPDATE persons SET version = version')).rowCount, 0);
      await client.query('SET row_security = off');
      const changing = client.query('UPDATE persons SET version = version');
      await assert.rejects(changing, { code: '42501' });
    });
  });
});

describe('when the role is taken away', async () => {
  // Somebody with every right of the owner, as the user of DATABASE_URL has, and the role of the application.
  const user = `test_${randomBytes(6).toString('hex')}`;
  await context.superuser.query(`
    CREATE ROLE ${user} LOGIN NOINHERIT PASSWORD '${user}';
    GRANT waymark_owner TO ${user} WITH INHERIT TRUE, SET FALSE;
    GRANT waymark_app TO ${user}`);
  const pool = new pg.Pool({ ...context.application, user, password: user, max: 4 });
  const storage = openStorage(pool);
  after(async () => {
    await storage.close();
    await context.superuser.query(`DROP ROLE ${user}`);
  });

  const reviews = (db: Db) => db.selectFrom('reviews').select('organisation_id').execute();
  const call = (db: Db) =>
    sql`SELECT * FROM waymark_session(${Buffer.from('x')}, now())`.execute(db);
  const revoked = { code: '42501', message: /permission denied to set role "waymark_app"/ };

  it('nothing is read, changed or called, on connections of before and of after', async () => {
    const held = async () => {
      for (const each of [reviews, rename, call]) {
        let asked = false;
        const work = async (db: Db) => {
          asked = true;
          return each(db);
        };
        await assert.rejects(storage.read(each === call ? nobody : scope, work), revoked);
        await assert.rejects(storage.write(each === call ? nobody : scope, work), revoked);
        assert.equal(asked, false, 'nothing was asked');
      }
    };
    const seen = await storage.read(scope, reviews);
    assert.ok(seen.length > 0);
    assert.ok(seen.every((row) => row.organisation_id === ours.organisation.id));
    await storage.read(nobody, call);
    await context.superuser.query(`REVOKE waymark_app FROM ${user}`);
    await held();
    await Promise.all(Array.from({ length: 8 }, held));
    const { rows } = await context.superuser.query(
      "SELECT count(*)::int AS n FROM organisations WHERE name = 'Other'",
    );
    assert.deepEqual(rows, [{ n: 0 }]);
    await context.superuser.query(`GRANT waymark_app TO ${user}`);
    assert.equal((await storage.read(scope, reviews)).length, seen.length);
  });
});

describe('two schools on the same two connections', async () => {
  const pool = new pg.Pool({ ...context.application, max: 2 });
  const storage = openStorage(pool);
  after(() => storage.close());

  it('never meet, whoever comes next, fails or sets another scope', async () => {
    const asking = Array.from({ length: 400 }, async (_, turn) => {
      const school = schools[turn % 2];
      const organisation = school?.organisation.id ?? '';
      const mine = { organisation, person: null };
      if (turn % 5 === 0) {
        const failing = storage.write(mine, async (db) => {
          await sql`SELECT set_config('waymark.organisation', ${schools[2]?.organisation.id}, true)`.execute(
            db,
          );
          await sql`SELECT 1 / 0`.execute(db);
        });
        await assert.rejects(failing, { code: '22012' });
      }
      const kind = turn % 3 === 0 ? ('write' as const) : ('read' as const);
      const seen = await storage[kind](mine, (db) =>
        db.selectFrom('reviews').select('organisation_id').execute(),
      );
      assert.ok(seen.length > 0);
      assert.deepEqual([...new Set(seen.map((row) => row.organisation_id))], [organisation]);
    });
    await Promise.all(asking);
    const left = await pool.query(
      "SELECT current_user AS user, current_setting('waymark.organisation', true) AS organisation",
    );
    assert.deepEqual(left.rows, [{ user: context.application.user, organisation: '' }]);
  });

  it('a change of which a statement failed unheard is not told as saved', async () => {
    const writing = storage.write(scope, async (db) => {
      await rename(db);
      await sql`SELECT 1 / 0`.execute(db).catch(() => {});
    });
    await assert.rejects(writing, /was undone/);
  });
});
