/**
 * Room on the disk: what is refused before the disk is full, so that the database never stands still, and what is held
 * back for signing in.
 */
import { randomBytes } from 'node:crypto';
import { constants, open, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '../problems.js';

const MEGABYTE = 1024 * 1024;
/**
 * What is left free for the database itself: three of the files of 16 MB in which PostgreSQL writes ahead. Without
 * one it stops, and then nothing can be read either.
 */
const KEPT_FREE = 48 * MEGABYTE;
/**
 * A file that holds nothing. Whatever fills the disk, deleting it makes room for signing in, which takes some
 * kilobytes a person: changes wait until there is room for this file too.
 */
const RESERVE = 32 * MEGABYTE;
/** Signing in stops here: one more of the files that PostgreSQL writes ahead, of which it has several to use again. */
const LAST_FREE = 16 * MEGABYTE;
/** How long an answer about the disk holds. */
const FRESH_MS = 500;

/** 503: there is no room for a change. */
export const diskIsFull = () =>
  new Problem(
    503,
    'storage.full',
    'Your change could not be saved, because the disk is full or cannot be written to. What you typed is kept on this page: try again when there is space.',
  );

/** 503: there is no room even for signing in. */
export const signingInWaits = () =>
  new Problem(
    503,
    'storage.full',
    'No one can sign in or out at the moment, because the disk is full or cannot be written to. Ask your Waymark administrator to free some space, then try again.',
  );

/** True for an error that says the disk, or the share of it that we may have, is full. */
export const saysFull = (error: unknown): boolean =>
  ['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '');

export interface DiskSpace {
  /**
   * Signing in uses the reserve up when it has to.
   * @throws Problem 503 `storage.full` while there is no room for a change, or for signing in.
   */
  assertDiskSpace(isSigningIn: boolean): Promise<void>;
  /** Waits for the reserve that is being made. */
  settled(): Promise<void>;
}

/** Watches the disk that the database in this folder lies on, and keeps the reserve there. */
export function watchDiskSpace(folder: string): DiskSpace {
  const reserve = join(folder, 'reserve');
  let lookedAt = Number.NEGATIVE_INFINITY;
  let found: ReturnType<typeof look>;
  let making: Promise<void> = Promise.resolve();

  async function look() {
    const { bavail, bsize } = await statfs(folder);
    const { size: reserved } = await stat(reserve).catch(() => ({ size: 0 }));
    const free = bavail * bsize;
    const hasRoom = free + reserved > KEPT_FREE + RESERVE;
    if (hasRoom && reserved < RESERVE) making = making.then(() => makeReserve(reserve));
    return { free, reserved, hasRoom };
  }

  function lookAgain(): ReturnType<typeof look> {
    lookedAt = performance.now();
    found = look();
    return found;
  }

  return {
    async assertDiskSpace(isSigningIn) {
      const isFresh = performance.now() - lookedAt <= FRESH_MS;
      const { hasRoom, reserved } = await (isFresh ? found : lookAgain());
      if (hasRoom) return;
      if (!isSigningIn) throw diskIsFull();
      if (reserved > 0) {
        await rm(reserve, { force: true }).catch(() => {});
        lookAgain();
      }
      if ((await found).free <= LAST_FREE) throw signingInWaits();
    },
    settled: () => making,
  };
}

/** Fills the file, with what no file system can make smaller. Where that cannot be done, as much is left free instead. */
async function makeReserve(path: string): Promise<void> {
  try {
    const file = await open(path, constants.O_CREAT | constants.O_WRONLY, 0o600);
    try {
      const piece = randomBytes(MEGABYTE);
      for (let at = 0; at < RESERVE; at += MEGABYTE) await file.write(piece, 0, MEGABYTE, at);
    } finally {
      await file.close();
    }
  } catch {
    // Full, or not ours to write: tried again when the disk is looked at next.
  }
}
