/** The tests as plain JavaScript: compiled once for a whole run, so that no test file has to compile the product again. */
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BuildOptions, build, type Loader, type Plugin } from 'esbuild';
import { compileMarkup } from '../bin/templates.js';
import { rootFolder } from '../src/config.js';

/** What `import.meta.url` becomes. */
const ADDRESS = 'addressOfSource';

/** What becomes of a module's text before it is compiled. */
export type Rewrite = (path: string, text: string) => string;

/**
 * A module goes on finding what lies beside its source: `import.meta.url` stays where it was written. Markup is put
 * together beforehand, as in the build.
 */
const keepAddresses = (rewrite: Rewrite): Plugin => ({
  name: 'keep-addresses',
  setup({ onLoad }) {
    onLoad({ filter: /\.(js|ts|tsx)$/ }, async ({ path }) => {
      const text = rewrite(path, await readFile(path, 'utf8'));
      const address = `const ${ADDRESS} = ${JSON.stringify(pathToFileURL(path).href)}; `;
      const contents = text.includes('import.meta.url') ? address + text : text;
      if (!path.endsWith('.tsx')) return { contents, loader: extname(path).slice(1) as Loader };
      return { contents: await compileMarkup(path, contents), loader: 'js' };
    });
  },
});

/**
 * Compiles test files, with what they share kept in common, into a folder. Gives their paths there, in order. Traces
 * lead to the sources when Node.js runs them with `--enable-source-maps`.
 */
export async function compileTests(
  files: readonly string[],
  folder: string,
  rewrite: Rewrite = (_, text) => text,
): Promise<string[]> {
  await build({
    ...shared(rewrite),
    entryPoints: [...files],
    outbase: rootFolder(),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    splitting: true,
    sourcemap: 'linked',
  });
  return files.map((file) => join(folder, file.replace(/\.tsx?$/, '.mjs')));
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
