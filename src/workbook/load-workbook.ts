/** Reading a workbook that somebody sent, in a thread and under limits. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { EnteredSheet } from '../platform/documents/formats/excel-cells.js';
import { LIMITS, type Limits } from '../platform/documents/limits.js';
import { inTurn, runInThread } from '../platform/documents/threads.js';
import { Problem } from '../platform/problems.js';
import type { AppContext } from '../platform/storage/context.js';
import type { Work } from './loading/worker.js';
import { notExcel, tooMuch } from './refusals.js';

/** More than a plan of a thousand actions, or of five hundred with long texts, both as they are now and as they were. */
export const WORKBOOK_LIMITS: Limits = {
  ...LIMITS,
  bytes: 5 * 1024 * 1024,
  unpackedBytes: 32 * 1024 * 1024,
  letters: 8_000_000,
  heapMegabytes: 128,
  pages: 40,
  rows: 2_500,
  cells: 50_000,
};

const TOO_MUCH = ['too-large', 'too-long', 'unpacks-too-large', 'too-slow', 'too-much-memory'];
/** What the readers of documents say of any workbook; the rest speaks of models. */
const OF_WORKBOOKS = [
  ...['empty', 'damaged', 'encrypted', 'old-office', 'binary-workbook', 'apple', 'busy'],
];

/**
 * The sheets of a workbook.
 * @throws Problem 422 `workbook.not-excel`, 413 `workbook.too-large`, 429 reading.busy, reading.* for damaged files
 */
export async function loadWorkbook(
  { config }: Pick<AppContext, 'config'>,
  bytes: Uint8Array,
): Promise<EnteredSheet[]> {
  if (bytes.length > WORKBOOK_LIMITS.bytes) throw tooMuch();
  const work: Work = { bytes: new Uint8Array(bytes), limits: WORKBOOK_LIMITS };
  const script = pathToFileURL(join(config.root, 'dist/loading-worker.js'));
  try {
    return await inTurn(() => runInThread(script, work, { limits: WORKBOOK_LIMITS }));
  } catch (error) {
    throw error instanceof Problem ? ofWorkbook(error) : error;
  }
}

/** A refusal in the words of this page. */
function ofWorkbook(problem: Problem): Problem {
  const [, reason = ''] = /^reading\.(.*)$/.exec(problem.code) ?? [];
  if (TOO_MUCH.includes(reason)) return tooMuch();
  return reason === '' || OF_WORKBOOKS.includes(reason) ? problem : notExcel();
}
