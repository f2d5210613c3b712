/**
 * Reading the parts of a .docx or .xlsx, which are zip archives. Only the parts asked for are unpacked, each under a
 * limit that zlib itself enforces while it unpacks: what a header claims about sizes is not trusted.
 */

import { inflateRawSync } from 'node:zlib';
import type { Limits } from './limits.js';
import { damaged, encrypted, unpacksTooLarge } from './refusals.js';

export interface Entry {
  name: string;
  /** 0 stored, 8 deflated. */
  method: number;
  isEncrypted: boolean;
  packed: number;
  offset: number;
}

/** The most parts that a list may have: real documents have some dozens. */
const MOST_ENTRIES = 5_000;

/** The list of parts at the end of a zip archive. @throws Problem reading.damaged */
export function entriesOf(bytes: Uint8Array): Entry[] {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = data.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + 22 > data.length) throw damaged('Word or Excel file');
  const count = Math.min(data.readUInt16LE(end + 10), MOST_ENTRIES);
  const entries: Entry[] = [];
  let at = data.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > data.length || data.readUInt32LE(at) !== 0x02014b50)
      throw damaged('Word or Excel file');
    const nameLength = data.readUInt16LE(at + 28);
    entries.push({
      name: data.toString('utf8', at + 46, at + 46 + nameLength),
      method: data.readUInt16LE(at + 10),
      isEncrypted: (data.readUInt16LE(at + 8) & 1) === 1,
      packed: data.readUInt32LE(at + 20),
      offset: data.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + data.readUInt16LE(at + 30) + data.readUInt16LE(at + 32);
  }
  return entries;
}

/** Reads parts as text by their names; null when there is no such part. */
export type ReadPart = (name: string) => string | null;

/**
 * A reader of the parts of an archive, which together may not grow past the limits.
 * @throws Problem reading.damaged, reading.encrypted, reading.unpacks-too-large
 */
export function openArchive(bytes: Uint8Array, limits: Limits): ReadPart {
  const entries = new Map(entriesOf(bytes).map((entry) => [entry.name, entry]));
  let left = limits.unpackedBytes;
  return (name) => {
    const entry = entries.get(name);
    if (!entry) return null;
    const part = unpack(bytes, entry, left, limits);
    left -= part.length;
    return decodePart(part);
  };
}

function unpack(bytes: Uint8Array, entry: Entry, left: number, limits: Limits): Uint8Array {
  if (entry.isEncrypted) throw encrypted();
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (entry.offset + 30 > data.length || data.readUInt32LE(entry.offset) !== 0x04034b50) {
    throw damaged('Word or Excel file');
  }
  const names = data.readUInt16LE(entry.offset + 26) + data.readUInt16LE(entry.offset + 28);
  const start = entry.offset + 30 + names;
  const packed = data.subarray(start, start + entry.packed);
  if (packed.length < entry.packed) throw damaged('Word or Excel file');
  const most = Math.min(left, Math.max(1024 * 1024, entry.packed * limits.unpackRatio));
  if (entry.method === 0) {
    if (packed.length > most) throw unpacksTooLarge();
    return packed;
  }
  if (entry.method !== 8) throw damaged('Word or Excel file');
  return inflate(packed, most);
}

function inflate(packed: Uint8Array, most: number): Uint8Array {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(most, 1) });
  } catch (error) {
    if (error instanceof RangeError || codeOf(error) === 'ERR_BUFFER_TOO_LARGE') {
      throw unpacksTooLarge();
    }
    throw damaged('Word or Excel file');
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : null;
}

function decodePart(part: Uint8Array): string {
  try {
    const isWide = part[0] === 0xff && part[1] === 0xfe;
    return new TextDecoder(isWide ? 'utf-16le' : 'utf-8', { fatal: true }).decode(part);
  } catch {
    throw damaged('Word or Excel file');
  }
}
