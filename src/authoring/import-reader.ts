/** The reader of documents, in a thread of its own and at most two at a time, so that nobody else has to wait. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { tooMany } from '../platform/problems.js';
import type { AppContext } from '../platform/storage/context.js';
import type { Draft, ReadingOptions } from './reading/draft.js';
import { readInWorker } from './reading/read-in-worker.js';

const MOST_AT_ONCE = 2;
const MOST_WAITING = 8;
let running = 0;
const waiting: (() => void)[] = [];

/**
 * The draft of a document.
 * @throws Problem as `readInWorker` does, and 429 reading.busy when many documents are being read already
 */
export async function readFile(
  context: Pick<AppContext, 'config'>,
  bytes: Uint8Array,
  name: string,
  options: ReadingOptions,
  { asksForHelp = false } = {},
): Promise<Draft> {
  await takeTurn();
  try {
    const workerUrl = pathToFileURL(join(context.config.root, 'dist/reading-worker.js'));
    return await readInWorker(bytes, name, options, { workerUrl, asksForHelp });
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

async function takeTurn(): Promise<void> {
  if (running >= MOST_AT_ONCE) {
    if (waiting.length >= MOST_WAITING) throw busy();
    await new Promise<void>((resolve) => waiting.push(resolve));
  }
  running += 1;
}

const busy = () =>
  tooMany(
    'reading.busy',
    'Many documents are being read at the moment. Wait a minute, then try again.',
  );
