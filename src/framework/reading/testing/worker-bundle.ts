/** The reading thread bundled for a test, as a build does. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** Bundles the thread into a fresh folder; call `remove` when the tests are done. */
export async function bundledWorker(): Promise<{ workerUrl: URL; remove: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'waymark-reading-'));
  const outfile = join(folder, 'reading-worker.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL('../worker.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    // Packages that are not ES modules call require.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    logLevel: 'error',
  });
  return { workerUrl: pathToFileURL(outfile), remove: () => rmSync(folder, { recursive: true }) };
}
