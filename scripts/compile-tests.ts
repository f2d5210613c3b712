/** The tests as plain JavaScript: compiled once for a whole run, so that no test file has to compile the product again. */
import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BuildOptions, build, type Loader, type Plugin } from 'esbuild';
import { rootFolder } from '../src/platform/config.js';
import { ALL_FILES_RAN } from './files.js';

/** What `import.meta.url` becomes. */
const ADDRESS = 'addressOfSource';

/** A module goes on finding what lies beside its source: `import.meta.url` stays where it was written. */
const keepAddresses: Plugin = {
  name: 'keep-addresses',
  setup({ onLoad }) {
    onLoad({ filter: /\.(js|ts|tsx)$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const address = `const ${ADDRESS} = ${JSON.stringify(pathToFileURL(path).href)}; `;
      const contents = text.includes('import.meta.url') ? address + text : text;
      return { contents, loader: extname(path).slice(1) as Loader };
    });
  },
};

const shared = {
  absWorkingDir: rootFolder(),
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  logLevel: 'error',
  define: { 'import.meta.url': ADDRESS },
  plugins: [keepAddresses],
} as const satisfies BuildOptions;

export interface CompiledTest {
  /** Its source, as a path from the root. */
  file: string;
  path: string;
}

/**
 * Compiles test files, with what they share kept in common, into a folder. Gives them in order. Traces lead to the
 * sources when Node.js runs them with `--enable-source-maps`.
 */
export async function compileTests(
  files: readonly string[],
  folder: string,
): Promise<CompiledTest[]> {
  await build({
    ...shared,
    entryPoints: [...files],
    outbase: rootFolder(),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    splitting: true,
    sourcemap: 'linked',
  });
  return files.map((file) => ({ file, path: join(folder, file.replace(/\.tsx?$/, '.mjs')) }));
}

/**
 * Parts of about the same length, by how the paths of their files begin, in the order in which they are begun. Those that
 * mostly wait (for a page that saves by itself, for a process to start or end) stand between those that calculate, so
 * that no processor is without work. What the deep tier goes on with for minutes has a part of its own.
 */
const PARTS: readonly (readonly string[])[] = [
  ['tests/journeys/every-page'],
  [
    'tests/journeys/typed-words',
    'tests/journeys/lost',
    'tests/journeys/passkey',
    'tests/journeys/plan',
  ],
  // The deep tier goes on with the interleavings of a review for minutes.
  ['src'],
  ['tests/start', 'tests/away', 'tests/external', 'tests/lock'],
  ['tests/isolation', 'tests/authorization', 'tests/strange-requests'],
  ['tests/deep/durability'],
  ['tests/journeys/whole-review', 'tests/journeys/questions', 'tests/deep/drawn'],
  ['tests/journeys', 'tests/deep/account-pages', 'tests/deep/review-pages'],
  ['tests/deep'],
  ['tests'],
  ['src/account'],
  ['src/authoring'],
  ['src/organisation', 'src/report'],
  ['src/platform'],
];

/**
 * How long the tests of a file may take, and each of them: what hangs is told by its name, and the next file runs. The
 * longest of the deep tier take 10 minutes, and on a machine of half the speed with other work 30.
 */
const FILE_MS = 60 * 60_000;

/** The name of the part that a file belongs to, by the longest beginning of its path. */
function partOf(file: string): string {
  const beginnings = PARTS.flat().filter((each) => file.startsWith(each));
  const [longest = ''] = beginnings.sort((a, b) => b.length - a.length);
  return PARTS.find((part) => part.includes(longest))?.[0] ?? dirname(file);
}

/**
 * Puts the tests of a part together, which share a process and a browser so: starting one and reading the
 * product into it costs more than most files do. In its process a file runs once the one before it has ended, closed
 * what it opened and dropped its database. `skipOf` says why a file cannot be run here, or null. Gives what is to be
 * run, in that order.
 */
export function together(
  tests: readonly CompiledTest[],
  folder: string,
  skipOf: (file: string) => string | null,
): string[] {
  const groups = new Map<string, CompiledTest[]>(PARTS.map(([name = '']) => [name, []]));
  for (const test of tests) {
    const name = partOf(test.file);
    groups.set(name, [...(groups.get(name) ?? []), test]);
  }
  return [...groups]
    .filter(([, files]) => files.length > 0)
    .map(([name, files], at) => {
      // Node.js begins with what comes first in the alphabet.
      const place = String(at).padStart(2, '0');
      const group = join(folder, `${place}-${name.replace(/\W/g, '-')}.group.mjs`);
      const suites = files.map(({ file, path }) => {
        const [title, skip] = [JSON.stringify(file), skipOf(file)];
        return skip
          ? `it(${title}, { skip: ${JSON.stringify(skip)} }, () => {});`
          : `await describe(${title}, { timeout: ${FILE_MS} }, () => import(${JSON.stringify(path)}));`;
      });
      const lines = [
        "import { describe, it } from 'node:test';",
        // A thread that is waited for does not keep a process, and this one has more files to run.
        'const stay = setInterval(() => {}, 1000);',
        ...suites,
        'clearInterval(stay);',
        `process.emit('${ALL_FILES_RAN}');`,
        // What a failed test has left at work does not keep the process either.
        'setTimeout(() => process.exit(), 30_000).unref();',
      ];
      writeFileSync(group, lines.join('\n'));
      return group;
    });
}

/** Compiles test files into one file, where mutate/node-test.ts stands in for `node:test`. */
export async function bundleTests(files: readonly string[], outfile: string): Promise<void> {
  const root = rootFolder();
  await build({
    ...shared,
    stdin: {
      contents: files.map((file) => `import ${JSON.stringify(join(root, file))};`).join('\n'),
      resolveDir: root,
    },
    outfile,
    alias: { 'node:test': join(root, 'scripts/mutate/node-test.ts') },
  });
}
