/** How the modules of src/ may use each other: docs/decisions/0090. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import {
  isCallExpression,
  isImportDeclaration,
  isPropertyAccessExpression,
  isStringLiteral,
  isTemplateExpression,
  type Node,
  type SourceFile,
  SyntaxKind,
} from 'typescript/unstable/ast';
import { rootFolder } from '../src/platform/config.js';
import { TABLE_OWNERS } from '../src/platform/storage/tables.js';
import { readSources, type Source } from './support/source-tree.js';

/** Every feature, after those that it builds on. */
const FEATURES = [
  'account',
  'organisation',
  'framework',
  'authoring',
  'evidence',
  // A statement of a review and an action of the plan show what was asked about them.
  'remark',
  'review',
  'plan',
  'search',
  'insight',
  'report',
  'workbook',
  'home',
  'record',
  'backup',
  'demo',
];

/** Programs of their own: they run when they are started, and nothing imports them. */
const PROGRAMS = [
  'src/account/worker.ts',
  'src/authoring/reading/worker.ts',
  'src/insight/worker.ts',
  'src/main.ts',
  'src/plan/worker.ts',
  'src/platform/storage/embedded/supervisor.ts',
  'src/report/worker.ts',
  'src/workbook/loading/worker.ts',
  'src/workbook/worker.ts',
];

/** Features that put together what others hold: their queries may join any tables. */
const READS_ALL = ['search', 'insight', 'report', 'home', 'record', 'backup', 'demo'];

/**
 * Writes of a table by another module than its owner, and writes of tables whose name is not written out. The lists
 * only become shorter: what is no longer so has to be taken out.
 */
const KNOWN_WRITES = [
  // Their own tables, by a list that stands beside the statement.
  'src/account/cli.ts writes one of a list',
  'src/account/people-store.ts writes one of a list',
  'src/evidence/file-maintenance-store.ts writes one of a list',
  // In the middle of a restore, as the owner of the tables: the application has not opened the database yet.
  'src/backup/erasures.ts writes settings',
  // Takes a name out of the words of every table; held against the catalogue of the database by its own test.
  'src/record/erased-words.ts writes one of a list',
];

/** Joins with tables of other features, outside of READS_ALL. People's names (`persons`) may be joined anywhere. */
const KNOWN_JOINS = [
  // A token of a person is for one of their schools, and the list of tokens says for which.
  'src/account/api-tokens.ts joins organisations',
  // So is the address of a calendar.
  'src/account/calendar-feeds.ts joins organisations',
  // A new password is not the name of one's school.
  'src/account/lost-password.ts joins organisations',
  'src/account/pages/api-tokens.tsx joins organisations',
  // A command acts for somebody by their e-mail address and their school.
  'src/platform/access/cli-actor.ts joins organisations',
  // The history leads to a question on an action only while the action is there to be opened.
  'src/remark/history-messages.ts joins actions',
  'src/remark/history-messages.ts joins reviews',
  // A personal link opens one review, and shows its title.
  'src/organisation/personal-link-store.ts joins reviews',
  // Evidence is listed by the reviews in which it is cited.
  'src/evidence/library-filters.ts joins reviews',
  'src/evidence/library-store.ts joins reviews',
  // Actions come out of a review, are held up by evidence, and remind those who are still in the school.
  'src/plan/notes-store.ts joins evidence',
  'src/plan/reminders.ts joins memberships',
  'src/plan/year-store.ts joins evidence',
];

const DECLARATIONS = new Set<SyntaxKind>([
  SyntaxKind.ClassDeclaration,
  SyntaxKind.ExportAssignment,
  SyntaxKind.ExportDeclaration,
  SyntaxKind.FunctionDeclaration,
  SyntaxKind.InterfaceDeclaration,
  SyntaxKind.ModuleDeclaration,
  SyntaxKind.TypeAliasDeclaration,
  SyntaxKind.VariableStatement,
]);

const sources = readSources();

/** "review" for src/review/store.ts; '' for a file that lies straight in src/ and puts the features together. */
const moduleOf = (path: string): string => path.split('/').slice(1, -1)[0] ?? '';

/** How far up a module stands: the platform below all features, what puts them together above. */
function placeOf(module: string): number {
  if (module === 'platform') return -1;
  return module === '' ? FEATURES.length : FEATURES.indexOf(module);
}

describe('the modules of src/', () => {
  it('are the platform and the features on the list', () => {
    const strangers = [...new Set(sources.map(({ path }) => moduleOf(path)))].filter(
      (module) => placeOf(module) < 0 && module !== 'platform',
    );
    assert.deepEqual(strangers, [], 'Add them to FEATURES in tests/architecture.test.ts.');
  });

  it('import the platform and earlier features only', () => {
    const upward = sources.flatMap(({ path, imports }) =>
      imports
        .filter(({ of }) => moduleOf(of) !== moduleOf(path))
        .filter(({ of }) => placeOf(moduleOf(of)) >= placeOf(moduleOf(path)))
        .map(({ of }) => `${path} > ${of}`),
    );
    assert.deepEqual(upward, []);
  });

  it('import nothing that is for tests alone', () => {
    const wrong = sources.flatMap(({ path, imports }) =>
      imports
        .filter(({ of }) => /\/testing\/|\.test\.|^tests\//.test(of))
        .map(({ of }) => `${path} > ${of}`),
    );
    assert.deepEqual(wrong, []);
  });

  it('import each other in no circle, types left out', () => {
    assert.deepEqual(circlesOf(sources), []);
  });

  it('do nothing when they are imported', () => {
    const doing = sources
      .filter(({ path }) => !PROGRAMS.includes(path))
      .flatMap(({ path, tree }) =>
        tree.statements.filter(doesSomething).map((each) => `${path}: ${each.getText(tree)}`),
      );
    assert.deepEqual(doing, [], 'Export plain data, and list it in src/app.ts.');
    const imported = sources.flatMap(({ imports }) =>
      imports.filter(({ isType }) => !isType).map(({ of }) => of),
    );
    assert.deepEqual(
      PROGRAMS.filter((program) => imported.includes(program)),
      [],
    );
  });

  it('write their own tables only', () => {
    const foreign = sources.flatMap((source) =>
      tablesWritten(source)
        .filter((table) => ownerOf(table) !== moduleOf(source.path))
        .map((table) => `${source.path} writes ${table}`),
    );
    assert.deepEqual([...new Set(foreign)].sort(), [...KNOWN_WRITES].sort());
  });

  it('join tables of other features only where they put together what others hold', () => {
    const foreign = sources
      .filter(({ path }) => !READS_ALL.includes(moduleOf(path)))
      .flatMap((source) =>
        tablesJoined(source)
          .filter((table) => table !== 'persons' && table in TABLE_OWNERS)
          .filter((table) => ownerOf(table) !== moduleOf(source.path))
          .map((table) => `${source.path} joins ${table}`),
      );
    assert.deepEqual([...new Set(foreign)].sort(), [...KNOWN_JOINS].sort());
  });

  it('have no file of more than 300 lines without a reason in a comment', () => {
    const long = sources.filter(({ tree }) => tree.text.split('\n').length > 301);
    assert.deepEqual(
      long
        .filter(({ tree }) => !tree.text.includes('Longer than 300 lines: '))
        .map(({ path }) => path),
      [],
    );
  });

  it('have their permissions in docs/security.md', () => {
    const document = readFileSync(join(rootFolder(), 'docs/security.md'), 'utf8');
    const missing = FEATURES.filter((feature) =>
      sources.some(({ path }) => path === `src/${feature}/permissions.ts`),
    ).filter((feature) => !document.includes(`\n| ${feature} | `));
    assert.deepEqual(missing, []);
  });
});

const ownerOf = (table: string): string | undefined =>
  (TABLE_OWNERS as Readonly<Record<string, string>>)[table];

const WRITES = new Set(['insertInto', 'updateTable', 'deleteFrom', 'mergeInto']);
const JOINS = new Set(['innerJoin', 'leftJoin', 'rightJoin', 'fullJoin', 'crossJoin']);
const SQL_WRITES =
  /\b(?:insert\s+into|delete\s+from|merge\s+into|truncate|update(?=\s+\S+\s+(?:\w+\s+)?set\b))\s+(\w+|\$)/gi;
const SQL_JOINS = /\bJOIN\s+(\w+)/g;

/** The tables that a file writes, by Kysely or in SQL. */
const tablesWritten = ({ tree }: Source): string[] => [
  ...tablesOf(tree, WRITES),
  ...tablesIn(tree, SQL_WRITES),
];

const tablesJoined = ({ tree }: Source): string[] => [
  ...tablesOf(tree, JOINS),
  ...tablesIn(tree, SQL_JOINS),
];

/** "reviews" for `innerJoin('reviews as r', …)`. */
function tablesOf(tree: SourceFile, methods: ReadonlySet<string>): string[] {
  return nodesOf(tree).flatMap((node) => {
    if (!isCallExpression(node) || !isPropertyAccessExpression(node.expression)) return [];
    if (!methods.has(node.expression.name.text)) return [];
    const [table] = node.arguments;
    return table && isStringLiteral(table) ? [table.text.split(' ')[0] ?? ''] : ['one of a list'];
  });
}

/** What a pattern finds in the texts of a file; comments are none. */
function tablesIn(tree: SourceFile, pattern: RegExp): string[] {
  return nodesOf(tree)
    .filter(
      (node) =>
        isStringLiteral(node) ||
        isTemplateExpression(node) ||
        node.kind === SyntaxKind.NoSubstitutionTemplateLiteral,
    )
    .flatMap((node) => [...node.getText(tree).matchAll(pattern)])
    .map(([, table = '']) => (table === '$' ? 'one of a list' : table));
}

function nodesOf(tree: Node): Node[] {
  const found: Node[] = [];
  const request = (node: Node): void => {
    found.push(node);
    node.forEachChild(request);
  };
  request(tree);
  return found;
}

/** True for a statement that runs when its module is imported: neither a declaration nor an import of names. */
function doesSomething(statement: Node): boolean {
  if (isImportDeclaration(statement)) return statement.importClause === undefined;
  return !DECLARATIONS.has(statement.kind);
}

/** Files that import each other round and round, each circle in the order of the alphabet. */
function circlesOf(files: readonly Source[]): string[][] {
  const imports = new Map(
    files.map((file) => [
      file.path,
      file.imports.filter(({ isType }) => !isType).map(({ of }) => of),
    ]),
  );
  /** All that a file imports, and what they import, and so on. */
  const reachedFrom = (path: string): Set<string> => {
    const reached = new Set<string>();
    const queue = [path];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      for (const of of imports.get(next) ?? []) {
        if (!reached.has(of)) queue.push(of);
        reached.add(of);
      }
    }
    return reached;
  };
  const reached = new Map(files.map(({ path }) => [path, reachedFrom(path)]));
  const circles = files
    .filter(({ path }) => reached.get(path)?.has(path))
    .map(({ path }) =>
      [...(reached.get(path) ?? [])].filter((other) => reached.get(other)?.has(path)).sort(),
    );
  return [...new Map(circles.map((circle) => [circle.join(), circle])).values()];
}
