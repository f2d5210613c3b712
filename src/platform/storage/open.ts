/** Opens the database that the configuration names, and brings it up to this code. */
import { dirname, join } from 'node:path';
import pg from 'pg';
import type { Config } from '../config.js';
import { StartProblem } from '../problems.js';
import { watchDiskSpace } from './disk-space.js';
import { clusterPaths } from './embedded/cluster.js';
import { type Joined, joinEmbedded } from './embedded/embedded.js';
import { assertOurs, listMigrations, type Migration, migrate } from './migrate.js';
import { makeUsers, missingRights } from './roles.js';
import { isAway, openStorage, type Storage } from './transaction.js';

const OLDEST_POSTGRES = 150000;
/** Connections stay open while unused: by them a restore sees that somebody is at work here. */
const POOL = { max: 10, idleTimeoutMillis: 0 };

/** Dates without a time stay text ("2026-11-23"): a Date would move them across midnight. */
export const dateTypes = {
  getTypeParser: (oid: number, format?: string) =>
    oid === pg.types.builtins.DATE
      ? (text: string) => text
      : pg.types.getTypeParser(oid, format as never),
} as pg.CustomTypesConfig;

/** An open database: the storage, and what was applied to it on the way. */
export interface Opened {
  storage: Storage;
  applied: string[];
}

/**
 * Opens the embedded database, or the one of DATABASE_URL.
 * @throws StartProblem in one plain sentence for whatever keeps it from opening.
 */
export async function openDatabase(config: Config): Promise<Opened> {
  return config.databaseUrl ? openExternal(config, config.databaseUrl) : openOwn(config);
}

async function openOwn(config: Config): Promise<Opened> {
  const joined = await joinEmbedded(config.dataFolder, join(config.root, 'dist/supervisor.js'));
  try {
    const migrations = listMigrations(config.root);
    await makeDatabase(joined, migrations);
    const applied = await withClient({ ...joined.owner }, (client) => migrate(client, migrations));
    const storage = openStorage(
      watched(new pg.Pool({ ...joined.application, ...POOL, types: dateTypes })),
    );
    const space = watchDiskSpace(dirname(clusterPaths(config.dataFolder).cluster));
    const close = async () => {
      await Promise.all([storage.close(), space.settled()]);
      await joined.leave();
    };
    const write: Storage['write'] = async (scope, work) => {
      await space.assertDiskSpace(scope.isSigningIn === true);
      return storage.write(scope, work);
    };
    return { storage: { ...storage, write, close }, applied };
  } catch (error) {
    await joined.leave();
    throw error;
  }
}

/**
 * Works as the owner of the tables, on the database as it is: nothing is migrated. For backups.
 * @throws StartProblem as openDatabase does.
 */
export async function withOwner<T>(
  config: Config,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const migrations = listMigrations(config.root);
  if (config.databaseUrl) {
    return withClient({ connectionString: config.databaseUrl }, async (client) => {
      await checkServer(client, migrations);
      return work(client);
    });
  }
  const joined = await joinEmbedded(config.dataFolder, join(config.root, 'dist/supervisor.js'));
  try {
    await makeDatabase(joined, migrations);
    return await withClient({ ...joined.owner }, work);
  } finally {
    await joined.leave();
  }
}

/** Makes the users, the roles and the database in a new cluster. Several processes may do so at once. */
async function makeDatabase(
  { bootstrap, owner, application }: Joined,
  migrations: Migration[],
): Promise<void> {
  await withClient(bootstrap, async (client) => {
    await client.query("SELECT pg_advisory_lock(hashtext('waymark.set-up'))");
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [
      owner.database,
    ]);
    if (rowCount) {
      await withClient({ ...bootstrap, database: owner.database }, (inside) =>
        assertOurs(inside, migrations),
      );
    }
    await makeUsers(client, { owner, application });
    if (!rowCount) await client.query(`CREATE DATABASE ${owner.database} OWNER ${owner.user}`);
  });
}

async function openExternal(config: Config, url: string): Promise<Opened> {
  const migrations = listMigrations(config.root);
  const applied = await withClient({ connectionString: url }, async (client) => {
    await assertWritable(client);
    await checkServer(client, migrations);
    return migrate(client, migrations);
  });
  const pool = new pg.Pool({ connectionString: url, ...POOL, types: dateTypes });
  return { storage: openStorage(watched(pool)), applied };
}

/** A connection that breaks, idle or at work, must not end the process: whoever works on it hears of it. */
function watched(pool: pg.Pool): pg.Pool {
  pool.on('error', () => {});
  pool.on('connect', (client) => {
    client.on('error', () => {});
  });
  return pool;
}

/** A copy of a database that follows another may be backed up, but not served. */
async function assertWritable(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ setting: string }>(
    "SELECT current_setting('transaction_read_only') AS setting",
  );
  if (rows[0]?.setting === 'off') return;
  throw new StartProblem(
    'The database of DATABASE_URL can only be read: name the main server, and no copy of it, or let its default_transaction_read_only be off.',
  );
}

/** Refuses what cannot be worked with, then sees to the roles. */
async function checkServer(client: pg.Client, migrations: Migration[]): Promise<void> {
  const { rows } = await client.query<{
    number: string;
    text: string;
    encoding: string;
  }>(
    `SELECT current_setting('server_version_num') AS number, current_setting('server_version') AS text,
            current_setting('server_encoding') AS encoding`,
  );
  const version = rows[0];
  if (Number(version?.number) < OLDEST_POSTGRES) {
    throw new StartProblem(
      `DATABASE_URL is PostgreSQL ${version?.text}: Waymark needs PostgreSQL 15 or newer.`,
    );
  }
  if (version?.encoding !== 'UTF8') {
    throw new StartProblem(
      `The database of DATABASE_URL is kept in ${version?.encoding}, which has too few letters: make one with CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0, and name that.`,
    );
  }
  await assertOurs(client, migrations);
  for (const statement of await missingRights(client))
    await client.query(statement).catch(() => {});
  const missing = await missingRights(client);
  if (missing.length === 0) return;
  throw new StartProblem(
    `The user of DATABASE_URL may not do all that Waymark needs: as a superuser run ${missing.join('; ')}; then start again.`,
  );
}

async function withClient<T>(
  options: pg.ClientConfig,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = await connect(options);
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}

const PATIENCE_MS = 10_000;
/** Starting, stopping, full of connections, or broken off on the way: another try may do. */
const PASSING = /^(57P\d\d|53300|08\w{3}|ECONNRESET|ENOENT|EPIPE|ETIMEDOUT)$/;

/** Connects; waits a while for a database that is just starting or stopping. */
async function connect(options: pg.ClientConfig): Promise<pg.Client> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const client = new pg.Client({ ...options, connectionTimeoutMillis: PATIENCE_MS });
    client.on('error', () => {});
    try {
      await client.connect();
      return client;
    } catch (error) {
      const isPassing = PASSING.test((error as { code?: string }).code ?? '');
      if (Date.now() > until || (options.connectionString && !isPassing))
        throw unreachable(options, error);
      if (!isAway(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

function unreachable({ connectionString }: pg.ClientConfig, error: unknown): unknown {
  if (!connectionString) return error;
  const { host, pathname } = new URL(connectionString);
  const why = (error as Error).message || (error as { code?: string }).code || 'no answer';
  return new StartProblem(
    `DATABASE_URL cannot be reached (${host}${pathname}: ${why}): check that PostgreSQL runs there and that user and password are right.`,
  );
}
