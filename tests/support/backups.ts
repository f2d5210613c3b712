/** An installation with the demo data and some files in it, and its backup, for tests that put it in place elsewhere. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import pg from 'pg';
import { ensureBuild } from '../../bin/build.js';
import { makeBackup } from '../../src/backup/make-backup.js';
import { makeDemo, type Played } from '../../src/demo/make.js';
import { addEvidence } from '../../src/evidence/changes.js';
import { pdf } from '../../src/evidence/testing/files.js';
import { typedItem, uploaded } from '../../src/evidence/testing/library.js';
import { publishBuiltIn } from '../../src/framework/changes.js';
import { type Config, readConfig } from '../../src/platform/config.js';
import { type AppContext, openAppContext } from '../../src/platform/storage/context.js';
import { joinEmbedded } from '../../src/platform/storage/embedded/embedded.js';
import { openDatabase } from '../../src/platform/storage/open.js';

export const scratch = mkdtempSync(join(tmpdir(), 'waymark-backup-'));
const leave: (() => Promise<void>)[] = [];
after(async () => {
  for (const each of leave) await each();
  rmSync(scratch, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
});

let names = 0;
/** A path where nothing is yet. */
export const fresh = (name: string): string => {
  names += 1;
  return join(scratch, `${name}-${names}`);
};

/** The settings of an installation that is not there yet. */
export const configOf = (env: Record<string, string>): Config =>
  readConfig({ WAYMARK_DATA: fresh('data'), ...env });

/** The same, whose database goes on running until the tests end: most of them would start and stop it. */
export async function running(): Promise<Config> {
  const config = configOf({});
  const joined = await joinEmbedded(config.dataFolder, join(config.root, 'dist/supervisor.js'));
  leave.push(joined.leave);
  return config;
}

/** Two that are uploaded here, and what the demo data brings. */
export const FILES = 3;
export const NOW = new Date('2026-11-23T09:00:00Z');

export async function inAppContext<T>(
  config: Config,
  work: (context: AppContext) => Promise<T>,
): Promise<T> {
  const context = openAppContext(config, (await openDatabase(config)).storage);
  try {
    return await work(context);
  } finally {
    await context.storage.close();
  }
}

/** The bytes of a backup that is made now. */
export async function bytesOf(config: Config): Promise<Buffer> {
  const file = fresh('same');
  await makeBackup(config, file, NOW);
  return readFileSync(file);
}

/** What a format of lines and tabs could take for its own: a backup holds it as it is. */
export const UNUSUAL = 'one\ttwo\\three\n\\.\n\\N\n\\x41 \u{1f9ed}\u2028 ’ "&amp;" {a,b} NULL';

/** Makes the installation and its backup. */
export async function backedUp(): Promise<{ ours: Config; file: string; schools: Played[] }> {
  await ensureBuild();
  const ours = await running();
  const schools = await inAppContext(ours, async (context) => {
    await publishBuiltIn(context);
    const played = await makeDemo(context);
    const [school] = played;
    assert.ok(school);
    const leader = Object.values(school.people).find(({ role }) => role === 'careers leader');
    assert.ok(leader);
    await addEvidence(
      context,
      leader,
      { input: typedItem({ title: '\\.', note: UNUSUAL, about: '\\N' }), upload: null },
      { key: null },
    );
    for (const words of ['Destinations of 2026', 'Learner voice\tand "quotes" \\N'])
      await addEvidence(
        context,
        leader,
        {
          input: typedItem({ kind: 'file', title: words }),
          upload: await uploaded(context, pdf(words)),
        },
        { key: null },
      );
    return played;
  });
  const file = fresh('otterbridge');
  await makeBackup(ours, file, NOW);
  return { ours, file, schools };
}

/**
 * What a backup leaves out: what would open something again, what is on its way, and what is made anew. Every other
 * table that the database has must be in it, whoever adds one.
 */
const LEFT_OUT = [
  ...['sessions', 'link_sessions', 'api_tokens', 'challenges', 'one_time_links', 'attempts'],
  ...['mails', 'notices', 'jobs', 'migrations', 'evidence_words'],
];

/** The tables of a database by its own catalogue. */
const TABLES = `SELECT relname::text AS name FROM pg_class
  WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') ORDER BY relname COLLATE "C"`;

const asked = async (user: pg.ClientConfig, ...queries: string[]) => {
  const client = new pg.Client(user);
  await client.connect();
  try {
    const answers: pg.QueryResult['rows'][] = [];
    for (const sql of queries) answers.push((await client.query(sql)).rows);
    return answers;
  } finally {
    await client.end();
  }
};

/** What each table holds as a superuser sees it: the number of its rows, and a hash of all that stands in them. */
export async function contents(
  superuser: pg.ClientConfig,
): Promise<Record<string, { rows: number; hash: string }>> {
  const [tables = []] = await asked(superuser, TABLES);
  const names = tables.map(({ name }) => String(name)).filter((name) => !PASSING.includes(name));
  const answers = await asked(
    superuser,
    ...names.map(
      (name) => `SELECT count(*)::int AS rows,
        coalesce(md5(string_agg(t::text, '|' ORDER BY t::text COLLATE "C")), '') AS hash FROM ${name} t`,
    ),
  );
  return Object.fromEntries(names.map((name, at) => [name, answers[at]?.[0]]));
}

/** Of these a restore leaves nothing, or its own. */
const PASSING = LEFT_OUT.filter((name) => name !== 'evidence_words');

/** How many rows a superuser counts in each table that a backup must hold, and what the owner, who is none, sees of people. */
export async function counted(
  superuser: pg.ClientConfig,
  owner: pg.ClientConfig,
): Promise<{ rows: Record<string, number>; owner: unknown }> {
  const all = Object.entries(await contents(superuser)).filter(
    ([name]) => !LEFT_OUT.includes(name),
  );
  const [sees] = await asked(
    owner,
    `SELECT rolsuper OR rolbypassrls AS passes, (SELECT count(*)::int FROM persons) AS persons
     FROM pg_roles WHERE rolname = current_user`,
  );
  return {
    rows: Object.fromEntries(all.map(([name, { rows }]) => [name, rows])),
    owner: sees?.[0],
  };
}

export const SEES_NOTHING = { passes: false, persons: 0 };
