/** Ids, in the order in which they are made. */
import { v7 } from 'uuid';

/** A new UUIDv7, greater than every one that this process made before, also when the clock goes back. */
export const newId = (): string => v7();
