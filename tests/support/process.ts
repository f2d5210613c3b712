/** Waymark as its own process, started as a person starts it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { rootFolder } from '../../src/platform/config.js';
import { endWithTest } from './children.js';

export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

/** Where and as whom Waymark runs: in this clone and as this user, unless told otherwise. */
export interface Where {
  clone?: string;
  uid?: number;
}

function start(
  args: string[],
  env: Record<string, string>,
  { clone = rootFolder(), uid }: Where = {},
): { child: ChildProcess; ended: Promise<Ended>; said: () => string } {
  const child = spawn(process.execPath, [join(clone, 'bin/waymark.js'), ...args], {
    cwd: clone,
    env: { ...process.env, DATABASE_URL: '', PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  endWithTest(child);
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code) => resolve({ code, out, err }));
  });
  return { child, ended, said: () => out };
}

/** Runs a command to its end. */
export function runWaymark(
  args: string[],
  env: Record<string, string>,
  where?: Where,
): Promise<Ended> {
  return start(args, env, where).ended;
}

export interface RunningWaymark {
  address: string;
  said: string;
  /** The code that it printed; '' when it is set up. */
  setUpCode: string;
  pid: number;
  kill(signal: NodeJS.Signals): Promise<Ended>;
}

/** Starts the server and waits until it says where it is. Fails with what it printed when it ends first. */
export async function startWaymark(
  env: Record<string, string>,
  args: string[] = [],
  where?: Where,
): Promise<RunningWaymark> {
  const { child, ended, said } = start(['serve', ...args], env, where);
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });
  for (;;) {
    const address = /Waymark is at (\S+)/.exec(said())?.[1];
    if (address) {
      return {
        address,
        said: said(),
        setUpCode: /\/set-up\?code=(\S+)/.exec(said())?.[1] ?? '',
        pid: child.pid ?? 0,
        kill: (signal) => {
          child.kill(signal);
          return ended;
        },
      };
    }
    if (isOver) throw new Error(`Waymark ended early: ${JSON.stringify(await ended)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
