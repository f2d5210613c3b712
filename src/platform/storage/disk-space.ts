/** Room on the disk: what is refused before the disk is full, so that the database never stands still. */
import { statfs } from 'node:fs/promises';
import { Problem } from '../problems.js';

/**
 * What is left free for the database itself: three of the files of 16 MB in which PostgreSQL writes ahead. Without
 * one it stops, and then nothing can be read either.
 */
const KEPT_FREE = 48 * 1024 * 1024;
/** How long an answer about the disk holds. */
const FRESH_MS = 500;

/** 503: there is no room for a change. */
export const diskIsFull = () =>
  new Problem(
    503,
    'storage.full',
    'The change could not be saved, because the disk of this installation is full or cannot be written. What you typed is kept on this page: try again when there is room.',
  );

/** True for an error that says the disk, or the share of it that we may have, is full. */
export const saysFull = (error: unknown): boolean =>
  ['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '');

/** Watches the disk of a folder. `assertRoom` throws Problem 503 `storage.full` while there is no room for changes. */
export function watchDiskSpace(folder: string): { assertDiskSpace(): Promise<void> } {
  let asked = 0;
  let hasDiskSpace = true;
  return {
    async assertDiskSpace() {
      const now = performance.now();
      if (asked === 0 || now - asked > FRESH_MS) {
        asked = now;
        const { bavail, bsize } = await statfs(folder);
        hasDiskSpace = bavail * bsize > KEPT_FREE;
      }
      if (!hasDiskSpace) throw diskIsFull();
    },
  };
}
