/**
 * `npm run mutate`: plants small faults in the rules, one at a time, and counts how many the tests find.
 * Takes the names of files to plant in; left out, every rule that RULES names (some hours).
 * Stryker is fetched for the occasion and is no package of the project: nobody else needs its 200 packages.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { rootFolder } from '../src/platform/config.js';
import { testsOf } from './mutate/tests-of.js';

const STRYKER = '9.6.1';
const root = rootFolder();

/** Folders of pure rules with their tests beside them. */
const RULES = [
  ...['src/remark', 'src/review', 'src/authoring/reading/rules', 'src/plan'],
  ...['src/insight', 'src/platform/chart'],
];

const isRule = (file: string) => /\.ts$/.test(file) && !/\.test\.ts$/.test(file);
const testOf = (file: string) => file.replace(/\.ts$/, '.test.ts');

/** The rules that have a test of their own name. */
function rulesWithTests(): string[] {
  return RULES.flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => join(folder, name)),
  ).filter((file) => isRule(file) && existsSync(join(root, testOf(file))));
}

const files = process.argv.slice(2).length > 0 ? process.argv.slice(2) : rulesWithTests();
const tests = await testsOf(files);
if (tests.length === 0) {
  console.error('No quick test of their module imports these files.');
  process.exit(2);
}
const folder = join(root, '.tmp', 'mutate');
mkdirSync(folder, { recursive: true });
const config = join(folder, 'stryker.config.json');
await build({
  absWorkingDir: root,
  entryPoints: ['scripts/mutate/runner.ts'],
  outfile: join(folder, 'runner.mjs'),
  platform: 'node',
  format: 'esm',
});
writeFileSync(
  config,
  JSON.stringify({
    testRunner: 'compiled',
    plugins: [join(folder, 'runner.mjs')],
    buildCommand: `node --import tsx scripts/mutate/compile.ts ${tests.join(' ')}`,
    mutate: files,
    // Its reader of tsconfig.json knows no TypeScript 7; esbuild needs none of what it would rewrite.
    tsconfigFile: 'no-tsconfig.json',
    // Long: what is too slow counts as found, and a busy machine finds nothing. Most endless loops are counted, not timed.
    timeoutMS: 60_000,
    coverageAnalysis: 'perTest',
    reporters: ['clear-text', 'progress'],
    thresholds: { high: 95, low: 90, break: 90 },
    concurrency: 2,
    tempDirName: '.tmp/mutate/sandbox',
    ignorePatterns: ['/data', '/.tmp', '/dist'],
  }),
);
const core = ['--package', `@stryker-mutator/core@${STRYKER}`];
const { status } = spawnSync('npx', ['--yes', ...core, 'stryker', 'run', config], {
  cwd: root,
  stdio: 'inherit',
});
process.exit(status ?? 1);
