/** The container of a backup: an ordinary tar (ustar), so that `tar -tzf` shows what is in it. */
import type { Readable } from 'node:stream';

const BLOCK = 512;

/** The header of an entry, and what fills its last block. Names of more than 100 bytes are split at the last slash. */
export function tarHeader(name: string, bytes: number, at: Date): Buffer {
  const block = Buffer.alloc(BLOCK);
  const cut = Buffer.byteLength(name) > 100 ? name.lastIndexOf('/') : -1;
  block.write(name.slice(cut + 1), 0, 100);
  if (cut > 0) block.write(name.slice(0, cut), 345, 155);
  const octal = (value: number, length: number) =>
    `${value.toString(8).padStart(length - 1, '0')}\0`;
  block.write(octal(0o600, 8), 100);
  block.write(octal(0, 8), 108);
  block.write(octal(0, 8), 116);
  block.write(octal(bytes, 12), 124);
  block.write(octal(Math.floor(at.getTime() / 1000), 12), 136);
  block.write('        ', 148);
  block.write('0', 156);
  block.write('ustar\x0000', 257, 'latin1');
  block.write(`${octal(sumOf(block), 7)} `, 148);
  return block;
}

/** What comes after an entry of so many bytes. */
export const tarFill = (bytes: number): Buffer => Buffer.alloc((BLOCK - (bytes % BLOCK)) % BLOCK);

/** What comes after the last entry. */
export const tarEnd = (): Buffer => Buffer.alloc(2 * BLOCK);

export interface TarEntry {
  name: string;
  bytes: number;
  /** What it holds; what is not read of it is passed over. */
  content: AsyncIterable<Buffer>;
}

/** Something that is no tar, or one that ends too early. */
export class TarFault extends Error {}

/**
 * The entries of a tar in their order, each to be read before the next.
 * @throws TarFault
 */
export async function* tarEntries(stream: Readable): AsyncGenerator<TarEntry> {
  const source = new Source(stream[Symbol.asyncIterator]());
  for (;;) {
    const header = await source.exactly(BLOCK);
    if (header.every((byte) => byte === 0)) {
      await source.exactly(BLOCK);
      // To the end of the stream: only there the checksum of what was compressed is known to be right.
      for await (const _ of source.some(Number.POSITIVE_INFINITY));
      return;
    }
    const { name, bytes } = readHeader(header);
    let left = bytes;
    const content = (async function* () {
      for await (const piece of source.some(bytes)) {
        left -= piece.length;
        yield piece;
      }
    })();
    yield { name, bytes, content };
    for await (const piece of source.some(left)) left -= piece.length;
    if (left > 0) throw new TarFault('it ends in the middle');
    await source.exactly(tarFill(bytes).length);
  }
}

function readHeader(block: Buffer): { name: string; bytes: number } {
  const text = (from: number, length: number) =>
    block
      .subarray(from, from + length)
      .toString('utf8')
      .replace(/\0.*/s, '');
  const isTar = text(257, 6).startsWith('ustar');
  if (!isTar || Number.parseInt(text(148, 8), 8) !== sumOf(block))
    throw new TarFault('it is no archive');
  const prefix = text(345, 155);
  const name = text(0, 100);
  return { name: prefix ? `${prefix}/${name}` : name, bytes: Number.parseInt(text(124, 12), 8) };
}

/** The sum of the header's bytes, its own field counted as spaces. */
function sumOf(block: Buffer): number {
  return block.reduce((sum, byte, index) => sum + (index >= 148 && index < 156 ? 0x20 : byte), 0);
}

/** Bytes as they are wanted, from pieces as they come. */
class Source {
  private rest: Buffer = Buffer.alloc(0);
  constructor(private readonly pieces: AsyncIterator<Buffer>) {}

  /** The next piece, at most so long; null at the end. */
  private async next(most: number): Promise<Buffer | null> {
    if (this.rest.length === 0) {
      const { value, done } = await this.pieces.next();
      if (done) return null;
      this.rest = value;
    }
    const piece = this.rest.subarray(0, most);
    this.rest = this.rest.subarray(piece.length);
    return piece;
  }

  async *some(bytes: number): AsyncGenerator<Buffer> {
    for (let left = bytes; left > 0; ) {
      const piece = await this.next(left);
      if (!piece) return;
      left -= piece.length;
      yield piece;
    }
  }

  async exactly(bytes: number): Promise<Buffer> {
    const pieces: Buffer[] = [];
    for await (const piece of this.some(bytes)) pieces.push(piece);
    const whole = Buffer.concat(pieces);
    if (whole.length < bytes) throw new TarFault('it ends in the middle');
    return whole;
  }
}
