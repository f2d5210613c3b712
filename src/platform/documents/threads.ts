/** Reading what somebody sent in a thread of its own, under limits of memory and time, at most two at a time. */
import { Worker } from 'node:worker_threads';
import { Problem, tooLarge, tooMany } from '../problems.js';
import type { Limits } from './limits.js';

/** How a thread ends: with what it read, with a refusal, or with a fault of ours and its trace. */
export type ThreadAnswer<T> =
  | { kind: 'done'; result: T }
  | { kind: 'problem'; status: Problem['status']; code: string; message: string }
  | { kind: 'fault'; trace: string };

/** The answer that a thread sends for its work. */
export async function answerOf<T>(work: () => Promise<T>): Promise<ThreadAnswer<T>> {
  try {
    return { kind: 'done', result: await work() };
  } catch (error) {
    if (error instanceof Problem) {
      const { status, code, message } = error;
      return { kind: 'problem', status, code, message };
    }
    return { kind: 'fault', trace: error instanceof Error ? `${error.stack}` : String(error) };
  }
}

interface Setting<P> {
  limits: Limits;
  /** What the thread says on the way. */
  onProgress?: ((progress: P) => void) | undefined;
  /** Ends the reading early: the promise is rejected with the signal's reason. */
  signal?: AbortSignal | undefined;
}

/** How often the memory of the process is looked at, in milliseconds: buffers are outside the limit of a heap. */
const LOOK = 50;
/** How much the process may grow during one reading, in megabytes, before the reading is ended. */
const MOST_GROWTH = 256;

/**
 * Runs the script with `work`, whose `bytes` are handed over.
 * @throws Problem as the thread says, and reading.too-much-memory or reading.too-slow when a limit is reached
 */
export function runInThread<T, P = never>(
  script: URL,
  work: { bytes: Uint8Array<ArrayBuffer> },
  setting: Setting<P>,
): Promise<T> {
  const { heapMegabytes } = setting.limits;
  const worker = new Worker(script, {
    workerData: work,
    transferList: [work.bytes.buffer],
    resourceLimits: { maxOldGenerationSizeMb: heapMegabytes, maxYoungGenerationSizeMb: 16 },
    env: {},
    execArgv: [],
  });
  return watched<T, P>(worker, setting).finally(() => worker.terminate());
}

function watched<T, P>(worker: Worker, { limits, onProgress, signal }: Setting<P>): Promise<T> {
  const started = process.memoryUsage.rss();
  const { promise, resolve, reject } = withResolvers<T>();
  const slow = setTimeout(() => reject(tooSlow()), limits.milliseconds);
  const look = setInterval(() => {
    if (process.memoryUsage.rss() - started > MOST_GROWTH * 1024 * 1024) reject(tooMuchMemory());
  }, LOOK);
  const stop = () => reject(signal?.reason);
  signal?.addEventListener('abort', stop);
  worker.on('message', (answer: ThreadAnswer<T> | { kind: 'progress'; progress: P }) => {
    if (answer.kind === 'progress') onProgress?.(answer.progress);
    else if (answer.kind === 'done') resolve(answer.result);
    else if (answer.kind === 'fault') reject(new Error(`Reading failed: ${answer.trace}`));
    else reject(new Problem(answer.status, answer.code, answer.message));
  });
  worker.on('error', (error) => reject(isOutOfMemory(error) ? tooMuchMemory() : error));
  worker.on('exit', () => reject(new Error('The reading ended without an answer.')));
  return promise.finally(() => {
    clearTimeout(slow);
    clearInterval(look);
    signal?.removeEventListener('abort', stop);
  });
}

/** `Promise.withResolvers`, which Node.js 20 does not have. */
function withResolvers<T>() {
  let resolve: (value: T) => void = () => {};
  let reject: (reason: unknown) => void = () => {};
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

const tooSlow = () =>
  tooLarge(
    'reading.too-slow',
    'Reading this document took too long, so it was stopped. Choose a copy that holds only the table of the model.',
  );

const tooMuchMemory = () =>
  tooLarge(
    'reading.too-much-memory',
    'Reading this document needs more memory than is allowed, so it was stopped. Choose a copy without pictures that holds only the table of the model.',
  );

const MOST_AT_ONCE = 2;
const MOST_WAITING = 8;
let running = 0;
const waiting: (() => void)[] = [];

/** Reads when it is its turn. @throws Problem 429 reading.busy when many documents are being read already */
export async function inTurn<T>(read: () => Promise<T>): Promise<T> {
  if (running >= MOST_AT_ONCE) {
    if (waiting.length >= MOST_WAITING) throw busy();
    await new Promise<void>((resolve) => waiting.push(resolve));
  }
  running += 1;
  try {
    return await read();
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

const busy = () =>
  tooMany(
    'reading.busy',
    'Many documents are being read at the moment. Wait a minute, then try again.',
  );
