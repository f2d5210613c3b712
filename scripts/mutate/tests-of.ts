/** Which tests can find a fault in a rule. */
import { build } from 'esbuild';
import { rootFolder } from '../../src/platform/config.js';
import { moduleOf, testFiles } from '../files.js';

/** What tests with a database or a browser of their own import: too slow for thousands of faults. */
const SLOW = /^tests\/support\//;

/** Test files, each with all that it imports. */
async function importsOf(tests: readonly string[]): Promise<Map<string, Set<string>>> {
  const found = await Promise.all(
    tests.map(async (test) => {
      const { metafile } = await build({
        absWorkingDir: rootFolder(),
        entryPoints: [test],
        bundle: true,
        packages: 'external',
        platform: 'node',
        format: 'esm',
        write: false,
        metafile: true,
        outdir: 'nowhere',
        logLevel: 'error',
      });
      return [test, new Set(Object.keys(metafile.inputs))] as const;
    }),
  );
  return new Map(found);
}

/** What docs/security.md is drawn from, and the test that it is as drawn. */
const DRAWN = /\/(permissions|access\/route)\.ts$/;
const DRAWING = 'tests/security-document.test.ts';

/** The quick tests of the files' modules that import one of them. */
export async function testsOf(files: readonly string[]): Promise<string[]> {
  const modules = new Set(files.map(moduleOf));
  const isDrawn = files.some((file) => DRAWN.test(file));
  const near = testFiles().filter(
    (test) => modules.has(moduleOf(test)) || (isDrawn && test === DRAWING),
  );
  const imports = await importsOf(near);
  return [...imports]
    .filter(([, all]) => ![...all].some((each) => SLOW.test(each)))
    .filter(([, all]) => files.some((file) => all.has(file)))
    .map(([test]) => test);
}
