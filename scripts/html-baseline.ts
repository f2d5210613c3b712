/**
 * Writes the HTML of named pages of the sample into a folder, or compares with what was written there:
 * `node bin/with-packages.js scripts/html-baseline.ts [--compare] FOLDER`. Temporary: it shows that pages stay the
 * same while what draws them changes.
 */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeCast } from '../src/cast/make.js';
import { newVisitor, type Visitor } from '../tests/support/visitor.js';
import { openTestWorld, type TestWorld } from '../tests/support/world.js';

const DIFFERENCES_SHOWN = 12;

const school = 'Otterbridge School';
const world = await openTestWorld({ isDemo: true });
await makeCast(world);

/** The page as text, an element on each line, with all that differs from run to run masked. */
function masked(html: string): string {
  const ids = new Map<string, number>();
  const numberOf = (id: string) => {
    if (!ids.has(id)) ids.set(id, ids.size + 1);
    return ids.get(id);
  };
  return html
    .replace(/(name="_key" value=")[^"]*/g, '$1[key]')
    .replace(/(name="[\w-]*(?:token|csrf|nonce|secret)[\w-]*" value=")[^"]*/gi, '$1[token]')
    .replace(/(nonce=")[^"]*/g, '$1[nonce]')
    .replace(/(\/assets\/[\w-]+)\.[\w-]{10}\.(css|js|woff2)/g, '$1.[hash].$2')
    .replace(
      /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g,
      (id) => `[id ${numberOf(id)}]`,
    )
    .replace(/\b[0-9a-f]{32,128}\b/g, '[hex]')
    .replace(/(\/(?:calendar|join|invitations|share)\/)[\w-]{16,}/g, '$1[token]')
    .replace(/\b\d{4}-\d\d-\d\dT[\d:.]+Z/g, '[time]')
    .replaceAll(today(), '[today]')
    .replace(/></g, '>\n<');
}

/** What is written with the machine's own clock; the clock of the sample stands still. */
function today(): string {
  return new Date().toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
}

/** A browser of the person with this name, signed in. */
async function signedIn(on: TestWorld, name: string): Promise<Visitor> {
  const { rows } = await on.superuser.query('SELECT id FROM persons WHERE name = $1', [name]);
  const visitor = newVisitor(on, { from: '127.0.0.1' });
  const answer = await visitor.post('/demo', { person: rows[0]?.id });
  if (answer.status !== 303) throw new Error(`${name} could not sign in: ${answer.status}`);
  await visitor.read('/');
  return visitor;
}

async function first(sql: string, ...values: unknown[]): Promise<string> {
  const { rows } = await world.superuser.query(sql, values);
  if (!rows[0]) throw new Error(`Nothing found by ${sql}`);
  return String(Object.values(rows[0])[0]);
}

const leader = await signedIn(
  world,
  await first(
    `SELECT p.name FROM persons p JOIN memberships m ON m.person_id = p.id
     JOIN organisations o ON o.id = m.organisation_id
     WHERE o.name = $1 AND m.role = 'careers leader' ORDER BY p.created_at, p.id LIMIT 1`,
    school,
  ),
);
const nobody = newVisitor(world);

const ofSchool = 'organisation_id = (SELECT id FROM organisations WHERE name = $1)';
const reviewOf = (year: number) =>
  first(`SELECT id FROM reviews WHERE ${ofSchool} AND academic_year = $2`, school, year);
const open = `/reviews/${await reviewOf(2026)}`;
const closed = `/reviews/${await reviewOf(2025)}`;
const action = await first(`SELECT id FROM actions WHERE ${ofSchool} ORDER BY id LIMIT 1`, school);
const item = await first(`SELECT id FROM evidence WHERE ${ofSchool} ORDER BY id LIMIT 1`, school);
const governor = await first(
  `SELECT person_id FROM memberships WHERE ${ofSchool} AND role = 'governor' LIMIT 1`,
  school,
);
const remark = /href="(\/reviews\/[^"]*\/remarks\/[0-9a-f-]{36})/.exec(
  await leader.read(`${closed}/remarks`),
)?.[1];

const pages: [name: string, by: Visitor, path: string][] = [
  ['home', leader, '/'],
  ['home-nobody', nobody, '/'],
  ['sign-in', nobody, '/sign-in'],
  ['statement-open', leader, `${open}/statements/3.1`],
  ['statement-open-empty', leader, `${open}/statements/6.2`],
  ['statement-closed', leader, `${closed}/statements/2.1`],
  ['statement-history', leader, `${closed}/statements/2.1/history`],
  ['review', leader, open],
  ['review-close', leader, `${open}/close`],
  ['results', leader, `${closed}/results`],
  ['results-open', leader, `${open}/results`],
  ['answer-sheet', leader, `${closed}/answer-sheet`],
  ['next', leader, `${open}/next`],
  ['remarks', leader, `${closed}/remarks`],
  ['remark', leader, remark ?? '/missing'],
  ['plan', leader, '/plan'],
  ['action', leader, `/plan/actions/${action}`],
  ['action-edit', leader, `/plan/actions/${action}/edit`],
  ['evidence', leader, '/evidence'],
  ['evidence-item', leader, `/evidence/${item}`],
  ['evidence-new', leader, '/evidence/new'],
  ['evidence-coverage', leader, '/evidence/coverage'],
  ['model', nobody, '/model'],
  ['model-statement', nobody, '/model/3.1'],
  ['model-print', nobody, '/model/print'],
  ['model-search', leader, '/model/search?q=parents'],
  ['people', leader, '/people'],
  ['invite', leader, '/people/invite'],
  ['member', leader, `/people/${governor}`],
  ['account', leader, '/account'],
  ['history', leader, '/history'],
  ['handover', leader, '/handover'],
  ['insight', leader, '/insight'],
  ['insight-years', leader, '/insight/years'],
  ['school', leader, '/school'],
  ['missing', leader, '/no-such-page'],
];

const args = process.argv.slice(2);
const isComparing = args.includes('--compare');
const folder = args.find((each) => !each.startsWith('--'));
if (!folder) throw new Error('Name the folder of the pages.');
mkdirSync(folder, { recursive: true });

let different = 0;
for (const [name, by, path] of pages) {
  const answer = await by.get(path);
  const headers = [...answer.headers]
    .map(([key, value]) => `${key}: ${value}`)
    .filter((line) => !line.startsWith('content-length'))
    .sort();
  const page = masked([`${answer.status}`, ...headers, '', await answer.text()].join('\n'));
  const file = join(folder, `${name}.html`);
  if (isComparing) different += compared(name, readFileSync(file, 'utf8'), page);
  else writeFileSync(file, page);
  if (!isComparing) console.log(`${name}: ${answer.status}, ${page.length} characters`);
}
// In a test, because a world of tests is closed when tests have run.
test('the pages are the same', () => assert.equal(different, 0, `${different} pages differ`));

/** Prints the lines that differ; 1 when there are any. */
function compared(name: string, before: string, now: string): number {
  if (before === now) return 0;
  const [old, made] = [before.split('\n'), now.split('\n')];
  console.log(`\n${name}:`);
  const missing = lessThan(old, made).map((line) => `  - ${line}`);
  const added = lessThan(made, old).map((line) => `  + ${line}`);
  const lines = [...missing.slice(0, DIFFERENCES_SHOWN), ...added.slice(0, DIFFERENCES_SHOWN)];
  console.log(
    lines.length
      ? lines.map((line) => line.slice(0, 300)).join('\n')
      : '  The same lines in another order.',
  );
  return 1;
}

/** The lines of one that the other does not have, or has fewer of. */
function lessThan(one: readonly string[], other: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const line of other) left.set(line, (left.get(line) ?? 0) + 1);
  return one.filter((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0;
  });
}
