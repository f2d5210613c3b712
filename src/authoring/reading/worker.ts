/** The thread that reads a document: it takes one, answers with progress and then a draft or a refusal, and ends. */

import { parentPort, workerData } from 'node:worker_threads';
import type { Limits } from '../../platform/documents/limits.js';
import { answerOf } from '../../platform/documents/threads.js';
import type { ReadingOptions } from './draft.js';
import { type Progress, readDocument } from './read.js';

/** What the thread is given. */
export interface Work {
  bytes: Uint8Array<ArrayBuffer>;
  name: string;
  options: ReadingOptions;
  limits: Limits;
  asksForHelp: boolean;
}

const { bytes, name, options, limits, asksForHelp } = workerData as Work;
const onProgress = (progress: Progress) => parentPort?.postMessage({ kind: 'progress', progress });
parentPort?.postMessage(
  await answerOf(() => readDocument(bytes, name, options, { limits, onProgress, asksForHelp })),
);
