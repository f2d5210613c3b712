/**
 * The file store: what people upload, under its own checksum, apart for each organisation. It lies in the data
 * folder, or in any S3-compatible store. Names that people give are never part of a path.
 */

import type { Config } from '../config.js';
import type { FileStore } from './file-place.js';
import { openFolder } from './files-folder.js';
import { openBucket } from './files-s3.js';

/** The file store that the configuration names. */
export function openFiles(config: Pick<Config, 'dataFolder' | 's3Url'>): FileStore {
  return config.s3Url ? openBucket(config.s3Url) : openFolder(config.dataFolder);
}
