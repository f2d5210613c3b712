/** The thread that reads a workbook that somebody sent. */
import { parentPort, workerData } from 'node:worker_threads';
import { openArchive } from '../../platform/documents/archive.js';
import { readEnteredSheets } from '../../platform/documents/formats/excel-cells.js';
import type { Limits } from '../../platform/documents/limits.js';
import { sniff } from '../../platform/documents/sniff.js';
import { answerOf } from '../../platform/documents/threads.js';
import { notExcel } from '../refusals.js';

/** What the thread is given. */
export interface Work {
  bytes: Uint8Array<ArrayBuffer>;
  limits: Limits;
}

/** @throws Problem 422 `workbook.not-excel` for any other kind of file, reading.* for what cannot be opened */
async function read({ bytes, limits }: Work) {
  const kind = await sniff(bytes, '', () => '');
  if (kind !== 'excel') throw notExcel();
  return readEnteredSheets(await openArchive(bytes, limits), limits);
}

parentPort?.postMessage(await answerOf(() => read(workerData as Work)));
