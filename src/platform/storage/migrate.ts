/** Numbered .sql files, forward only, each in a transaction of its own, under a lock. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { StartProblem } from '../problems.js';

export interface Migration {
  /** "0003-review" */
  name: string;
  sql: string;
  checksum: string;
}

/** The migrations of this code, in order. */
export function listMigrations(root: string): Migration[] {
  const folder = join(root, 'src/platform/storage/migrations');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => {
      const sql = readFileSync(join(folder, file), 'utf8');
      const checksum = createHash('sha256').update(sql).digest('hex');
      return { name: file.replace(/\.sql$/, ''), sql, checksum };
    });
}

/**
 * Refuses a database that this code cannot go on with, before anything in it is touched.
 * @throws StartProblem when it is newer than the code, or was made by other migrations.
 */
export async function assertOurs(client: pg.Client, migrations: Migration[]): Promise<void> {
  const { rows } = await client.query<{ at: string | null }>(
    "SELECT to_regclass('public.migrations') AS at",
  );
  if (rows[0]?.at) nextMigration(await listDone(client), migrations);
}

async function listDone(client: pg.Client): Promise<Done[]> {
  const { rows } = await client.query<Done>('SELECT name, checksum FROM migrations ORDER BY name');
  return rows;
}

/**
 * Brings a database up to this code, as the owner of its tables. Returns the names of what was applied.
 * Killed at any statement, it leaves the state before or after a whole migration.
 * @throws StartProblem when the database is newer than the code, or was made by other migrations.
 */
export async function migrate(owner: pg.Client, migrations: Migration[]): Promise<string[]> {
  await owner.query(MIGRATIONS_TABLE);
  const applied: string[] = [];
  for (;;) {
    await owner.query('BEGIN');
    try {
      await owner.query('LOCK TABLE migrations IN EXCLUSIVE MODE');
      const next = nextMigration(await listDone(owner), migrations);
      if (next) await apply(owner, next);
      await grant(owner);
      await owner.query('COMMIT');
      if (!next) return applied;
      applied.push(next.name);
    } catch (error) {
      await owner.query('ROLLBACK').catch(() => {});
      throw error;
    }
  }
}

const MIGRATIONS_TABLE =
  'CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())';

async function apply(owner: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  // A statement that row-level security would keep from some rows fails in place of passing over them.
  await owner.query('SET LOCAL row_security = off');
  await owner.query(sql);
  await owner.query('INSERT INTO migrations (name, checksum) VALUES ($1, $2)', [name, checksum]);
}

/** Makes the tables of these migrations where there are none, within the transaction of the caller. */
export async function makeTables(owner: pg.Client, migrations: Migration[]): Promise<void> {
  await owner.query(MIGRATIONS_TABLE);
  for (const migration of migrations) await apply(owner, migration);
  await grant(owner);
}

interface Done {
  name: string;
  checksum: string;
}

function nextMigration(done: Done[], migrations: Migration[]): Migration | undefined {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  const isOfThisLine = done.some(({ checksum }) => checksum === migrations[0]?.checksum);
  if (done.length > 0 && !isOfThisLine) {
    throw new StartProblem(
      'The database was made by an earlier Waymark that was never released, and cannot be brought up to this one: keep it for the copy of Waymark that made it, and begin with an empty data folder or database.',
    );
  }
  for (const { name, checksum } of done) {
    const ours = known.get(name);
    if (!ours) {
      throw new StartProblem(
        `The database is newer than this copy of Waymark (it has "${name}"): update Waymark, then start it again.`,
      );
    }
    if (ours.checksum !== checksum) {
      throw new StartProblem(
        `The database was made by another edition of the migration "${name}": use the copy of Waymark that made it.`,
      );
    }
  }
  const names = new Set(done.map(({ name }) => name));
  return migrations.find(({ name }) => !names.has(name));
}

/** What the roles may do. History and published versions can be added to and read, no more. */
async function grant(owner: pg.Client): Promise<void> {
  await owner.query(`
    GRANT USAGE ON SCHEMA public TO waymark_app, waymark_backup;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO waymark_app;
    GRANT SELECT ON ALL TABLES IN SCHEMA public TO waymark_backup;
    REVOKE INSERT, UPDATE, DELETE ON migrations FROM waymark_app;
  `);
  for (const table of ['history', 'framework_versions']) {
    await owner.query(
      `DO $$ BEGIN IF to_regclass('${table}') IS NOT NULL THEN REVOKE UPDATE, DELETE ON ${table} FROM waymark_app; END IF; END $$`,
    );
  }
}
