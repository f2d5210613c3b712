/** `npm test`: installs what the tests need and runs all of them, or those named on the command line. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { ensureBuild } from '../bin/build.js';
import { rootFolder } from '../src/config.js';
import { compileTests, together } from './compile-tests.js';
import { testFiles } from './files.js';
import { ensureChromium, install, programPath } from './tools.js';

const root = rootFolder();
const named = process.argv.slice(2);
const files = named.length ? named : testFiles();
const absent = files.filter((file) => !existsSync(join(root, file)));
if (absent.length > 0) {
  console.error(`There is no test file ${absent.join(', ')}. Name files as paths from the root.`);
  process.exit(2);
}

const chromium = files.some((file) => file.includes('journeys')) ? ensureChromium() : null;
if (!chromium && files.some((file) => file.includes('journeys'))) {
  console.error(
    'The journeys need Chromium. Install it (on Debian: apt-get install chromium), or name it in CHROMIUM_PATH.',
  );
  process.exit(2);
}
if (!programPath('pdfinfo')) install(['poppler-utils']);
await ensureBuild();
const scratch = join(root, '.tmp', `test-${process.pid}`);
mkdirSync(scratch, { recursive: true });
const folder = join(scratch, 'compiled');
const compiled = await compileTests(files, folder);
const runs = named.length > 0 ? compiled.map(({ path }) => path) : together(compiled, folder);
const tap = join(scratch, 'result.tap');
const child = spawn(
  process.execPath,
  [
    ...[
      '--enable-source-maps',
      '--test',
      `--test-concurrency=${Math.max(2, Math.min(4, cpus().length))}`,
    ],
    ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
    ...['--test-reporter=tap', `--test-reporter-destination=${tap}`],
    ...runs,
  ],
  {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env,
      WAYMARK_TEST_DATA: join(scratch, 'database'),
      ...(chromium ? { CHROMIUM_PATH: chromium } : {}),
    },
  },
);
child.on('exit', (code) => {
  const count = (name: string) =>
    Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(readFileSync(tap, 'utf8'))?.[1] ?? 0);
  const [passed, failed, skipped] = [
    count('pass'),
    count('fail') + count('cancelled'),
    count('skipped'),
  ];
  const isDocumentTrue = named.length > 0 || everyRequirementRan();
  rmSync(scratch, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
  console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
  process.exit(code === 0 && failed === 0 && passed > 0 && isDocumentTrue ? 0 : 1);
});

/** After a run of everything: each test that docs/security.md names must have passed in it. Prints those that did not. */
function everyRequirementRan(): boolean {
  const check = ['--import', 'tsx', 'scripts/security.ts', '--check', '--ran', tap];
  return spawnSync(process.execPath, check, { cwd: root, stdio: 'inherit' }).status === 0;
}
