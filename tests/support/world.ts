/** A world of its own for each test file: a real database copied from a migrated template. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after } from 'node:test';
import pg from 'pg';
import { ensureBuild } from '../../bin/build.js';
import { createApp } from '../../src/app.js';
import { type Config, readConfig, rootFolder } from '../../src/config.js';
import { publishBuiltIn } from '../../src/framework/changes.js';
import { type ConnectionOptions, joinEmbedded } from '../../src/storage/embedded.js';
import { listMigrations, migrate } from '../../src/storage/migrate.js';
import { dateTypes } from '../../src/storage/open.js';
import { makeUsers } from '../../src/storage/roles.js';
import { openStorage } from '../../src/storage/transaction.js';
import { openWorld, type World } from '../../src/storage/world.js';
import { loadAssets } from '../../src/web/assets.js';

export interface TestWorld extends World {
  app: ReturnType<typeof createApp>;
  /** Moves the clock; it stands still otherwise. */
  setClock(time: string): void;
  /** A connection past every policy, for looking at what is really there. */
  superuser: pg.Client;
  /** The connection settings of the application and of the owner, for tests of row-level security. */
  application: ConnectionOptions;
  owner: ConnectionOptions;
}

const root = rootFolder();

/**
 * Opens a world. Its database is dropped when the test file ends. With `isWallDown` the application runs past every
 * policy of the database, so that only its own checks are left.
 */
export async function openTestWorld({
  isDemo = false,
  env = {} as Record<string, string>,
  isWallDown = false,
} = {}): Promise<TestWorld> {
  await ensureBuild();
  loadAssets(root);
  const folder = process.env.WAYMARK_TEST_DATA ?? join(root, '.tmp/test-database');
  mkdirSync(folder, { recursive: true });
  const joined = await joinEmbedded(folder, join(root, 'dist/keeper.js'));
  const name = `test_${randomBytes(6).toString('hex')}`;
  await copyTemplate(joined.bootstrap, name, joined.owner, joined.application);
  const application = { ...joined.application, database: name };
  const pool = new pg.Pool({ ...application, max: 8, types: dateTypes });
  pool.on('error', () => {});
  const storage = openStorage(pool);
  const superuser = new pg.Client({ ...joined.bootstrap, database: name, types: dateTypes });
  await superuser.connect();
  if (isWallDown) await takeWallDown(superuser);
  let now = new Date('2026-11-23T09:00:00Z');
  const config: Config = readConfig({ WAYMARK_DATA: join(folder, name), ...env });
  const world = { ...openWorld(config, storage), clock: () => new Date(now) };
  after(async () => {
    await storage.close();
    await superuser.end();
    await asSuperuser(joined.bootstrap, (client) =>
      client.query(`DROP DATABASE ${name} WITH (FORCE)`),
    );
    await joined.leave();
  });
  return {
    ...world,
    app: createApp(world, { isDemo }),
    setClock: (time) => {
      now = new Date(time);
    },
    superuser,
    application,
    owner: { ...joined.owner, database: name },
  };
}

async function asSuperuser<T>(
  options: ConnectionOptions,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client(options);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Lets the application past every policy. */
async function takeWallDown(superuser: pg.Client): Promise<void> {
  await superuser.query(`
    DO $$ DECLARE name regclass; BEGIN
      FOR name IN SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relrowsecurity LOOP
        EXECUTE format('ALTER TABLE %s DISABLE ROW LEVEL SECURITY', name);
      END LOOP;
    END $$`);
}

/** Copies the template, making it first when the migrations have changed. */
async function copyTemplate(
  bootstrap: ConnectionOptions,
  name: string,
  owner: ConnectionOptions,
  application: ConnectionOptions,
): Promise<void> {
  const migrations = listMigrations(root);
  const print = createHash('sha256')
    .update(migrations.map(({ checksum }) => checksum).join())
    .update(editions())
    .digest('hex');
  const template = `template_${print.slice(0, 12)}`;
  await asSuperuser(bootstrap, async (client) => {
    await client.query("SELECT pg_advisory_lock(hashtext('waymark.test'))");
    await makeUsers(client, { owner, application });
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [
      template,
    ]);
    if (!rowCount) {
      await client.query(`CREATE DATABASE making_${template} OWNER waymark_owner`);
      await asSuperuser({ ...owner, database: `making_${template}` }, (as) =>
        migrate(as, migrations),
      );
      await publishEditions({ ...application, database: `making_${template}` });
      await client.query(`ALTER DATABASE making_${template} RENAME TO ${template}`);
    }
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template} OWNER waymark_owner`);
  });
}

/** The built-in editions as they stand on disk. */
function editions(): string {
  return readdirSync(join(root, 'models'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath ?? entry.path, entry.name), 'utf8'))
    .sort()
    .join('\0');
}

/** As a start does. */
async function publishEditions(application: ConnectionOptions): Promise<void> {
  const storage = openStorage(new pg.Pool({ ...application, max: 1, types: dateTypes }));
  const world = openWorld(readConfig({}), storage);
  await publishBuiltIn({ ...world, clock: () => new Date('2026-09-01T08:00:00Z') });
  await storage.close();
}
