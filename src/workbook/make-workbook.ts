/** Making a workbook in a thread (`worker.ts`), one after the other. The thread stays for a while: it takes long to start. */
import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ThreadAnswer } from '../platform/documents/threads.js';
import { Problem } from '../platform/problems.js';
import type { AppContext } from '../platform/storage/context.js';
import type { Book } from './book.js';

/** How long the thread stays without work, in milliseconds. */
const REST = 60_000;
/** How long a workbook may take, in milliseconds. */
const MOST_TIME = 30_000;
/** How many workbooks may wait. */
const MOST_WAITING = 50;

let thread: Worker | null = null;
let rest: NodeJS.Timeout | undefined;
let waiting = 0;
let last: Promise<unknown> = Promise.resolve();

/** The file of a workbook. @throws Problem 503 `workbook.busy` when too many are being made */
export async function makeWorkbook(
  { config }: Pick<AppContext, 'config'>,
  book: Book,
): Promise<Uint8Array<ArrayBuffer>> {
  if (waiting >= MOST_WAITING) throw busy();
  waiting += 1;
  const made = last.then(() => inThread(join(config.root, 'dist/workbook-worker.js'), book));
  last = made.catch(() => {});
  try {
    return await made;
  } finally {
    waiting -= 1;
  }
}

/** The thread that there is, or a new one. */
function openThread(script: string): Worker {
  clearTimeout(rest);
  if (thread) return thread;
  const fresh = new Worker(script, {
    resourceLimits: { maxOldGenerationSizeMb: 256 },
    env: {},
    execArgv: [],
  });
  // Whoever waits for a workbook hears of it as well; without anybody, the next one begins anew.
  fresh.on('error', () => {});
  fresh.once('exit', () => {
    if (thread === fresh) thread = null;
  });
  thread = fresh;
  return fresh;
}

function endThread(): void {
  void thread?.terminate();
  thread = null;
}

async function inThread(script: string, book: Book): Promise<Uint8Array<ArrayBuffer>> {
  const worker = openThread(script);
  worker.ref();
  const over = new AbortController();
  const slow = setTimeout(() => over.abort(), MOST_TIME);
  try {
    worker.postMessage(book);
    const answer = await answerFrom(worker, over.signal);
    if (answer.kind !== 'done') throw new Error(`No workbook was made: ${JSON.stringify(answer)}`);
    return answer.result;
  } catch (error) {
    endThread();
    throw error;
  } finally {
    clearTimeout(slow);
    over.abort();
    worker.unref();
    rest = setTimeout(endThread, REST);
    rest.unref();
  }
}

type Answer = ThreadAnswer<Uint8Array<ArrayBuffer>>;

async function answerFrom(worker: Worker, signal: AbortSignal): Promise<Answer> {
  const ended = once(worker, 'exit', { signal }).then(() => {
    throw new Error('The thread ended without a file.');
  });
  const [answer] = await Promise.race([once(worker, 'message', { signal }), ended]);
  return answer;
}

const busy = () =>
  new Problem(
    503,
    'workbook.busy',
    'Many workbooks are being made at the moment. Wait a minute, then try again.',
  );
