/** The parts of a .docx or .xlsx as text. Only those asked for are unpacked, and all together under a limit. */

import type { Limits } from './limits.js';
import { peekIntoBytes } from './peek.js';
import { damaged, encrypted, unpacksTooLarge } from './refusals.js';
import { entriesOf, unpack, type ZipRefusals } from './zip.js';

const refusals: ZipRefusals = { damaged: () => damaged('Word or Excel file'), unpacksTooLarge };

/** Reads parts as text by their names; null when there is no such part. */
export type ReadPart = (name: string) => Promise<string | null>;

/** The names of the parts of an archive. @throws Problem reading.damaged, reading.unpacks-too-large */
export const partsOf = async (bytes: Uint8Array): Promise<string[]> =>
  (await entriesOf(peekIntoBytes(bytes), refusals)).map(({ name }) => name);

/**
 * A reader of the parts of an archive, which together may not grow past the limits.
 * @throws Problem reading.damaged, reading.encrypted, reading.unpacks-too-large
 */
export async function openArchive(bytes: Uint8Array, limits: Limits): Promise<ReadPart> {
  const peek = peekIntoBytes(bytes);
  const entries = new Map((await entriesOf(peek, refusals)).map((entry) => [entry.name, entry]));
  let left = limits.unpackedBytes;
  return async (name) => {
    const entry = entries.get(name);
    if (!entry) return null;
    if (entry.isEncrypted) throw encrypted();
    const most = Math.min(left, Math.max(1024 * 1024, entry.packed * limits.unpackRatio));
    const chunks: Buffer[] = [];
    for await (const chunk of unpack(peek, entry, most, refusals)) chunks.push(chunk);
    const part = Buffer.concat(chunks);
    left -= part.length;
    return decodePart(part);
  };
}

/** XML is UTF-8, or UTF-16 with its mark. */
function decodePart(part: Uint8Array): string {
  try {
    const isWide = part[0] === 0xff && part[1] === 0xfe;
    return new TextDecoder(isWide ? 'utf-16le' : 'utf-8', { fatal: true }).decode(part);
  } catch {
    throw refusals.damaged();
  }
}
