/** The tests as plain JavaScript: compiled once for a whole run, so that no test file has to compile the product again. */
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Loader, type Plugin } from 'esbuild';
import { rootFolder } from '../src/config.js';

/** What `import.meta.url` becomes. */
const ADDRESS = 'addressOfSource';

/** A module goes on finding what lies beside its source: `import.meta.url` stays where it was written. */
const keepAddresses: Plugin = {
  name: 'keep-addresses',
  setup({ onLoad }) {
    onLoad({ filter: /\.(js|ts|tsx)$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const address = `const ${ADDRESS} = ${JSON.stringify(pathToFileURL(path).href)}; `;
      return {
        contents: text.includes('import.meta.url') ? address + text : text,
        loader: extname(path).slice(1) as Loader,
      };
    });
  },
};

/**
 * Compiles test files, with what they share kept in common, into a folder. Gives their paths there, in order. Traces
 * lead to the sources when Node.js runs them with `--enable-source-maps`.
 */
export async function compileTests(files: readonly string[], folder: string): Promise<string[]> {
  const root = rootFolder();
  await build({
    absWorkingDir: root,
    entryPoints: [...files],
    outbase: root,
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: 'linked',
    logLevel: 'error',
    define: { 'import.meta.url': ADDRESS },
    plugins: [keepAddresses],
  });
  return files.map((file) => join(folder, file.replace(/\.tsx?$/, '.mjs')));
}
