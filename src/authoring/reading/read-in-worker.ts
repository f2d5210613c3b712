/** Reading in a thread of its own, under limits of memory and time, so that nobody else has to wait. */

import { Worker } from 'node:worker_threads';
import { checkBytes, LIMITS, type Limits } from '../../platform/documents/limits.js';
import { Problem, tooLarge } from '../../platform/problems.js';
import type { Draft, ReadingOptions } from './draft.js';
import type { Progress } from './read.js';
import type { Answer, Work } from './worker.js';

export interface WorkerSetting {
  /** Where `worker.ts` lies once it is bundled: `dist/reading-worker.js` in a build. */
  workerUrl: URL;
  limits?: Limits;
  onProgress?: (progress: Progress) => void;
  /** Ends the reading early: the promise is rejected with the signal's reason. */
  signal?: AbortSignal;
  /** As `readDocument` takes it. */
  asksForHelp?: boolean;
}

/** How often the memory of the process is looked at, in milliseconds: buffers are outside the limit of a heap. */
const LOOK = 50;
/** How much the process may grow during one reading, in megabytes, before the reading is ended. */
const MOST_GROWTH = 256;

/**
 * `readDocument` in a thread.
 * @throws Problem as `readDocument` does, and reading.too-much-memory or reading.too-slow when a limit is reached
 */
export function readInWorker(
  bytes: Uint8Array,
  name: string,
  options: ReadingOptions,
  { workerUrl, limits = LIMITS, onProgress = () => {}, signal, asksForHelp = false }: WorkerSetting,
): Promise<Draft> {
  checkBytes(bytes, limits);
  signal?.throwIfAborted();
  const copy = new Uint8Array(bytes);
  const workerData: Work = { bytes: copy, name, options, limits, asksForHelp };
  const worker = new Worker(workerUrl, {
    workerData,
    transferList: [copy.buffer],
    resourceLimits: { maxOldGenerationSizeMb: limits.heapMegabytes, maxYoungGenerationSizeMb: 16 },
    env: {},
    execArgv: [],
  });
  return watched(worker, limits, onProgress, signal).finally(() => worker.terminate());
}

function watched(
  worker: Worker,
  limits: Limits,
  onProgress: (progress: Progress) => void,
  signal: AbortSignal | undefined,
): Promise<Draft> {
  const started = process.memoryUsage.rss();
  const { promise, resolve, reject } = withResolvers<Draft>();
  const slow = setTimeout(() => reject(tooSlow()), limits.milliseconds);
  const look = setInterval(() => {
    if (process.memoryUsage.rss() - started > MOST_GROWTH * 1024 * 1024) reject(tooMuchMemory());
  }, LOOK);
  const stop = () => reject(signal?.reason);
  signal?.addEventListener('abort', stop);
  worker.on('message', (answer: Answer) => {
    if (answer.kind === 'progress') onProgress(answer.progress);
    else if (answer.kind === 'draft') resolve(answer.draft);
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
