/**
 * `npm test`: installs what the tests need and runs them, or those named on the command line. `npm run test:deep` runs
 * what is slow by nature instead.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { ensureBuild } from '../bin/build.js';
import { rootFolder } from '../src/platform/config.js';
import { compileTests, together } from './compile-tests.js';
import { DEEP_ENV, dailyFiles, deepFiles } from './files.js';
import { faultsOfRun } from './security.js';
import { ensureChromium, install, programPath } from './tools.js';

const root = rootFolder();
const isDeep = process.argv[2] === '--deep';
const named = process.argv.slice(isDeep ? 3 : 2);
const files = named.length > 0 ? named : isDeep ? deepFiles() : dailyFiles();
const absent = files.filter((file) => !existsSync(join(root, file)));
if (absent.length > 0) {
  console.error(`There is no test file ${absent.join(', ')}. Name files as paths from the root.`);
  process.exit(2);
}

const isJourney = (file: string) => file.startsWith('tests/journeys');
const chromium = files.some(isJourney) ? ensureChromium() : null;
const noChromium =
  'Chromium cannot be installed here: install it (on Debian: apt-get install chromium), or name it in CHROMIUM_PATH';
if (!programPath('pdfinfo')) install(['poppler-utils']);
await ensureBuild();
const scratch = join(root, '.tmp', `test-${process.pid}`);
mkdirSync(scratch, { recursive: true });
const folder = join(scratch, 'compiled');
const runs = together(await compileTests(files, folder), folder, (file) =>
  isJourney(file) && !chromium ? noChromium : null,
);
const tap = join(scratch, 'result.tap');
const child = spawn(
  process.execPath,
  [
    // One more than there are processors: journeys wait for their browser, and others for a database.
    ...['--enable-source-maps', '--test', `--test-concurrency=${Math.min(cpus().length, 4) + 1}`],
    ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
    ...['--test-reporter=tap', `--test-reporter-destination=${tap}`],
    ...runs,
  ],
  {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env,
      ...(isDeep ? DEEP_ENV : {}),
      WAYMARK_TEST_DATA: join(scratch, 'database'),
      ...(chromium ? { CHROMIUM_PATH: chromium } : {}),
    },
  },
);
child.on('exit', (code) => {
  const result = readFileSync(tap, 'utf8');
  const count = (name: string) =>
    Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(result)?.[1] ?? 0);
  const [passed, failed, skipped] = [
    count('pass'),
    count('fail') + count('cancelled'),
    count('skipped'),
  ];
  const faults = [
    ...faultsOfRun(files, result),
    ...files.filter((file) => !hasRun(file, result)).map((file) => `No test of ${file} ran.`),
  ];
  for (const fault of faults) console.error(fault);
  rmSync(scratch, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
  console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
  process.exit(code === 0 && failed === 0 && passed > 0 && faults.length === 0 ? 0 : 1);
});

/** True when a file has told of a test of its own, or was skipped by its name. */
function hasRun(file: string, result: string): boolean {
  const next = result.split(`# Subtest: ${file}\n`)[1] ?? '';
  return next.startsWith('    # Subtest: ') || /^ok .*# SKIP/.test(next);
}
