/** The reader of documents, in a thread of its own and in turn, so that nobody else has to wait. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inTurn } from '../platform/documents/threads.js';
import type { AppContext } from '../platform/storage/context.js';
import type { Draft, ReadingOptions } from './reading/draft.js';
import { readInWorker } from './reading/read-in-worker.js';

/**
 * The draft of a document.
 * @throws Problem as `readInWorker` does, and 429 reading.busy when many documents are being read already
 */
export const readFile = (
  context: Pick<AppContext, 'config'>,
  bytes: Uint8Array,
  name: string,
  options: ReadingOptions,
  { asksForHelp = false } = {},
): Promise<Draft> =>
  inTurn(() => {
    const workerUrl = pathToFileURL(join(context.config.root, 'dist/reading-worker.js'));
    return readInWorker(bytes, name, options, { workerUrl, asksForHelp });
  });
