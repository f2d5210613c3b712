/** How the modules of src/ may use each other: docs/decisions/0087. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isImportDeclaration, type Node, SyntaxKind } from 'typescript/unstable/ast';
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
  'insight',
  'report',
  'home',
  'record',
  'backup',
  'demo',
];

/** Programs of their own: they run when they are started, and nothing imports them. */
const PROGRAMS = [
  'src/authoring/reading/worker.ts',
  'src/main.ts',
  'src/platform/storage/embedded/supervisor.ts',
  'src/report/worker.ts',
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
});

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
