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

async function inThread(script: string, book: Book): Promise<Uint8Array<ArrayBuffer>> {
  clearTimeout(rest);
  const worker = thread ?? new Worker(script, { env: {}, execArgv: [] });
  thread = worker;
  worker.ref();
  const over = new AbortController();
  const { signal } = over;
  try {
    worker.postMessage(book);
    const ended = once(worker, 'exit', { signal }).then(() => {
      throw new Error('The thread ended without a file.');
    });
    const [answer] = (await Promise.race([once(worker, 'message', { signal }), ended])) as [
      ThreadAnswer<Uint8Array<ArrayBuffer>>,
    ];
    if (answer.kind !== 'done') throw new Error(`No workbook was made: ${JSON.stringify(answer)}`);
    return answer.result;
  } catch (error) {
    thread = null;
    void worker.terminate();
    throw error;
  } finally {
    over.abort();
    worker.unref();
    rest = setTimeout(() => {
      thread = null;
      void worker.terminate();
    }, REST);
    rest.unref();
  }
}

const busy = () =>
  new Problem(
    503,
    'workbook.busy',
    'Many workbooks are being made at the moment. Wait a minute, then try again.',
  );
