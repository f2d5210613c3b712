// Runs before any package is there: only node: modules here.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Ends a start that cannot go on: one sentence, exit 2. */
export function refuse(sentence) {
  console.error(sentence);
  process.exit(2);
}

/** Says on one line what is being done and how many seconds it took: "Building Waymark … 2.1 s". */
export function announce(what) {
  const from = performance.now();
  process.stderr.write(`${what} … `);
  return (isDone = true) =>
    process.stderr.write(isDone ? `${((performance.now() - from) / 1000).toFixed(1)} s\n` : '\n');
}

/** Installs the packages when they are missing or older than the lock file. Says so while it does. */
export function ensurePackages() {
  const installed = join(root, 'node_modules', '.package-lock.json');
  const lock = join(root, 'package-lock.json');
  if (existsSync(installed) && !isNewer(lock, installed)) return;
  const modules = existsSync(dirname(installed)) ? dirname(installed) : root;
  if (!isWritable(modules))
    refuse(
      `Waymark installs its packages in ${root}, and this user may not write there: run npm ci there as a user who may, or clone Waymark to a folder of your own.`,
    );
  const done = announce('Installing the packages that Waymark needs');
  let said = npm('ci');
  if (said && !isAway(said)) said = npm('install', '--no-save');
  done(!said);
  if (said) refuse(`The packages could not be installed: ${whyOf(said)}`);
}

/** Runs npm without a word. Gives what it said when it failed, else null. */
function npm(...args) {
  const quietly = ['--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  // A registry that does not answer is asked again for some seconds, not for minutes.
  const patience = [
    '--fetch-retries=1',
    '--fetch-retry-mintimeout=1000',
    '--fetch-retry-maxtimeout=4000',
  ];
  const isWindows = process.platform === 'win32';
  const { status, stderr, error } = spawnSync(
    isWindows ? 'npm.cmd' : 'npm',
    [...args, ...quietly, ...patience],
    { cwd: root, stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8', shell: isWindows },
  );
  return status === 0 ? null : stderr || String(error);
}

const codeOf = (said) => /^npm (?:error|ERR!) code (\S+)/m.exec(said)?.[1] ?? '';

/** Whether the registry did not answer, or refused. */
const isAway = (said) =>
  /^(ENOTFOUND|EAI_AGAIN|ECONN\w+|E\w*TIMEDOUT|ENETUNREACH|E[45]\d\d)$/.test(codeOf(said));

/** Why npm failed, as a sentence. */
function whyOf(said) {
  const code = codeOf(said);
  const registry = /https?:\/\/[^\s/"']+/.exec(said)?.[0] ?? "named in npm's settings";
  if (isAway(said)) {
    const what = /^E\d/.test(code) ? 'refused' : 'did not answer';
    return `the package registry (${registry}) ${what} (${code}). Check the connection to it, or the registry and proxy in npm's settings, and start again.`;
  }
  if (code === 'ENOSPC') return `the disk of ${root} is full. Make room, and start again.`;
  if (/spawn.* ENOENT/.test(said))
    return 'npm was not found. Install it together with Node.js, and start again.';
  const lines = said.split('\n').map((line) => line.replace(/^npm (error|ERR!) /, '').trim());
  const first = lines.find((line) => line && !line.startsWith('code '));
  return `npm said "${first}". Run npm ci in ${root} to see all of it.`;
}

/** Whether this user may write in a folder. */
export function isWritable(folder) {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
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
