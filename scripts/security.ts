/**
 * Draws the tables of docs/security.md from the code. With --check it changes nothing and fails when they are out of
 * date, or when a requirement has no test and no dated decision, or names a test that is not there.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { allRoutes } from '../src/app.js';
import { permissionsByModule } from '../src/permissions.js';
import { rowsOf } from '../src/platform/access/permission-table.js';
import type { Policy } from '../src/platform/access/route.js';
import { rootFolder } from '../src/platform/config.js';
import { testFiles } from './files.js';
import { linesWithIds } from './test-ids.js';

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
  if (policy.who === 'signed in') return 'anyone signed in';
  if (policy.who === 'administrator') return 'the administrator';
  const roles = policy.roles.length === 5 ? 'everyone in the school' : policy.roles.join(', ');
  return policy.orOwner ? `${roles}, account owner` : roles;
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

/** @throws Error for a module whose table is not in src/permissions.ts. */
function permissionTable(): string {
  const lines = heading('Module', 'What', 'Who', 'In which state');
  for (const module of readdirSync(join(root, 'src')).sort()) {
    if (!existsSync(join(root, 'src', module, 'permissions.ts'))) continue;
    const permissions = permissionsByModule[module];
    if (!permissions) throw new Error(`Add the permissions of ${module} to src/permissions.ts.`);
    for (const { says, roles, orOwner, states } of rowsOf(permissions)) {
      const who = [...(roles.length === 5 ? ['everyone in the school'] : roles)];
      if (orOwner) who.push('account owner');
      lines.push(row(module, says, who.join(', '), states.join(', ') || 'every'));
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
  /** The id of a test, as its title holds it: "S-12". */
  test: string | null;
  decision: string | null;
}

/** The rows of the last table. */
export function requirementsOf(document: string): Requirement[] {
  const table = /<!-- asvs -->([\s\S]*?)<!-- \/asvs -->/.exec(document)?.[1] ?? '';
  return [...table.matchAll(/^\| (V[\d.]+) \|(.*)\|$/gm)].map(([, id = '', cell = '']) => ({
    id,
    test: /^ Test: (S-\d+) $/.exec(cell)?.[1] ?? null,
    decision: /^ Decision \d{4}-\d{2}-\d{2}: (.{10,}) $/.exec(cell)?.[1] ?? null,
  }));
}

/** Every fault of the last table: a blank, or a test that is not there, is there twice, or is skipped. */
export function faultsOf(
  requirements: readonly Requirement[],
  tests: ReadonlyMap<string, readonly string[]>,
  wanted: readonly string[] = [],
): string[] {
  const faults: string[] = [];
  for (const { id, test, decision } of requirements) {
    if (!test && !decision) faults.push(`${id}: neither a test nor a dated decision.`);
    if (!test) continue;
    const lines = tests.get(test) ?? [];
    if (lines.length !== 1) faults.push(`${id}: ${lines.length} tests are called [${test}].`);
    if (lines.some((line) => /\b(skip|todo)\b\s*[:(]/.test(line)))
      faults.push(`${id}: the test [${test}] is skipped.`);
  }
  const known = new Set(requirements.map(({ id }) => id));
  for (const id of wanted) if (!known.has(id)) faults.push(`${id}: is not in the table.`);
  return faults;
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
  const tests = linesWithIds(testFiles());
  const faults = faultsOf(requirementsOf(document), tests, applicableIds());
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
