/** The product's source files as TypeScript's own parser reads them: what each imports, and its statements. */
import { dirname, join, relative } from 'node:path';
import {
  type ImportDeclaration,
  isCallExpression,
  isExportDeclaration,
  isImportDeclaration,
  isNamedImports,
  isStringLiteral,
  type Node,
  type SourceFile,
  SyntaxKind,
} from 'typescript/unstable/ast';
import { createVirtualFileSystem, type FileSystem } from 'typescript/unstable/fs';
import { API } from 'typescript/unstable/sync';
import { rootFolder } from '../../src/platform/config.js';

export interface Import {
  /** The imported file, as a path from the root: "src/review/store.ts". */
  of: string;
  /** True for `import type` and for an import of nothing but types: it is gone when the code runs. */
  isType: boolean;
}

export interface Source {
  /** Its path from the root. */
  path: string;
  imports: Import[];
  tree: SourceFile;
}

let sources: readonly Source[] | undefined;

/** Every source file of the product; tests and what only tests use left out. Read once for all files of a process. */
export function readSources(): readonly Source[] {
  sources ??= readTree(rootFolder());
  return sources;
}

/** Source files that are nowhere but in a test, by their path from the root: "src/a/changes.ts". */
export function parseSources(files: Readonly<Record<string, string>>): Source[] {
  const there = {
    'tsconfig.json': '{"compilerOptions":{"noLib":true},"include":["src"]}',
    ...files,
  };
  const entries = Object.entries(there).map(([path, text]) => [join('/planted', path), text]);
  return readTree('/planted', createVirtualFileSystem(Object.fromEntries(entries)));
}

function readTree(root: string, fs?: FileSystem): Source[] {
  const api = new API({ cwd: root, ...(fs ? { fs } : {}) });
  try {
    const project = api
      .updateSnapshot({ openProjects: [join(root, 'tsconfig.json')] })
      .getProjects()[0];
    if (!project) throw new Error('tsconfig.json cannot be read.');
    const paths = project.program
      .getSourceFileNames()
      .map((name) => relative(root, name))
      .filter((path) => /^src\//.test(path) && !/\.test\.tsx?$|\/testing\//.test(path));
    const known = new Set(paths);
    return paths.sort().map((path) => {
      const tree = project.program.getSourceFile(join(root, path));
      if (!tree) throw new Error(`${path} cannot be read.`);
      return { path, tree, imports: importsOf(path, tree, known) };
    });
  } finally {
    api.close();
  }
}

function importsOf(path: string, tree: SourceFile, known: ReadonlySet<string>): Import[] {
  const found: Import[] = [];
  const add = (literal: Node | undefined, isType: boolean) => {
    if (!literal || !isStringLiteral(literal) || !literal.text.startsWith('.')) return;
    found.push({ of: fileOf(path, literal.text, known), isType });
  };
  const visit = (node: Node): void => {
    if (isImportDeclaration(node)) add(node.moduleSpecifier, isTypeOnly(node));
    else if (isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (isCallExpression(node) && node.expression.kind === SyntaxKind.ImportKeyword)
      add(node.arguments[0], false);
    node.forEachChild(visit);
  };
  visit(tree);
  return found;
}

/** True for `import type …` and for `import { type A, type B }`. */
function isTypeOnly({ importClause }: ImportDeclaration): boolean {
  if (!importClause) return false;
  if (importClause.phaseModifier === SyntaxKind.TypeKeyword) return true;
  const { name, namedBindings } = importClause;
  if (name || !namedBindings || !isNamedImports(namedBindings)) return false;
  return namedBindings.elements.every((element) => element.isTypeOnly);
}

/** What "../web/page.js" is in a file: "src/platform/web/page.tsx". */
export function fileOf(path: string, specifier: string, known: ReadonlySet<string>): string {
  const bare = join(dirname(path), specifier).replace(/\.js$/, '');
  return [`${bare}.ts`, `${bare}.tsx`].find((file) => known.has(file)) ?? `${bare}.ts`;
}
