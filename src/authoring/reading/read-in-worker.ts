/** Reading in a thread of its own, under limits of memory and time, so that nobody else has to wait. */

import { checkBytes, LIMITS, type Limits } from '../../platform/documents/limits.js';
import { runInThread } from '../../platform/documents/threads.js';
import type { Draft, ReadingOptions } from './draft.js';
import type { Progress } from './read.js';
import type { Work } from './worker.js';

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

/**
 * `readDocument` in a thread.
 * @throws Problem as `readDocument` does, and reading.too-much-memory or reading.too-slow when a limit is reached
 */
export async function readInWorker(
  bytes: Uint8Array,
  name: string,
  options: ReadingOptions,
  { workerUrl, limits = LIMITS, onProgress, signal, asksForHelp = false }: WorkerSetting,
): Promise<Draft> {
  checkBytes(bytes, limits);
  signal?.throwIfAborted();
  const work: Work = { bytes: new Uint8Array(bytes), name, options, limits, asksForHelp };
  return runInThread<Draft, Progress>(workerUrl, work, { limits, onProgress, signal });
}
