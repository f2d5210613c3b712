/**
 * Draws the tables of docs/security.md from the code. With --check it changes nothing and fails when they are out of
 * date, or when a requirement has no test and no dated decision, or names a test that is not there. With
 * `--ran result.tap` every test named must also have passed in that run.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { allRoutes } from '../src/app.js';
import { rootFolder } from '../src/config.js';
import type { Policy } from '../src/people/access.js';
import { permissionsByRoom } from '../src/permissions.js';
import { testFiles } from './files.js';

const root = rootFolder();
const path = join(root, 'docs/security.md');

/** Puts a table between its marks. @throws Error when the marks are missing. */
export function withTable(document: string, name: string, table: string): string {
  const marks = new RegExp(`<!-- ${name} -->[\\s\\S]*?<!-- /${name} -->`);
  if (!marks.test(document)) throw new Error(`docs/security.md has no place for "${name}".`);
  return document.replace(marks, () => `<!-- ${name} -->\n${table}\n<!-- /${name} -->`);
}

const row = (...cells: string[]) => `| ${cells.join(' | ')} |`;
const heading = (...cells: string[]) => [row(...cells), row(...cells.map(() => '---'))];

function policyWords(policy: Policy): string {
  if (policy.who === 'anyone') return 'anyone';
  if (policy.who === 'signed in') return 'anybody signed in';
  if (policy.who === 'administrator') return 'the administrator';
  const roles = policy.roles.length === 5 ? 'everybody in the school' : policy.roles.join(', ');
  return policy.orOwner ? `${roles}, owner` : roles;
}

const routeTable = (): string =>
  [
    ...heading('Route', 'Open to'),
    ...allRoutes
      .map(({ method, path: address, policy }) => row(`${method} ${address}`, policyWords(policy)))
      .sort(
        (a, b) => (a.split(' ')[2] ?? '').localeCompare(b.split(' ')[2] ?? '') || (a < b ? -1 : 1),
      ),
  ].join('\n');

/** @throws Error for a room whose table is not in src/permissions.ts. */
function permissionTable(): string {
  const lines = heading('Room', 'What', 'Who', 'In which state');
  for (const room of readdirSync(join(root, 'src')).sort()) {
    if (!existsSync(join(root, 'src', room, 'permissions.ts'))) continue;
    const permissions = permissionsByRoom[room];
    if (!permissions) throw new Error(`Add the permissions of ${room} to src/permissions.ts.`);
    for (const { says, roles, orOwner, states } of Object.values(permissions)) {
      const who = [...(roles.length === 5 ? ['everybody in the school'] : roles)];
      if (orOwner) who.push('owner');
      lines.push(row(room, says, who.join(', '), states?.join(', ') ?? 'every'));
    }
  }
  return lines.join('\n');
}

/** The document with its tables drawn anew. */
export async function drawn(document: string): Promise<string> {
  return withTable(withTable(document, 'routes', routeTable()), 'permissions', permissionTable());
}

interface Requirement {
  id: string;
  test: { file: string; name: string | null } | null;
  decision: string | null;
}

/** The rows of the last table. */
export function requirementsOf(document: string): Requirement[] {
  const table = /<!-- asvs -->([\s\S]*?)<!-- \/asvs -->/.exec(document)?.[1] ?? '';
  return [...table.matchAll(/^\| (V[\d.]+) \|(.*)\|$/gm)].map(([, id = '', cell = '']) => {
    const test = /^ Test: (\S+)(?: › (.+?))? $/.exec(cell);
    return {
      id,
      test: test ? { file: test[1] ?? '', name: test[2] ?? null } : null,
      decision: /^ Decision \d{4}-\d{2}-\d{2}: (.{10,}) $/.exec(cell)?.[1] ?? null,
    };
  });
}

/**
 * Every fault of the last table: a blank, a test that is not there, is skipped, or (with the result of a run) did not
 * pass. `wanted` lists the ids that must be in it.
 */
export function faultsOf(
  requirements: readonly Requirement[],
  { wanted = [], tap = null }: { wanted?: readonly string[]; tap?: string | null } = {},
): string[] {
  const faults: string[] = [];
  const files = new Set(testFiles());
  const texts = new Map<string, string>();
  for (const { id, test, decision } of requirements) {
    if (!test && !decision) faults.push(`${id}: neither a test nor a dated decision.`);
    if (!test) continue;
    if (!files.has(test.file)) {
      faults.push(`${id}: there is no test file ${test.file}.`);
      continue;
    }
    const text = texts.get(test.file) ?? readFileSync(join(root, test.file), 'utf8');
    texts.set(test.file, text);
    const { name } = test;
    const line = name === null ? '' : text.split('\n').find((each) => each.includes(name));
    if (line === undefined) faults.push(`${id}: ${test.file} has no test "${name}".`);
    else if (/\b(skip|todo)\b\s*[:(]/.test(line)) faults.push(`${id}: "${name}" is skipped.`);
    if (tap !== null && name !== null && !hasPassed(tap, name))
      faults.push(`${id}: "${name}" did not pass in the run.`);
  }
  const known = new Set(requirements.map(({ id }) => id));
  for (const id of wanted) if (!known.has(id)) faults.push(`${id}: is not in the table.`);
  return faults;
}

/** True when a test of this name passed. What stands in `${…}` was filled in by the test itself. */
function hasPassed(tap: string, name: string): boolean {
  const parts = name
    .split(/\$\{[^}]*\}/)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const passed = new RegExp(`^\\s*ok \\d+ - .*${parts.join('.*')}`);
  return tap.split('\n').some((line) => passed.test(line) && !/# (SKIP|TODO)/.test(line));
}

/** The ids that apply, when the checklist lies beside the clone. */
export function applicableIds(): string[] {
  const list = join(root, '../shared/data/security/asvs-l1l2-checklist.csv');
  if (!existsSync(list)) return [];
  const rows = readFileSync(list, 'utf8').matchAll(
    /^V\d+,[^\n]*?,(V[\d.]+),(?:"(?:[^"]|"")*"|[^,\n]*),\d,(\w+)/gm,
  );
  return [...rows].filter(([, , applies]) => applies === 'yes').map(([, id = '']) => id);
}

async function main(): Promise<number> {
  const document = readFileSync(path, 'utf8');
  const fresh = await drawn(document);
  if (!process.argv.includes('--check')) {
    writeFileSync(path, fresh);
    return 0;
  }
  const ran = process.argv.indexOf('--ran');
  const tap = ran < 0 ? null : readFileSync(process.argv[ran + 1] ?? '', 'utf8');
  const faults = faultsOf(requirementsOf(document), { wanted: applicableIds(), tap });
  if (fresh !== document) {
    faults.push(
      'The tables of docs/security.md are out of date: run node --import tsx scripts/security.ts.',
    );
  }
  for (const fault of faults) console.error(fault);
  return faults.length === 0 ? 0 : 1;
}

if (process.argv[1]?.endsWith('security.ts')) {
  main().then((code) => {
    process.exitCode = code;
  });
}
