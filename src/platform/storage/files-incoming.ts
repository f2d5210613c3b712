/** Where an upload lies until it is known to be whole and welcome: never listed, and swept when it was cut off. */
import { createHash } from 'node:crypto';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { tooLarge } from '../problems.js';
import { diskIsFull, saysFull } from './disk-space.js';

/** A whole file that has come in, on disk, under a name of ours. */
export interface Incoming {
  path: string;
  bytes: number;
  /** SHA-256 in hex. */
  checksum: string;
}

const folderOf = (dataFolder: string) => join(dataFolder, 'files', 'incoming');

/**
 * Writes a file down as it comes, counting and hashing on the way. Nothing is left of one that is refused or cut.
 * @throws Problem 413 `file.too-large` above `most` bytes, 503 `storage.full`
 */
export async function takeIn(
  dataFolder: string,
  id: string,
  chunks: AsyncIterable<Uint8Array>,
  most: number,
): Promise<Incoming> {
  const folder = folderOf(dataFolder);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, id);
  const hash = createHash('sha256');
  const handle = await open(path, 'wx', 0o600);
  let bytes = 0;
  try {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      if (bytes > most) throw tooLargeFile(most);
      hash.update(chunk);
      // Not `write`: that may stop halfway through a chunk when the disk gets full.
      await handle.writeFile(chunk);
    }
    await handle.sync();
  } catch (error) {
    await handle.close();
    await rm(path, { force: true });
    throw saysFull(error) ? diskIsFull() : error;
  }
  await handle.close();
  return { path, bytes, checksum: hash.digest('hex') };
}

/** The refusal of a file of more bytes than are taken. */
export const tooLargeFile = (most: number) => {
  const size = `${Math.round(most / 1024 / 1024)} MB`;
  return tooLarge(
    'file.too-large',
    `Choose a file of at most ${size}. A PDF without pictures, or a link to the file, is often enough.`,
  );
};

/** Puts an upload away that is not kept. */
export async function dropIncoming({ path }: Pick<Incoming, 'path'>): Promise<void> {
  await rm(path, { force: true });
}

/** Removes what was cut off before this moment. Gives how many there were. */
export async function sweepIncoming(dataFolder: string, before: Date): Promise<number> {
  const folder = folderOf(dataFolder);
  let swept = 0;
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name);
    const { mtime } = await stat(path).catch(() => ({ mtime: before }));
    if (mtime >= before) continue;
    await rm(path, { force: true });
    swept += 1;
  }
  return swept;
}
