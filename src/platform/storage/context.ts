import type { Config } from '../config.js';
import { type FileStore, openFiles } from './files.js';
import { newId } from './ids.js';
import type { Storage } from './transaction.js';

/** What every verb needs and nobody reaches for: passed in, so that tests can hold it still. */
export interface World {
  storage: Storage;
  /** What people upload. */
  files: FileStore;
  config: Config;
  /** The time now. */
  clock: () => Date;
  /** A new UUIDv7. */
  id: () => string;
}

/** The world as it is. */
export function openWorld(config: Config, storage: Storage): World {
  return { storage, files: openFiles(config), config, clock: () => new Date(), id: newId };
}
