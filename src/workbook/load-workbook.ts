/** Reading a workbook that somebody sent, in a thread and under limits. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { EnteredSheet } from '../platform/documents/formats/excel-cells.js';
import { LIMITS, type Limits } from '../platform/documents/limits.js';
import { inTurn, runInThread } from '../platform/documents/threads.js';
import { Problem, tooLarge } from '../platform/problems.js';
import type { AppContext } from '../platform/storage/context.js';
import type { Work } from './loading/worker.js';

/** Far more than the fullest plan. */
export const WORKBOOK_LIMITS: Limits = {
  ...LIMITS,
  bytes: 5 * 1024 * 1024,
  pages: 40,
  rows: 2_500,
  cells: 50_000,
};

/** A file with more in it than a workbook of ours. */
export const tooMuch = () =>
  tooLarge(
    'workbook.too-large',
    'There is more in this file than in a workbook of Waymark, so it was not read. Remove what was added (pictures, other sheets), then choose it again.',
  );

const TOO_MUCH = ['too-large', 'too-long', 'unpacks-too-large', 'too-slow', 'too-much-memory'];

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
    const isTooMuch =
      error instanceof Problem && TOO_MUCH.some((code) => error.code === `reading.${code}`);
    throw isTooMuch ? tooMuch() : error;
  }
}
