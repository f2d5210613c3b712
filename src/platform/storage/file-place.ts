/** Where a file of a school lies, and what a store of files does. */
import type { Readable } from 'node:stream';
import { isId } from '../ids.js';
import { notFound } from '../problems.js';

/** Where a file lies: whose it is, and the SHA-256 of what it holds, in hex. */
export interface FilePlace {
  organisation: string;
  checksum: string;
}

/** A file as the store lists it. */
export interface StoredFile extends FilePlace {
  bytes: number;
  /** When it was kept last. */
  at: Date;
}

export interface FileStore {
  /** Takes over the whole file at `path`, which is gone afterwards. On disk, whatever happens, when it resolves. */
  keep(place: FilePlace, path: string): Promise<void>;
  /** The bytes. @throws Problem 404 `file.missing` */
  read(place: FilePlace): Promise<Readable>;
  /** Forgets a file; nothing happens when it is not there. */
  remove(place: FilePlace): Promise<void>;
  /** Every file that is kept. */
  list(): AsyncIterable<StoredFile>;
}

/** A file that should be there and is not. */
export const missingFile = () =>
  notFound(
    'file.missing',
    'The file is missing. Tell your Waymark administrator: it may be in a backup.',
  );

const CHECKSUM = /^[0-9a-f]{64}$/;

/** "organisation/ab/abcd…": the way to a file. Refuses anything that is not an id and a checksum. */
export function wayTo({ organisation, checksum }: FilePlace): string {
  if (!isId(organisation) || !CHECKSUM.test(checksum))
    throw new Error('A file is found by the id of its organisation and its SHA-256.');
  return `${organisation}/${checksum.slice(0, 2)}/${checksum}`;
}

/** The place that a way leads to, or null when it is none of ours. */
export function placeAt(way: string): FilePlace | null {
  const [organisation = '', start, checksum = '', ...rest] = way.split('/');
  const isOurs = rest.length === 0 && isId(organisation) && CHECKSUM.test(checksum);
  return isOurs && checksum.startsWith(start ?? '-') ? { organisation, checksum } : null;
}
