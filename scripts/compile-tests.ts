/** The tests as plain JavaScript: compiled once for a whole run, so that no test file has to compile the product again. */
import { readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BuildOptions, build, type Loader, type Metafile, type Plugin } from 'esbuild';
import { rootFolder } from '../src/config.js';

/** What `import.meta.url` becomes. */
const ADDRESS = 'addressOfSource';

/** What becomes of a module's text before it is compiled. */
export type Rewrite = (path: string, text: string) => string;

/** A module goes on finding what lies beside its source: `import.meta.url` stays where it was written. */
const keepAddresses = (rewrite: Rewrite): Plugin => ({
  name: 'keep-addresses',
  setup({ onLoad }) {
    onLoad({ filter: /\.(js|ts|tsx)$/ }, async ({ path }) => {
      const text = rewrite(path, await readFile(path, 'utf8'));
      const address = `const ${ADDRESS} = ${JSON.stringify(pathToFileURL(path).href)}; `;
      const contents = text.includes('import.meta.url') ? address + text : text;
      return { contents, loader: extname(path).slice(1) as Loader };
    });
  },
});

export interface CompiledTest {
  /** Its source, as a path from the root. */
  file: string;
  path: string;
  /** True for a test that opens a world: a database, a server, a browser. */
  needsWorld: boolean;
}

/**
 * Compiles test files, with what they share kept in common, into a folder. Gives them in order. Traces lead to the
 * sources when Node.js runs them with `--enable-source-maps`.
 */
export async function compileTests(
  files: readonly string[],
  folder: string,
  rewrite: Rewrite = (_, text) => text,
): Promise<CompiledTest[]> {
  const { metafile } = await build({
    ...shared(rewrite),
    entryPoints: [...files],
    outbase: rootFolder(),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    splitting: true,
    sourcemap: 'linked',
    metafile: true,
  });
  return files.map((file) => {
    const path = join(folder, file.replace(/\.tsx?$/, '.mjs'));
    const sources = sourcesOf(metafile, relative(rootFolder(), path));
    return { file, path, needsWorld: sources.some((each) => each.startsWith('tests/support/')) };
  });
}

/** Every source that a compiled file holds or imports. */
function sourcesOf({ outputs }: Metafile, output: string): string[] {
  const seen = new Set([output]);
  for (const each of seen)
    for (const { path, external } of outputs[each]?.imports ?? []) if (!external) seen.add(path);
  return [...seen].flatMap((each) => Object.keys(outputs[each]?.inputs ?? {}));
}

/** What a test of rules alone never speaks of: other processes, and what everything in a process shares. */
const SHARES =
  /child_process|worker_threads|process\.(env|exit|chdir|on|once)\b|\bmock\.|\bafter\(/;

/**
 * Puts the tests that ask for nothing but rules together, room by room: a process of its own costs more than they do.
 * Gives what is to be run, in order.
 */
export function together(tests: readonly CompiledTest[], folder: string): string[] {
  const rooms = new Map<string, string[]>();
  const alone: string[] = [];
  for (const { file, path, needsWorld } of tests) {
    const [top = '', room = ''] = file.split(/[\\/]/);
    const text = readFileSync(join(rootFolder(), file), 'utf8');
    if (top !== 'src' || needsWorld || SHARES.test(text)) alone.push(path);
    else rooms.set(room, [...(rooms.get(room) ?? []), path]);
  }
  const groups = [...rooms].map(([room, paths]) => {
    const group = join(folder, `rules-of-${room.replace(/\W/g, '-')}.mjs`);
    writeFileSync(group, paths.map((path) => `import ${JSON.stringify(path)};\n`).join(''));
    return group;
  });
  return [...groups, ...alone];
}

/** Compiles test files into one file, where mutate/node-test.ts stands in for `node:test`. */
export async function bundleTests(files: readonly string[], outfile: string): Promise<void> {
  const root = rootFolder();
  await build({
    ...shared((_, text) => text),
    stdin: {
      contents: files.map((file) => `import ${JSON.stringify(join(root, file))};`).join('\n'),
      resolveDir: root,
    },
    outfile,
    alias: { 'node:test': join(root, 'scripts/mutate/node-test.ts') },
  });
}

const shared = (rewrite: Rewrite) =>
  ({
    absWorkingDir: rootFolder(),
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'error',
    define: { 'import.meta.url': ADDRESS },
    plugins: [keepAddresses(rewrite)],
  }) as const satisfies BuildOptions;
