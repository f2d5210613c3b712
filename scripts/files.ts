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
  testFiles().filter(
    (file) => DEEP.test(file) || file === 'tests/journeys/every-page.test.ts' || hasMoreRuns(file),
  );

/** True for a file that has a number of its tries from tests/support/runs.ts. */
const hasMoreRuns = (file: string): boolean =>
  readFileSync(join(rootFolder(), file), 'utf8').includes("/support/runs.js'");

/** What those that `npm test` runs as well are asked for in the deep tier. */
export const DEEP_ENV = { EVERY_VIEW: '1', WAYMARK_ALL_RUNS: '1' };

/** What a process tells itself when the last test file in it has run: `process.emit(ALL_FILES_RAN)`. */
export const ALL_FILES_RAN = 'allFilesRan';
