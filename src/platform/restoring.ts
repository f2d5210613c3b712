/** How long what was deleted, or taken back, can be restored. After that it is gone for good. */

export const RESTORABLE_DAYS = 30;
const MS = RESTORABLE_DAYS * 24 * 60 * 60 * 1000;

/** The moment before which something that was deleted is gone. */
export const goneBefore = (now: Date): Date => new Date(now.getTime() - MS);

/** True once what was deleted then cannot be restored any more. */
export const isGone = (deletedAt: Date, now: Date): boolean => deletedAt <= goneBefore(now);

/** Until when something that was deleted then can be restored. */
export const restorableUntil = (deletedAt: Date): Date => new Date(deletedAt.getTime() + MS);
