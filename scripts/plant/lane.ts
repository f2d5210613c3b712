/** A lane runs one test file after another, on a database of its own: a run that is cut short leaves nothing behind. */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { rootFolder } from '../../src/platform/config.js';
import { joinEmbedded } from '../../src/platform/storage/embedded/embedded.js';

/** How a test file went. */
export interface Outcome {
  /** Null when it was neither seen to pass nor to fail in the time it has. */
  hasPassed: boolean | null;
  /** The name of the first test that failed, when one did. */
  failed: string;
  seconds: number;
}

export interface Lane {
  /** Runs a compiled test file until its end or its first failure. `env` is for switch.ts. */
  run(compiled: string, env: Record<string, string>): Promise<Outcome>;
  close(): Promise<void>;
}

/** A failure in TAP: the first one to be told is the innermost. */
const FAILURE = /^\s*not ok \d+ - (?!.*# (?:TODO|SKIP))(.*)$/m;
const TIME_MS = 900_000;

/** Opens a lane. Its database is held open, and promises nothing about power cuts, which makes it quick. */
export async function openLane(name: string, switches: string): Promise<Lane> {
  const root = rootFolder();
  const data = join(root, '.tmp', `plant-database-${name}`);
  mkdirSync(data, { recursive: true });
  const held = await joinEmbedded(data, join(root, 'dist/supervisor.js'));
  const client = new pg.Client(held.bootstrap);
  await client.connect();
  await client.query('ALTER SYSTEM SET fsync = off');
  await client.query('SELECT pg_reload_conf()');

  /** A test file that was stopped has not dropped its database. */
  const tidy = async () => {
    const { rows } = await client.query("SELECT datname FROM pg_database WHERE datname ~ '^test_'");
    for (const { datname } of rows) await client.query(`DROP DATABASE ${datname} WITH (FORCE)`);
  };

  return {
    run: async (compiled, env) => {
      const outcome = await runFile(compiled, { ...env, WAYMARK_TEST_DATA: data }, switches);
      await tidy();
      return outcome;
    },
    close: async () => {
      await client.end();
      await held.leave();
    },
  };
}

function runFile(
  compiled: string,
  env: Record<string, string>,
  switches: string,
): Promise<Outcome> {
  const began = Date.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--import', switches, compiled], {
      cwd: rootFolder(),
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let message = '';
    let isLate = false;
    const late = setTimeout(() => {
      isLate = true;
      child.kill('SIGKILL');
    }, TIME_MS);
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      message += part;
      if (FAILURE.test(message)) child.kill('SIGKILL');
    });
    child.on('close', (code) => {
      clearTimeout(late);
      const whole = isLate ? 'it takes longer than 15 minutes' : 'the file itself';
      const failed = FAILURE.exec(message)?.[1] ?? (code === 0 ? '' : whole);
      const hasPassed = code === 0 && !failed;
      resolve({
        hasPassed: isLate ? null : hasPassed,
        failed,
        seconds: (Date.now() - began) / 1000,
      });
    });
  });
}

/** What a run wrote about the checks it came to. */
export function takeReached(file: string): Set<number> {
  const numbers = JSON.parse(readFileSync(file, 'utf8')) as number[];
  rmSync(file);
  return new Set(numbers);
}
