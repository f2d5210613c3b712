// Runs before any package is there: only node: modules here.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Stops with one sentence when this Node.js is too old to run Waymark. */
function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Waymark needs Node.js 20.19 or newer, and this is ${process.versions.node}.`);
  process.exit(2);
}

/** Installs the packages when they are missing or older than the lock file. Says so while it does. */
export function ensurePackages() {
  checkNode();
  const installed = join(root, 'node_modules', '.package-lock.json');
  const lock = join(root, 'package-lock.json');
  if (existsSync(installed) && !isNewer(lock, installed)) return;
  console.error('Installing what Waymark needs. This happens once, and takes about a minute.');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const quietly = ['--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  for (const how of [['ci'], ['install', '--no-save']]) {
    const options = { cwd: root, stdio: ['ignore', 'ignore', 2] };
    if (spawnSync(npm, [...how, ...quietly], options).status === 0) return;
  }
  console.error(
    'The packages could not be installed. Check the connection to the npm registry and try again.',
  );
  process.exit(2);
}

/** A checkout sets every file's time to now, so what counts is whether the packages differ, not the clock. */
function isNewer(lock, installed) {
  if (statSync(lock).mtimeMs <= statSync(installed).mtimeMs) return false;
  const wanted = JSON.parse(readFileSync(lock, 'utf8')).packages ?? {};
  const have = JSON.parse(readFileSync(installed, 'utf8')).packages ?? {};
  return Object.entries(wanted).some(
    ([path, { version, optional }]) => path && !optional && have[path]?.version !== version,
  );
}
