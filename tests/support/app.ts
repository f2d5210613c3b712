/** An app context of its own for each test file: a real database copied from a template that holds what tests begin with. */
import { createHash, randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after } from 'node:test';
import pg from 'pg';
import { ensureBuild } from '../../bin/build.js';
import { createApp, historyEvents } from '../../src/app.js';
import { makeDemo, type Played } from '../../src/demo/make.js';
import { publishBuiltIn } from '../../src/framework/changes.js';
import { type Config, readConfig, rootFolder } from '../../src/platform/config.js';
import { type AppContext, openAppContext } from '../../src/platform/storage/context.js';
import {
  type ConnectionOptions,
  joinEmbedded,
} from '../../src/platform/storage/embedded/embedded.js';
import { listMigrations, migrate } from '../../src/platform/storage/migrate.js';
import { dateTypes } from '../../src/platform/storage/open.js';
import { makeUsers } from '../../src/platform/storage/roles.js';
import { openStorage } from '../../src/platform/storage/transaction.js';
import { loadAssets } from '../../src/platform/web/assets.js';
import { ORDINARY_MORNING } from './clocks.js';
import './derived-keys.js';
import { assertTellsWhatChanged, noteVerbs, writeVerbs } from './verbs.js';
import { newVisitor, setUpSchool, type Visitor } from './visitor.js';

export interface TestApp extends AppContext {
  app: ReturnType<typeof createApp>;
  /** Moves the clock; it stands still otherwise. */
  setClock(time: string): void;
  /** A connection past every policy, for looking at what is really there. */
  superuser: pg.Client;
  /** The connection settings of the application and of the owner, for tests of row-level security. */
  application: ConnectionOptions;
  owner: ConnectionOptions;
}

export interface AppContextOptions {
  isDemo?: boolean;
  env?: Record<string, string>;
  /** When it begins: an ISO moment, for tests whose facts are about a day. Otherwise the clock of the run. */
  now?: string;
  /** The application runs past every policy of the database, so that only its own checks are left. */
  isAuthorizationOff?: boolean;
  /** What is done here is random: that it records a verb of the history is chance, and counts for none. */
  isRandom?: boolean;
}

/** Opens an app context where nobody has set Waymark up. Its database is dropped when the test file ends. */
export async function openTestApp(options: AppContextOptions = {}): Promise<TestApp> {
  return (await openCopy('editions', options)).context;
}

/** Opens an app context where Maya Okafor has set up Otterbridge School, with her browser, signed in. */
export async function openTestSchool(
  options: AppContextOptions = {},
): Promise<{ context: TestApp; maya: Visitor }> {
  const { context, note } = await openCopy('school', options);
  const maya = newVisitor(context);
  for (const [name, value] of JSON.parse(note)) maya.cookies.set(name, value);
  return { context, maya };
}

/** Opens an app context with the schools of the demo data in it. */
export async function openTestDemo(
  options: AppContextOptions = {},
): Promise<{ context: TestApp; schools: Played[] }> {
  const { context, note } = await openCopy('demo', options);
  return { context, schools: JSON.parse(note) };
}

/** What a template holds besides the migrated tables. Each gives a note to whoever opens a copy of it. */
const FILLINGS = {
  /** The built-in editions, as a start publishes them. */
  editions: async (context: TestApp): Promise<string> => {
    await publishBuiltIn({ ...context, clock: () => new Date('2026-09-01T08:00:00Z') });
    return '';
  },
  /** A school that its careers leader has just set up: the note is her cookies. */
  school: async (context: TestApp): Promise<string> =>
    JSON.stringify([...(await setUpSchool(context)).cookies]),
  /** The cast: the note is its schools. */
  demo: async (context: TestApp): Promise<string> => JSON.stringify(await makeDemo(context)),
};
type Filling = keyof typeof FILLINGS;

const root = rootFolder();
const folder = process.env.WAYMARK_TEST_DATA ?? join(root, '.tmp/test-database');
type Joined = Awaited<ReturnType<typeof joinEmbedded>>;

async function openCopy(
  filling: Filling,
  options: AppContextOptions,
): Promise<{ context: TestApp; note: string }> {
  let leave = async () => {};
  // First of all: past a promise that files share, node:test no longer knows which of them this is for.
  after(() => leave());
  await ensureBuild();
  loadAssets(root);
  mkdirSync(folder, { recursive: true });
  const joined = await joinEmbedded(folder, join(root, 'dist/supervisor.js'));
  const name = `test_${randomBytes(6).toString('hex')}`;
  const note = await asSuperuser(joined.bootstrap, async (client) => {
    await client.query("SELECT pg_advisory_lock(hashtext('waymark.test'))");
    const template = await ensureTemplate(joined, client, filling, beginning(options));
    await copyDatabase(client, template, name);
    const { rows } = await client.query(
      "SELECT shobj_description(oid, 'pg_database') AS note FROM pg_database WHERE datname = $1",
      [template],
    );
    return String(rows[0]?.note ?? '');
  });
  const { context, close } = await openOn(joined, name, options);
  leave = async () => {
    const { rows } = await context.superuser.query(
      'SELECT h.verb, h.body, t.texts, t.salt FROM history h LEFT JOIN history_texts t ON t.entry_id = h.id',
    );
    if (!options.isRandom) noteVerbs(folder, rows);
    await close();
    await asSuperuser(joined.bootstrap, (client) =>
      client.query(`DROP DATABASE ${name} WITH (FORCE)`),
    );
    await joined.leave();
    assertTellsWhatChanged(rows);
  };
  return { context, note };
}

const beginning = ({ now }: AppContextOptions): string =>
  now ?? process.env.WAYMARK_TEST_NOW ?? ORDINARY_MORNING;

/** An app context on a database that is there. */
async function openOn(
  joined: Joined,
  database: string,
  options: AppContextOptions,
): Promise<{ context: TestApp; close: () => Promise<void> }> {
  const { isDemo = false, env = {}, isAuthorizationOff = false } = options;
  const application = { ...joined.application, database };
  // A connection that is closed while unused has to be opened again.
  const pool = new pg.Pool({ ...application, max: 8, idleTimeoutMillis: 0, types: dateTypes });
  pool.on('error', () => {});
  const storage = openStorage(pool);
  const superuser = new pg.Client({ ...joined.bootstrap, database, types: dateTypes });
  await superuser.connect();
  if (isAuthorizationOff) await turnAuthorizationOff(superuser);
  let now = new Date(beginning(options));
  const config: Config = readConfig({ WAYMARK_DATA: join(folder, database), ...env });
  const context = { ...openAppContext(config, storage), clock: () => new Date(now) };
  return {
    context: {
      ...context,
      app: createApp(context, { isDemo }),
      setClock: (time) => {
        now = new Date(time);
      },
      superuser,
      application,
      owner: { ...joined.owner, database },
    },
    close: async () => {
      await storage.close();
      await superuser.end();
    },
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
async function turnAuthorizationOff(superuser: pg.Client): Promise<void> {
  await superuser.query(`
    DO $$ DECLARE name regclass; BEGIN
      FOR name IN SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relrowsecurity LOOP
        EXECUTE format('ALTER TABLE %s DISABLE ROW LEVEL SECURITY', name);
      END LOOP;
    END $$`);
}

/** Copies a database with the files beside it. */
async function copyDatabase(client: pg.Client, from: string, to: string): Promise<void> {
  // Copied file by file: through the log of changes, as PostgreSQL does it otherwise, takes three times the work.
  await client.query(
    `CREATE DATABASE ${to} TEMPLATE ${from} OWNER waymark_owner STRATEGY FILE_COPY`,
  );
  if (existsSync(join(folder, from)))
    cpSync(join(folder, from), join(folder, to), { recursive: true });
}

/** The name of the template with this filling, which is made first when the product has changed. */
async function ensureTemplate(
  joined: Joined,
  client: pg.Client,
  filling: Filling,
  now: string,
): Promise<string> {
  const template = `template_${fingerprint()}_${filling}_${Date.parse(now)}`;
  const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [
    template,
  ]);
  if (rowCount) return template;
  const making = `making_${filling}_${randomBytes(6).toString('hex')}`;
  if (filling === 'editions') {
    await makeTables(joined, client, making);
    writeVerbs(
      folder,
      historyEvents.flatMap((events) => Object.keys(events)),
    );
  } else await copyDatabase(client, await ensureTemplate(joined, client, 'editions', now), making);
  const { context, close } = await openOn(joined, making, { now });
  const note = await FILLINGS[filling](context);
  await close();
  await client.query(`COMMENT ON DATABASE ${making} IS ${client.escapeLiteral(note)}`);
  await client.query(`ALTER DATABASE ${making} RENAME TO ${template}`);
  if (existsSync(join(folder, making)))
    cpSync(join(folder, making), join(folder, template), { recursive: true });
  return template;
}

/**
 * Nothing here has to outlive a power cut, nor to be tidied up; and to the database it is mostly another day than in
 * England, so that a query which asks it for the day is found out.
 */
const SETTINGS = [
  ...['fsync = off', 'full_page_writes = off', 'synchronous_commit = off', 'autovacuum = off'],
  ...["checkpoint_timeout = '1d'", "max_wal_size = '4GB'"],
  "timezone = 'Pacific/Honolulu'",
];

/** The tables, empty, with the roles that own and use them. */
async function makeTables(joined: Joined, client: pg.Client, database: string): Promise<void> {
  for (const setting of SETTINGS) await client.query(`ALTER SYSTEM SET ${setting}`);
  await client.query('SELECT pg_reload_conf()');
  await makeUsers(client, joined);
  await client.query(`CREATE DATABASE ${database} OWNER waymark_owner`);
  await asSuperuser({ ...joined.owner, database }, (as) => migrate(as, listMigrations(root)));
}

/** Changes with the product and with the built-in editions. */
function fingerprint(): string {
  const editions = readdirSync(join(root, 'models'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath ?? entry.path, entry.name), 'utf8'))
    .sort();
  const hash = createHash('sha256').update(readFileSync(join(root, 'dist/fingerprint')));
  // What a template holds of passwords is read with the keys that it was made with.
  hash.update(readFileSync(join(root, 'tests/support/derived-keys.ts')));
  return hash.update(editions.join('\0')).digest('hex').slice(0, 12);
}
