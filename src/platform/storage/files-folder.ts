/** Files in the data folder. A file is whole or it is not there: it comes in beside, and is renamed into place. */
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  type FilePlace,
  type FileStore,
  missingFile,
  placeAt,
  type StoredFile,
  wayTo,
} from './file-place.js';

/** The files of a data folder: "<data>/files/<organisation>/ab/abcd…". */
export function openFolder(dataFolder: string): FileStore {
  const root = join(dataFolder, 'files');
  const pathOf = (place: FilePlace) => join(root, wayTo(place));
  return {
    async keep(place, from) {
      const path = pathOf(place);
      const made = await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await rename(from, path);
      await settle(dirname(path));
      if (made)
        for (let at = dirname(path); at.length > root.length; at = dirname(at))
          await settle(dirname(at));
    },
    async read(place) {
      const handle = await open(pathOf(place)).catch(() => {
        throw missingFile();
      });
      return createReadStream('', { fd: handle, highWaterMark: 256 * 1024 });
    },
    async remove(place) {
      await rm(pathOf(place), { force: true });
    },
    list: () => walk(root),
  };
}

/** A rename is only sure to outlive a power cut once its folder has been written. */
async function settle(folder: string): Promise<void> {
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function* walk(root: string): AsyncGenerator<StoredFile> {
  for (const organisation of await namesIn(root)) {
    for (const start of await namesIn(join(root, organisation))) {
      for (const name of await namesIn(join(root, organisation, start))) {
        const place = placeAt(`${organisation}/${start}/${name}`);
        if (!place) continue;
        const { size, mtime } = await stat(join(root, organisation, start, name));
        yield { ...place, bytes: size, at: mtime };
      }
    }
  }
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
