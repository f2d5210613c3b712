/**
 * `npm test`: installs what the tests need and runs them, or those named on the command line. `npm run test:deep` runs
 * what is slow by nature instead; `npm run approve` writes anew what pages say in tests/approved.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { ensureBuild } from '../bin/build.js';
import { rootFolder } from '../src/platform/config.js';
import { CLOCKS, clockOfTurn } from '../tests/support/clocks.js';
import { verbsNotRecorded } from '../tests/support/verbs.js';
import { compileTests, together } from './compile-tests.js';
import { clockFiles, DEEP_ENV, dailyFiles, deepFiles, needsChromium } from './files.js';
import { faultsOfRun } from './test-ids.js';
import { ensureChromium, install, programPath } from './tools.js';

/** Walk all pages, and hold them against tests/approved. */
const APPROVED_BY = ['tests/journeys/every-page.test.ts', 'tests/journeys/workbooks.test.ts'];

const root = rootFolder();
const isDeep = process.argv[2] === '--deep';
const isApproving = process.argv[2] === '--approve';
const named = isApproving ? APPROVED_BY : process.argv.slice(isDeep ? 3 : 2);
const files = named.length > 0 ? named : isDeep ? deepFiles() : dailyFiles();
const absent = files.filter((file) => !existsSync(join(root, file)));
if (absent.length > 0) {
  console.error(`There is no test file ${absent.join(', ')}. Name files as paths from the root.`);
  process.exit(2);
}

const chromium = files.some(needsChromium) ? ensureChromium() : null;
const noChromium =
  'Chromium cannot be installed here: install it (on Debian: apt-get install chromium), or name it in CHROMIUM_PATH';
if (!programPath('pdfinfo')) install(['poppler-utils']);
await ensureBuild();
const scratch = join(root, '.tmp', `test-${process.pid}`);
mkdirSync(scratch, { recursive: true });
const database = join(inMemory() ?? scratch, `waymark-test-${process.pid}`);
const skipOf = (file: string) => (needsChromium(file) && !chromium ? noChromium : null);
const passes: Pass[] = [
  {
    files,
    now: process.env.WAYMARK_TEST_NOW ?? clockOfTurn(new Date()),
    env: isDeep ? DEEP_ENV : isApproving ? { WAYMARK_APPROVE: 'yes' } : {},
  },
];
// Those that ask what day it is run at every clock: at this one in `npm test`, at the others in the deep tier.
if (isDeep && named.length === 0)
  for (const now of Object.values(CLOCKS))
    if (now !== passes[0]?.now) passes.push({ files: clockFiles(), now, env: {} });

const totals = { pass: 0, fail: 0, cancelled: 0, skipped: 0 };
const faults: string[] = [];
for (const pass of passes) await run(pass);
if (named.length === 0 && !isDeep) faults.push(...unrecordedVerbs());
for (const fault of faults) console.error(fault);
for (const folder of [scratch, database])
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
const failed = totals.fail + totals.cancelled;
console.log(
  `${totals.pass} passed, ${failed} failed${totals.skipped ? `, ${totals.skipped} skipped` : ''}`,
);
process.exit(failed === 0 && totals.pass > 0 && faults.length === 0 ? 0 : 1);

interface Pass {
  files: string[];
  /** What the clock of the tests says when they begin. */
  now: string;
  env: Record<string, string>;
}

/**
 * Linux's file system in memory, if 4 GB are free: the tests make some 150 databases, and none has to last. What a run
 * that was killed has left there goes first.
 */
function inMemory(): string | null {
  const folder = '/dev/shm';
  if (!existsSync(folder)) return null;
  for (const left of readdirSync(folder)) {
    const pid = /^waymark-test-(\d+)$/.exec(left)?.[1];
    if (pid && !existsSync(`/proc/${pid}`))
      rmSync(join(folder, left), { recursive: true, force: true });
  }
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize > 4e9 ? folder : null;
}

/** Runs some files at one clock, and adds to the totals and faults. */
async function run({ files, now, env }: Pass): Promise<void> {
  console.log(`The clock of the tests: WAYMARK_TEST_NOW=${now}`);
  const folder = join(scratch, 'compiled');
  rmSync(folder, { recursive: true, force: true });
  const groups = together(await compileTests(files, folder), folder, skipOf);
  const tap = join(scratch, 'result.tap');
  const child = spawn(
    process.execPath,
    [
      // Two more than there are processors: journeys wait for their browser, others for processes and the database.
      ...['--enable-source-maps', '--test', `--test-concurrency=${Math.min(cpus().length, 4) + 2}`],
      // Each file has its own limit. This one is for what hangs before or after its tests.
      `--test-timeout=${90 * 60_000}`,
      ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
      ...['--test-reporter=tap', `--test-reporter-destination=${tap}`],
      ...groups,
    ],
    {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: {
        ...process.env,
        ...env,
        WAYMARK_TEST_DATA: database,
        WAYMARK_TEST_NOW: now,
        ...(chromium ? { CHROMIUM_PATH: chromium } : {}),
      },
    },
  );
  const [code] = await once(child, 'exit');
  const result = readFileSync(tap, 'utf8');
  for (const name of Object.keys(totals) as (keyof typeof totals)[])
    totals[name] += Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(result)?.[1] ?? 0);
  faults.push(
    ...faultsOfRun(files, result),
    ...files.filter((file) => !hasRun(file, result)).map((file) => `No test of ${file} ran.`),
  );
  if (code !== 0 && totals.fail + totals.cancelled === 0)
    faults.push(`The tests ended with ${code}.`);
}

/** A verb that has words and that no test records could be forgotten by whoever changes what records it. */
function unrecordedVerbs(): string[] {
  return verbsNotRecorded(database).map((verb) => `No test records ${verb} in the history.`);
}

/** True when a file has told of a test of its own, or was skipped by its name. */
function hasRun(file: string, result: string): boolean {
  const next = result.split(`# Subtest: ${file}\n`)[1] ?? '';
  return next.startsWith('    # Subtest: ') || /^ok .*# SKIP/.test(next);
}
