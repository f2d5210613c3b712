/** The thread that writes workbooks, one after the other: the library is large and takes its time. */
import { parentPort } from 'node:worker_threads';
import { answerOf } from '../platform/documents/threads.js';
import type { Book } from './book.js';
import { writeBook } from './write-book.js';

parentPort?.on('message', async (book: Book) => {
  parentPort?.postMessage(await answerOf(() => writeBook(book)));
});
