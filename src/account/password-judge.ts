/** The way to the thread that judges passwords (`worker.ts`): started for the first, ended after a quiet while. */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { rootFolder } from '../platform/config.js';

export interface Question {
  id: number;
  password: string;
  /** What anybody might try first. */
  words: string[];
}

export interface PasswordStrength {
  /** From 0, guessed at once, to 4. */
  score: number;
  /** What is wrong with it, by the library's name for it, or ''. */
  warning: string;
}

const REST_MS = 30_000;

type Waiting = { done: (judged: PasswordStrength) => void; failed: (error: Error) => void };
let worker: Worker | null = null;
let rest: NodeJS.Timeout | undefined;
let count = 0;
const waiting = new Map<number, Waiting>();

/** How well a password stands up to guessing. */
export function judgeApart(password: string, words: string[]): Promise<PasswordStrength> {
  clearTimeout(rest);
  worker ??= start();
  worker.ref();
  const id = ++count;
  worker.postMessage({ id, password, words } satisfies Question);
  return new Promise((done, failed) => waiting.set(id, { done, failed }));
}

function start(): Worker {
  const fresh = new Worker(join(rootFolder(), 'dist/account-worker.js'), {
    env: {},
    execArgv: [],
  });
  fresh.on('message', ({ id, ...judged }: PasswordStrength & { id: number }) => {
    waiting.get(id)?.done(judged);
    waiting.delete(id);
    if (waiting.size > 0) return;
    // Nobody waits for it: the process may end.
    fresh.unref();
    rest = setTimeout(() => {
      worker = null;
      void fresh.terminate();
    }, REST_MS).unref();
  });
  const gone = (error: Error) => {
    if (worker !== fresh) return;
    worker = null;
    for (const { failed } of waiting.values()) failed(error);
    waiting.clear();
  };
  fresh.on('error', gone);
  fresh.on('exit', () => gone(new Error('The thread that judges passwords has ended.')));
  return fresh;
}
