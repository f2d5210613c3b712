import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { rootFolder } from '../src/platform/config.js';

interface Lock {
  packages: Record<string, { optionalDependencies?: Record<string, string>; resolved?: string }>;
}
const lock = JSON.parse(readFileSync(join(rootFolder(), 'package-lock.json'), 'utf8')) as Lock;

it('the lock file holds the packages of every platform, or `npm ci` refuses it', () => {
  const missing = Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) =>
        !lock.packages[`node_modules/${name}`] && !lock.packages[`${path}/node_modules/${name}`],
    ),
  );
  assert.deepEqual(missing, []);
});

it('the lock file names no registry', () => {
  assert.deepEqual(
    Object.entries(lock.packages).filter(([, { resolved }]) => resolved?.startsWith('http')),
    [],
  );
});
