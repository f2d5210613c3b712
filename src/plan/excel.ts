/** The plan as an Excel file, made in a thread (`worker.ts`), one file after the other. */
import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { rootFolder } from '../platform/config.js';

/** What stands in the file. Cells are text, so nothing in them is ever worked out as a formula. */
export interface PlanTable {
  school: string;
  year: number;
  columns: { title: string; width: number }[];
  rows: string[][];
}

let last: Promise<unknown> = Promise.resolve();

/** The file of a table. */
export function makeExcelFile(table: PlanTable): Promise<Uint8Array<ArrayBuffer>> {
  const made = last.then(() => inThread(table));
  last = made.catch(() => {});
  return made;
}

async function inThread(table: PlanTable): Promise<Uint8Array<ArrayBuffer>> {
  const worker = new Worker(join(rootFolder(), 'dist/plan-worker.js'), {
    workerData: table,
    env: {},
    execArgv: [],
  });
  try {
    const ended = once(worker, 'exit').then(() => {
      throw new Error('The thread ended without a file.');
    });
    const [file] = await Promise.race([once(worker, 'message'), ended]);
    return file;
  } finally {
    await worker.terminate();
  }
}
