/** Putting a backup in place: all of it or nothing, and nothing is touched before all of it was found whole. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { countWords } from '../platform/chart/scale.js';
import type { Config } from '../platform/config.js';
import { conflict } from '../platform/problems.js';
import { openFiles } from '../platform/storage/files.js';
import { takeIn } from '../platform/storage/files-incoming.js';
import {
  listMigrations,
  type Migration,
  makeTables,
  migrate,
} from '../platform/storage/migrate.js';
import { withOwner } from '../platform/storage/open.js';
import { entriesOf, fileOf, type Header, type Sound, tableOf, verifyBackup } from './archive.js';
import { CopyIn, startCopy } from './copy.js';
import { listErased, rememberErased } from './erasures.js';
import {
  copyInto,
  DIALECT,
  type DumpedTable,
  functionsOf,
  READ_EVERYTHING,
  tablesOf,
} from './tables.js';

export interface Restored extends Sound {
  /** Migrations that were newer than the backup. */
  applied: string[];
}

/**
 * Verifies a backup, then puts it in place in one transaction, and brings it up to this code. What is there is only
 * replaced when the caller says so; people whom it had erased are remembered, to be erased again.
 * @throws Problem 422 as verifyBackup; 409 `restore.newer`, `restore.not-empty`, `restore.in-use`
 */
export async function restoreBackup(
  config: Config,
  path: string,
  { mayReplace = false } = {},
): Promise<Restored> {
  const sound = await verifyBackup(path);
  const migrations = listMigrations(config.root);
  const then = migrationsOf(sound.header, migrations);
  return withOwner(config, async (client) => {
    await assertRestorable(client, mayReplace);
    await restoreFiles(config, path);
    await inTransaction(client, async () => {
      await client.query(DIALECT);
      await client.query(READ_EVERYTHING);
      const erased = await listErased(client);
      await client.query('RESET ROLE');
      await dropTables(client, migrations);
      await makeTables(client, then);
      await unguarded(client, migrations, () =>
        withoutForeignKeys(client, sound.header.tables, async () => {
          await load(client, path, sound);
          await rememberErased(client, erased);
        }),
      );
    });
    return { ...sound, applied: await migrate(client, migrations) };
  });
}

async function inTransaction<T>(client: pg.Client, work: () => Promise<T>): Promise<T> {
  await client.query('BEGIN');
  try {
    const result = await work();
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  }
}

/** The migrations that the backup was made with, as this code has them. */
function migrationsOf(header: Header, ours: readonly Migration[]): Migration[] {
  if (header.migrations[0] && header.migrations[0].checksum !== ours[0]?.checksum) {
    throw conflict(
      'restore.earlier',
      'The backup was made by an earlier Waymark that was never released. Restore it with the copy of Waymark that made it. Nothing was changed.',
    );
  }
  return header.migrations.map(({ name, checksum }) => {
    const known = ours.find((migration) => migration.name === name);
    if (known?.checksum === checksum) return known;
    throw conflict(
      'restore.newer',
      known
        ? `The backup was made by another edition of the migration "${name}": use the copy of Waymark that made it. Nothing was changed.`
        : `The backup is newer than this copy of Waymark (it has "${name}"): update Waymark, then restore. Nothing was changed.`,
    );
  });
}

async function assertRestorable(client: pg.Client, mayReplace: boolean): Promise<void> {
  const others = await client.query(
    `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
       AND usename IN ('waymark_login', current_user)`,
  );
  if (others.rowCount) {
    throw conflict(
      'restore.in-use',
      'Waymark is running on this database. Stop it, then restore. Nothing was changed.',
    );
  }
  if (!mayReplace && (await hasPeople(client))) {
    throw conflict(
      'restore.not-empty',
      'There is already a school here. To replace it, first back up what is here, then restore with --replace. Nothing was changed.',
    );
  }
}

async function hasPeople(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ at: string | null }>("SELECT to_regclass('persons') AS at");
  if (!rows[0]?.at) return false;
  return inTransaction(client, async () => {
    await client.query(READ_EVERYTHING);
    return Boolean((await client.query('SELECT 1 FROM persons LIMIT 1')).rowCount);
  });
}

/** Files go first: one that nothing speaks of does no harm and is swept, one that is missing would. */
async function restoreFiles(config: Config, path: string): Promise<void> {
  const files = openFiles(config);
  for await (const entry of entriesOf(path)) {
    const place = fileOf(entry.name);
    if (!place) continue;
    const id = `restore-${process.pid}-${place.checksum}`;
    const incoming = await takeIn(config.dataFolder, id, entry.content, entry.bytes);
    await files.keep(place, incoming.path);
  }
}

async function dropTables(client: pg.Client, migrations: readonly Migration[]): Promise<void> {
  await client.query(`DROP TABLE IF EXISTS ${tablesOf(migrations).join(', ')} CASCADE`);
  for (const name of functionsOf(migrations))
    await client.query(`DROP FUNCTION IF EXISTS ${name} CASCADE`);
}

/** Lets the owner past the policies for as long as the rows come in: COPY takes none under row-level security. */
async function unguarded(
  client: pg.Client,
  migrations: readonly Migration[],
  work: () => Promise<void>,
): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT oid::regclass::text AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace
       AND relforcerowsecurity AND relname = ANY ($1)`,
    [tablesOf(migrations)],
  );
  const alter = (how: string) =>
    client.query(
      rows.map(({ name }) => `ALTER TABLE ${name} ${how} ROW LEVEL SECURITY`).join('; '),
    );
  await alter('NO FORCE');
  await work();
  await alter('FORCE');
}

/** Tables point at each other in circles and at themselves: their keys are checked when all of them are in. */
async function withoutForeignKeys(
  client: pg.Client,
  tables: readonly DumpedTable[],
  work: () => Promise<void>,
): Promise<void> {
  const { rows } = await client.query<{ at: string; name: string; what: string }>(
    `SELECT conrelid::regclass::text AS at, quote_ident(conname) AS name, pg_get_constraintdef(oid) AS what
     FROM pg_constraint WHERE contype = 'f' AND conrelid = ANY ($1::regclass[])`,
    [tables.map(({ name }) => name)],
  );
  for (const { at, name } of rows) await client.query(`ALTER TABLE ${at} DROP CONSTRAINT ${name}`);
  await work();
  for (const { at, name, what } of rows)
    await client.query(`ALTER TABLE ${at} ADD CONSTRAINT ${name} ${what}`);
}

async function load(client: pg.Client, path: string, { header, manifest }: Sound): Promise<void> {
  const parts = tableParts(path);
  let part = await parts.next();
  for (const table of header.tables) {
    const copy = startCopy(client, new CopyIn(copyInto(table)));
    const rows = async function* () {
      while (!part.done && part.value.table === table.name) {
        yield* part.value.content;
        part = await parts.next();
      }
    };
    await pipeline(Readable.from(rows()), copy);
    if (copy.rows !== manifest.rows[table.name])
      throw new Error(
        `${table.name} holds ${countWords(copy.rows, 'row')}, not ${manifest.rows[table.name]}.`,
      );
  }
  if (!part.done) throw new Error(`${part.value.table} comes out of turn.`);
}

async function* tableParts(path: string) {
  for await (const entry of entriesOf(path)) {
    const table = tableOf(entry.name);
    if (table) yield { table, content: entry.content };
  }
}
