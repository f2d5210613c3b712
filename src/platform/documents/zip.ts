/**
 * Zip archives, which Word, Excel and OpenDocument files are: the list of parts, and one part at a time unpacked under
 * a limit. What a header claims about sizes is not trusted.
 */
import { Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import type { Problem } from '../problems.js';
import type { Peek } from './peek.js';

export interface ZipEntry {
  name: string;
  /** 0 stored, 8 deflated. */
  method: number;
  isEncrypted: boolean;
  sum: number;
  packed: number;
  at: number;
}

/** How whoever reads the archive says what is wrong with it. */
export interface ZipRefusals {
  damaged(): Problem;
  unpacksTooLarge(): Problem;
}

/** Real documents have some hundreds of parts. */
const MOST_ENTRIES = 4_000;
const MOST_LIST = 2 * 1024 * 1024;

/** The list of parts at the end of an archive. @throws Problem as the refusals say */
export async function entriesOf(peek: Peek, refusals: ZipRefusals): Promise<ZipEntry[]> {
  const { damaged, unpacksTooLarge } = refusals;
  const tailAt = Math.max(0, peek.bytes - 66_000);
  const tail = await peek.at(tailAt, 66_000);
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + 22 > tail.length) throw damaged();
  const count = tail.readUInt16LE(end + 10);
  const length = tail.readUInt32LE(end + 12);
  if (count > MOST_ENTRIES || length > MOST_LIST) throw unpacksTooLarge();
  const list = await peek.at(tail.readUInt32LE(end + 16), length);
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > list.length || list.readUInt32LE(at) !== 0x02014b50) throw damaged();
    const nameLength = list.readUInt16LE(at + 28);
    entries.push({
      name: list.toString('utf8', at + 46, at + 46 + nameLength),
      isEncrypted: (list.readUInt16LE(at + 8) & 1) === 1,
      method: list.readUInt16LE(at + 10),
      sum: list.readUInt32LE(at + 16),
      packed: list.readUInt32LE(at + 20),
      at: list.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + list.readUInt16LE(at + 30) + list.readUInt16LE(at + 32);
  }
  return entries;
}

/**
 * The bytes of one part, at most `most` of them, held against its checksum on the way.
 * @throws Problem as the refusals say
 */
export async function* unpack(
  peek: Peek,
  entry: ZipEntry,
  most: number,
  { damaged, unpacksTooLarge }: ZipRefusals,
): AsyncGenerator<Buffer> {
  const head = await peek.at(entry.at, 30);
  if (head.length < 30 || head.readUInt32LE(0) !== 0x04034b50) throw damaged();
  const from = entry.at + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
  if (from + entry.packed > peek.bytes || ![0, 8].includes(entry.method)) throw damaged();
  const packed = peek.between(from, from + entry.packed);
  let bytes = 0;
  let sum = 0;
  for await (const chunk of entry.method === 0 ? packed : inflated(packed, damaged)) {
    bytes += chunk.length;
    if (bytes > most) throw unpacksTooLarge();
    sum = crc32(chunk, sum);
    yield chunk;
  }
  if (sum !== entry.sum) throw damaged();
}

async function* inflated(
  packed: AsyncGenerator<Buffer>,
  damaged: () => Problem,
): AsyncGenerator<Buffer> {
  const source = Readable.from(packed);
  const inflate = createInflateRaw({ chunkSize: 64 * 1024 });
  source.once('error', (error) => inflate.destroy(error));
  try {
    yield* source.pipe(inflate) as AsyncIterable<Buffer>;
  } catch (error) {
    // zlib's own words (Z_DATA_ERROR, Z_BUF_ERROR) mean nothing to a person.
    if (String((error as { code?: unknown }).code).startsWith('Z_')) throw damaged();
    throw error;
  } finally {
    source.destroy();
    inflate.destroy();
  }
}
