import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { rootFolder } from '../src/config.js';

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

/** Every source file of the product, tests and what only tests use left out. */
export function sourceFiles(): string[] {
  const root = rootFolder();
  return readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)))
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.|\/(testing|cast|islands)\//.test(file))
    .sort();
}
