/** Taking back what was just changed: until the next change of that thing, and for a day at most. */
import { z } from 'zod';
import { conflict } from '../problems.js';
import type { Db } from '../storage/transaction.js';
import { type HistoryEntry, listHistoryOf } from './history.js';

/** What a program sends: the version that the change made. */
export const versionInput = z.object({ version: z.int() });

const UNDO_HOURS = 24;

/** True while a change of then can be taken back. */
export const isUndoable = (at: Date, now: Date): boolean =>
  now.getTime() - at.getTime() <= UNDO_HOURS * 60 * 60 * 1000;

/**
 * The last change of a thing, to be taken back. The caller holds the lock of the thing, and has compared versions.
 * @throws Problem 409 `undo.too-late` where the last change is none of `verb`, or is older than a day
 */
export async function changeToUndo(
  db: Db,
  organisation: string,
  asked: { subject: { kind: string; id: string }; verb: string; now: Date },
): Promise<HistoryEntry> {
  const [last] = await listHistoryOf(db, organisation, asked.subject, 1);
  if (last?.verb !== asked.verb || !isUndoable(last.at, asked.now)) throw tooLateToUndo();
  return last;
}

/** Somebody has changed it since, or a day has passed. */
export const tooLateToUndo = () =>
  conflict(
    'undo.too-late',
    'This cannot be undone any more. It has been changed since, or it was changed more than a day ago.',
  );
