/** The thread that reads a document: it takes one, answers with progress and then a draft or a refusal, and ends. */

import { parentPort, workerData } from 'node:worker_threads';
import type { Limits } from '../../platform/documents/limits.js';
import { Problem } from '../../platform/problems.js';
import type { Draft, ReadingOptions } from './draft.js';
import { type Progress, readDocument } from './read.js';

/** What the thread is given. */
export interface Work {
  bytes: Uint8Array;
  name: string;
  options: ReadingOptions;
  limits: Limits;
  asksForHelp: boolean;
}

/** What the thread answers; `fault` is a fault of ours, with its trace. */
export type Answer =
  | { kind: 'progress'; progress: Progress }
  | { kind: 'draft'; draft: Draft }
  | { kind: 'problem'; status: Problem['status']; code: string; message: string }
  | { kind: 'fault'; trace: string };

function answer(message: Answer): void {
  parentPort?.postMessage(message);
}

async function work({ bytes, name, options, limits, asksForHelp }: Work): Promise<void> {
  const onProgress = (progress: Progress) => answer({ kind: 'progress', progress });
  try {
    answer({
      kind: 'draft',
      draft: await readDocument(bytes, name, options, { limits, onProgress, asksForHelp }),
    });
  } catch (error) {
    if (error instanceof Problem) {
      const { status, code, message } = error;
      answer({ kind: 'problem', status, code, message });
    } else
      answer({ kind: 'fault', trace: error instanceof Error ? `${error.stack}` : String(error) });
  }
}

await work(workerData as Work);
