import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { rootFolder } from '../src/platform/config.js';

/** What lies in a folder of tests that are slow by nature: `npm run test:deep` runs them, `npm test` does not. */
const DEEP = /^tests\/deep\//;

/** Every test file of the repository, as paths from the root: quick ones first, the browser's last. */
export function testFiles(): string[] {
  const root = rootFolder();
  return ['src', 'tests']
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && /\.test\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)))
    .sort(
      (a, b) =>
        Number(a.startsWith('tests/journeys')) - Number(b.startsWith('tests/journeys')) ||
        a.localeCompare(b),
    );
}

/** The module that a file lies in: "src/review", "src/platform/web", "tests/journeys". */
export const moduleOf = (file: string): string => {
  const parts = file.split(/[\\/]/);
  return parts.slice(0, parts[1] === 'platform' ? 3 : 2).join('/');
};

/** The files of `npm test`. */
export const dailyFiles = (): string[] => testFiles().filter((file) => !DEEP.test(file));

/** The files of `npm run test:deep`: its own, and those that go on for longer when DEEP_ENV asks for it. */
export const deepFiles = (): string[] =>
  testFiles().filter((file) => DEEP.test(file) || hasMoreRuns(file));

/** Those that the deep tier runs at every clock of tests/support/clocks.ts: where a page or a rule asks what day it is. */
export const clockFiles = (): string[] =>
  dailyFiles().filter(
    (file) =>
      /^src\/(plan|review|home|insight|report|record|evidence)\//.test(file) &&
      !hasMoreRuns(file) &&
      /openSchool\(\)|openTest(School|Demo|App)\(\)/.test(
        readFileSync(join(rootFolder(), file), 'utf8'),
      ),
  );

/** True for a file that opens a browser. */
export const needsChromium = (file: string): boolean =>
  /\/support\/(chromium|writing-desk)\.js'/.test(readFileSync(join(rootFolder(), file), 'utf8'));

/** True for a file that the deep tier asks for more: more tries (tests/support/runs.ts), or a look at more pages or views. */
const hasMoreRuns = (file: string): boolean =>
  /\/support\/(runs|views|axe)\.js'/.test(readFileSync(join(rootFolder(), file), 'utf8'));

/** What those that `npm test` runs as well are asked for in the deep tier. */
export const DEEP_ENV = { EVERY_VIEW: '1', WAYMARK_ALL_RUNS: '1' };

/** What a process tells itself when the last test file in it has run: `process.emit(ALL_FILES_RAN)`. */
export const ALL_FILES_RAN = 'allFilesRan';
