/** The row-level security: with every check of the application out of the way, the database still shows nothing foreign. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import pg from 'pg';
import { openTestDemo } from './support/app.js';
import {
  ensureRow,
  plantCanaries,
  tablesOfOrganisations,
  tablesOfPersons,
} from './support/canaries.js';

const {
  context,
  schools: [ours, theirs],
} = await openTestDemo();
assert.ok(ours && theirs);
await plantCanaries(context.superuser, theirs.organisation.id);
const leader = Object.values(ours.people)[0];
const stranger = Object.values(theirs.people)[0];
assert.ok(leader && stranger);

/** Tables without row-level security, and why. */
const OPEN: Readonly<Record<string, string>> = {
  migrations: 'the application may only read it, and it names files of the product',
};

/** The scopes that a visitor of our school can ever run under. */
const SCOPES: readonly [string, { organisation: string; person: string }][] = [
  ['a member at work', { organisation: ours.organisation.id, person: leader.person.id }],
  ['a person in no school', { organisation: '', person: leader.person.id }],
  ['nobody', { organisation: '', person: '' }],
];

const client = new pg.Client(context.application);
await client.connect();

/** Runs one statement as the application does, with nothing but the scope set. Always rolled back. */
async function ask<T extends pg.QueryResultRow>(
  scope: { organisation: string; person: string },
  sql: string,
  values: unknown[] = [],
): Promise<pg.QueryResult<T>> {
  await client.query('BEGIN');
  try {
    await client.query(
      "SELECT set_config('role', 'waymark_app', true), set_config('waymark.organisation', $1, true), set_config('waymark.person', $2, true), set_config('waymark.installation', 'off', true)",
      [scope.organisation, scope.person],
    );
    return await client.query<T>(sql, values);
  } finally {
    await client.query('ROLLBACK');
  }
}

async function columnsOf(table: string): Promise<string[]> {
  const { rows } = await context.superuser.query<{ name: string }>(
    `SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0
     AND NOT attisdropped AND attgenerated = ''`,
    [table],
  );
  return rows.map(({ name }) => name);
}

/** 42501: refused by a policy or for want of the privilege. */
const isRefused = (error: unknown) => (error as { code?: string }).code === '42501';

const tables = await tablesOfOrganisations(context.superuser);
const personal = await tablesOfPersons(context.superuser);
for (const table of personal) {
  await ensureRow(context.superuser, table, 'person_id', stranger.person.id);
  await ensureRow(context.superuser, table, 'person_id', leader.person.id);
}

await context.superuser.query(
  `INSERT INTO attempts (kind, who, failures, last_at) VALUES ('account', 'x', 1, now());
   INSERT INTO settings (name, value) VALUES ('a setting', '{}');
   INSERT INTO history_keys (id, public_key, made_at) VALUES ('a key', 'a key', now());`,
);

/** A table, the column that says whose a row is, and who is meant: ours and a foreign one. */
interface Owned {
  table: string;
  column: string;
  ours: string;
  theirs: string;
}
const schools = { ours: ours.organisation.id, theirs: theirs.organisation.id };
const people = { ours: leader.person.id, theirs: stranger.person.id };
/** Every row that belongs to somebody. */
const owned: Owned[] = [
  ...tables.map((table) => ({ table, column: 'organisation_id', ...schools })),
  ...personal.map((table) => ({ table, column: 'person_id', ...people })),
  { table: 'organisations', column: 'id', ...schools },
  { table: 'persons', column: 'id', ...people },
];
/** What the installation alone may read, and what it alone may add to. */
const INSTALLATION_READS = ['attempts'];
const INSTALLATION_ADDS = ['attempts', 'settings', 'history_keys', 'organisations', 'persons'];

describe('the second wall', () => {
  after(() => client.end());

  it('stands before every table that there is', async () => {
    const { rows } = await context.superuser.query<{ name: string; guarded: boolean }>(`
      SELECT c.relname AS name,
             c.relrowsecurity AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid) AS guarded
      FROM pg_class c WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
        AND c.relnamespace = 'public'::regnamespace`);
    const bare = rows
      .filter(({ name, guarded }) => !guarded && !OPEN[name])
      .map(({ name }) => name);
    assert.deepEqual(
      bare,
      [],
      `Without a policy: ${bare.join(', ')}. In the migration: ALTER TABLE … ENABLE ROW LEVEL SECURITY, and CREATE POLICY.`,
    );
    assert.ok(tables.length >= 10, 'the catalogue was read');
  });

  it('cannot be climbed by the role of the application [S-57]', async () => {
    const { rows } = await ask<Record<string, unknown>>(
      { organisation: '', person: '' },
      `SELECT r.rolsuper, r.rolbypassrls, r.rolcreaterole, r.rolcreatedb,
              (SELECT count(*)::int FROM pg_class c WHERE c.relowner = r.oid) AS owns,
              (SELECT count(*)::int FROM pg_auth_members m WHERE m.member = r.oid) AS memberships
       FROM pg_roles r WHERE r.rolname = current_user`,
    );
    assert.deepEqual(rows, [
      {
        rolsuper: false,
        rolbypassrls: false,
        rolcreaterole: false,
        rolcreatedb: false,
        owns: 0,
        memberships: 0,
      },
    ]);
  });

  it('takes a scope for what it is: whoever sets none sees no school', async () => {
    for (const table of tables) {
      const { rows }: pg.QueryResult<{ n: number }> = await ask(
        { organisation: '', person: '' },
        `SELECT count(*)::int AS n FROM ${table} WHERE organisation_id IS NOT NULL AND organisation_id <> '00000000-0000-0000-0000-000000000000'`,
      );
      assert.equal(rows[0]?.n, 0, table);
    }
  });

  for (const [who, scope] of SCOPES) {
    it(`gives ${who} no foreign row to read [S-50]`, async () => {
      for (const { table, column, theirs: foreign } of owned) {
        const { rows }: pg.QueryResult<{ n: number }> = await ask(
          scope,
          `SELECT count(*)::int AS n FROM ${table} WHERE ${column} = $1`,
          [foreign],
        );
        assert.equal(rows[0]?.n, 0, table);
      }
    });

    it(`lets ${who} change and delete nothing foreign`, async () => {
      for (const { table, column, theirs: foreign } of owned) {
        for (const sql of [
          `UPDATE ${table} SET ${column} = ${column} WHERE ${column} = $1`,
          `DELETE FROM ${table} WHERE ${column} = $1`,
        ]) {
          assert.equal(await changed(scope, sql, [foreign]), 0, sql);
        }
      }
    });

    it(`lets ${who} put nothing into another school or under another person`, async () => {
      for (const { table, column, theirs: foreign } of owned) {
        await assert.rejects(putIn(scope, table, column, foreign), isRefused, table);
      }
    });

    it(`keeps what is the installation’s from ${who}`, async () => {
      for (const table of INSTALLATION_READS) {
        assert.equal((await ask(scope, `SELECT 1 FROM ${table}`)).rowCount, 0, table);
        assert.equal(await changed(scope, `DELETE FROM ${table}`), 0, table);
      }
      for (const table of INSTALLATION_ADDS) {
        const { rows } = await context.superuser.query(`SELECT * FROM ${table} LIMIT 1`);
        assert.ok(rows[0], `${table} has a row`);
        const put = ask(scope, ...insertOf(table, rows[0]));
        await assert.rejects(put, isRefused, table);
      }
      assert.equal(await changed(scope, "UPDATE settings SET value = '{}'"), 0);
    });
  }

  it('lets nobody move a row of their own to another school or person', async () => {
    const [, scope] = SCOPES[0] ?? [];
    assert.ok(scope);
    for (const { table, column, ours: own, theirs: foreign } of owned) {
      const sql = `UPDATE ${table} SET ${column} = $1 WHERE ${column} = $2`;
      assert.equal(await changed(scope, sql, [foreign, own]), 0, table);
    }
  });

  it('shows a person their own part in another school, and lets them change nothing of it [S-02]', async () => {
    await context.superuser.query(
      "INSERT INTO memberships (organisation_id, person_id, role, started_at) VALUES ($1, $2, 'viewer', now())",
      [theirs.organisation.id, leader.person.id],
    );
    const [, scope] = SCOPES[0] ?? [];
    assert.ok(scope);
    const own = [theirs.organisation.id, leader.person.id];
    const seen = await ask(
      scope,
      'SELECT 1 FROM memberships WHERE organisation_id = $1 AND person_id = $2',
      own,
    );
    assert.equal(seen.rowCount, 1);
    for (const sql of [
      "UPDATE memberships SET role = 'careers leader' WHERE organisation_id = $1 AND person_id = $2",
      "UPDATE organisations SET name = 'Taken' WHERE id = $1 AND $2::uuid IS NOT NULL",
    ]) {
      assert.equal((await ask(scope, sql, own)).rowCount, 0, sql);
    }
    await context.superuser.query(
      'DELETE FROM memberships WHERE organisation_id = $1 AND person_id = $2',
      own,
    );
  });

  it('lets history and published versions be added to and read, no more [S-66]', async () => {
    const [, scope] = SCOPES[0] ?? [];
    assert.ok(scope);
    for (const sql of [
      "UPDATE history SET verb = 'nothing'",
      'DELETE FROM history',
      "UPDATE framework_versions SET title = ''",
      'DELETE FROM framework_versions',
      'TRUNCATE history',
    ]) {
      await assert.rejects(ask(scope, sql), isRefused, sql);
    }
  });
});

/** How many rows a change would touch; 0 as well when it is refused outright. */
async function changed(
  scope: { organisation: string; person: string },
  sql: string,
  values: unknown[] = [],
): Promise<number> {
  try {
    const { rowCount }: pg.QueryResult = await ask(scope, sql, values);
    return rowCount ?? 0;
  } catch (error) {
    assert.ok(isRefused(error), `${sql}: ${(error as Error).message}`);
    return 0;
  }
}

/** Puts a copy of a foreign row where it lies. */
async function putIn(
  scope: { organisation: string; person: string },
  table: string,
  column: string,
  owner: string,
) {
  const columns = await columnsOf(table);
  const { rows } = await context.superuser.query(
    `SELECT ${columns.join(', ')} FROM ${table} WHERE ${column} = $1 LIMIT 1`,
    [owner],
  );
  assert.ok(rows[0], `${table} has a foreign row`);
  return ask(scope, ...insertOf(table, rows[0]));
}

function insertOf(table: string, row: Record<string, unknown>): [string, unknown[]] {
  const names = Object.keys(row);
  const marks = names.map((_, index) => `$${index + 1}`);
  return [
    `INSERT INTO ${table} (${names.join(', ')}) VALUES (${marks.join(', ')})`,
    Object.values(row).map(plain),
  ];
}

/** A value as a parameter: objects as JSON text. */
const plain = (value: unknown) =>
  value !== null &&
  typeof value === 'object' &&
  !(value instanceof Date) &&
  !Buffer.isBuffer(value) &&
  !Array.isArray(value)
    ? JSON.stringify(value)
    : value;
