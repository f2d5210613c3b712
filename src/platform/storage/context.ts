import type { Config } from '../config.js';
import type { FileStore } from './file-place.js';
import { openFiles } from './files.js';
import { newId } from './ids.js';
import type { Storage } from './transaction.js';

/** What every verb needs and nobody reaches for: passed in, so that tests can hold it still. */
export interface AppContext {
  storage: Storage;
  /** What people upload. */
  files: FileStore;
  config: Config;
  /** The time now. */
  clock: () => Date;
  /** A new UUIDv7. */
  id: () => string;
}

/** The context as it is. */
export function openAppContext(config: Config, storage: Storage): AppContext {
  return { storage, files: openFiles(config), config, clock: () => new Date(), id: newId };
}
