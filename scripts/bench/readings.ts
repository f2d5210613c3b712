/** What reading a document costs: time and memory, each document in a process of its own. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootFolder } from '../../src/platform/config.js';
import { LIMITS } from '../../src/platform/documents/limits.js';

const BAR_MS = 2000;
const BAR_MB = 128;
/** Of the forms that are text to begin with one document in so many is read: they cost the least, and all the same. */
const EVERY = 6;
const TEXTS: ReadonlySet<string> = new Set(['csv', 'md', 'txt', 'html', 'rtf']);

interface Cost {
  milliseconds: number;
  megabytes: number;
}

/** Prints the slowest and the largest reading of each form; fails the run where one is over its bar. */
export function measureReadings(
  forms: readonly (readonly [string, () => ReadonlyMap<string, Uint8Array>])[],
): void {
  console.log(
    `\nReading one document, in a thread of a process that does nothing else (of text one in ${EVERY})`,
  );
  const folder = mkdtempSync(join(tmpdir(), 'waymark-readings-'));
  try {
    for (const [form, made] of forms) {
      const documents = [...made()].filter((_, at) => !TEXTS.has(form) || at % EVERY === 0);
      const costs = documents.map(([name, bytes]) =>
        costOf(join(folder, `${name}.${form}`), bytes),
      );
      const slowest = Math.max(...costs.map(({ milliseconds }) => milliseconds));
      const most = Math.max(...costs.map(({ megabytes }) => megabytes));
      console.log(
        `  ${form}: ${costs.length} documents, at most ${slowest} ms (bar: ${BAR_MS}) and ${most} MB (bar: ${BAR_MB})`,
      );
      if (slowest > BAR_MS || most > BAR_MB) process.exitCode = 1;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function costOf(path: string, bytes: Uint8Array): Cost {
  writeFileSync(path, bytes);
  const program = join(rootFolder(), 'dist/reading-worker.js');
  const reading = join(rootFolder(), 'scripts/bench/one-reading.js');
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [reading, program, path, JSON.stringify(LIMITS)],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`${path} was not read: ${stderr}`);
  return JSON.parse(stdout) as Cost;
}
