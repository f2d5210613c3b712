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
import { addEvidence, replaceFile, setDeleted } from '../../src/evidence/changes.js';
import { pdf } from '../../src/evidence/testing/files.js';
import { typedItem, uploaded } from '../../src/evidence/testing/library.js';
import { publishBuiltIn } from '../../src/framework/changes.js';
import { actionInput } from '../../src/plan/action-input.js';
import { addAction } from '../../src/plan/changes/add.js';
import { deleteAction } from '../../src/plan/changes/remove.js';
import type { Member } from '../../src/platform/access/member.js';
import { type Config, readConfig } from '../../src/platform/config.js';
import { type AppContext, openAppContext } from '../../src/platform/storage/context.js';
import { joinEmbedded } from '../../src/platform/storage/embedded/embedded.js';
import { openDatabase } from '../../src/platform/storage/open.js';
import { setWithdrawn, writeRemark } from '../../src/remark/changes.js';
import { makeReportLink } from '../../src/report/links/changes.js';
import { reportLinkInput } from '../../src/report/links/link.js';
import { deleteReview } from '../../src/review/changes/close.js';
import { reviewInput, startReview } from '../../src/review/changes/start.js';
import { reviewTarget } from '../../src/review/remarks.js';

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

/** Six that are uploaded here, and what the demo data brings. */
export const FILES = 7;
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

/** What was deleted or replaced before the backup was made, and can be had back from it. */
export interface Restorable {
  leader: Member;
  review: string;
  action: string;
  /** What the leader took back, and the review that it is about. */
  remark: { review: string; id: string };
  /** Files of evidence, the newest first, which is how the item has them. */
  deletedFile: { evidence: string; contents: Buffer[] };
  replacedFile: { evidence: string; contents: Buffer[] };
  /** Opens a report to whoever has it. */
  sharedToken: string;
}

/** Makes the installation and its backup. */
export async function backedUp(): Promise<{
  ours: Config;
  file: string;
  schools: Played[];
  restorable: Restorable;
}> {
  await ensureBuild();
  const ours = await running();
  const { schools, restorable } = await inAppContext(ours, async (context) => {
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
      await addFile(context, leader, words);
    return { schools: played, restorable: await makeRestorable(context, leader, school) };
  });
  const file = fresh('otterbridge');
  await makeBackup(ours, file, NOW);
  return { ours, file, schools, restorable };
}

const how = { key: null };

/** Adds an item of evidence whose file was replaced by each further text. Gives its files, the newest first. */
async function addFile(context: AppContext, by: Member, title: string, ...newer: string[]) {
  const contents = [title, ...newer].map((words) => pdf(words));
  const [first, ...others] = contents;
  assert.ok(first);
  const input = typedItem({ kind: 'file', title });
  const upload = await uploaded(context, first);
  const { id: evidence } = await addEvidence(context, by, { input, upload }, how);
  for (const bytes of others)
    await replaceFile(context, by, { id: evidence, upload: await uploaded(context, bytes) }, how);
  return { evidence, contents: contents.toReversed() };
}

/** Deletes one of each thing that can be restored for some days, and takes a remark back. */
async function makeRestorable(
  context: AppContext,
  leader: Member,
  { reviews }: Played,
): Promise<Restorable> {
  const deletedFile = await addFile(context, leader, 'Deleted', 'Deleted, second');
  await setDeleted(context, leader, { id: deletedFile.evidence, isDeleted: true }, how);
  const replacedFile = await addFile(context, leader, 'Replaced', 'Replaced, second');
  const [, review = ''] = reviews;
  const about = { id: review, statement: null };
  const asked = { ...about, kind: 'comment' as const, words: 'Taken back' };
  const { id } = await writeRemark(context, leader, reviewTarget, asked, how);
  const taken = { id: review, remark: id, written: id, isWithdrawn: true };
  await setWithdrawn(context, leader, reviewTarget, taken, how);
  const input = reviewInput.parse({
    title: 'Deleted review',
    academicYear: '2026',
    participants: [],
    answersFrom: null,
  });
  const started = await startReview(context, leader, input, how);
  await deleteReview(context, leader, started.id, how);
  const action = actionInput.parse({ title: 'Deleted action', academicYear: '2026' });
  const { id: planned } = await addAction(context, leader, action, how);
  await deleteAction(context, leader, planned, how);
  const shared = reportLinkInput.parse({});
  const target = { review, kind: 'governor-pack' };
  const { token } = await makeReportLink(context, leader, target, shared, how);
  assert.ok(token);
  return {
    ...{ leader, review: started.id, action: planned, remark: { review, id } },
    ...{ deletedFile, replacedFile, sharedToken: token },
  };
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

/** The tables whose rows can be deleted and restored, and how many deleted rows each has. */
export async function deletedRows(superuser: pg.ClientConfig): Promise<Record<string, number>> {
  const [columns = []] = await asked(
    superuser,
    `SELECT table_name::text AS name, column_name::text AS at FROM information_schema.columns
     WHERE table_schema = 'public' AND column_name IN ('deleted_at', 'withdrawn_at') ORDER BY 1`,
  );
  const answers = await asked(
    superuser,
    ...columns.map(
      ({ name, at }) => `SELECT count(*)::int AS rows FROM ${name} WHERE ${at} IS NOT NULL`,
    ),
  );
  return Object.fromEntries(columns.map(({ name }, i) => [name, answers[i]?.[0]?.rows]));
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
