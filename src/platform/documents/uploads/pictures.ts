/** Pictures: whether they are whole, and how large they are when they are drawn. */
import { crc32 } from 'node:zlib';
import type { Peek } from '../peek.js';
import type { Sniffed } from './file-types.js';
import { damagedFile, pictureTooLarge } from './upload-refusals.js';

const MOST_SIDE = 12_000;
const MOST_PIXELS = 60_000_000;

function sized(type: Sniffed['type'], width: number, height: number): Sniffed {
  if (width < 1 || height < 1) throw damagedFile('picture');
  if (width > MOST_SIDE || height > MOST_SIDE || width * height > MOST_PIXELS)
    throw pictureTooLarge();
  return { type, width, height };
}

/** PNG (W3C): chunk after chunk to IEND, each with its checksum, the first of them IHDR. */
export async function readPng(peek: Peek): Promise<Sniffed> {
  const damaged = () => damagedFile('PNG picture');
  const start = await peek.at(8, 21);
  if (start.length < 21 || start.toString('latin1', 4, 8) !== 'IHDR') throw damaged();
  let hasData = false;
  let at = 8;
  for (;;) {
    const head = await peek.at(at, 8);
    if (head.length < 8) throw damaged();
    const length = head.readUInt32BE(0);
    const name = head.toString('latin1', 4, 8);
    if (at + 12 + length > peek.bytes || !/^[A-Za-z]{4}$/.test(name)) throw damaged();
    await checkChunk(peek, at, length, damaged);
    if (name === 'IDAT') hasData = true;
    at += 12 + length;
    if (name === 'IEND') break;
  }
  if (!hasData) throw damaged();
  return sized('png', start.readUInt32BE(8), start.readUInt32BE(12));
}

async function checkChunk(peek: Peek, at: number, length: number, damaged: () => Error) {
  let sum = 0;
  for await (const part of peek.between(at + 4, at + 8 + length)) sum = crc32(part, sum);
  const tail = await peek.at(at + 8 + length, 4);
  if (tail.length < 4 || tail.readUInt32BE(0) !== sum) throw damaged();
}

/** JPEG (ITU T.81): segment after segment to the frame that says the size, and the end mark. */
export async function readJpeg(peek: Peek): Promise<Sniffed> {
  const damaged = () => damagedFile('JPEG picture');
  const tail = await peek.at(Math.max(0, peek.bytes - 64 * 1024), 64 * 1024);
  if (!tail.includes(Buffer.from([0xff, 0xd9]))) throw damaged();
  let at = 2;
  for (let segments = 0; segments < 1_000; segments += 1) {
    const head = await peek.at(at, 9);
    if (head.length < 9 || head[0] !== 0xff) throw damaged();
    const mark = head[1] ?? 0;
    if (mark === 0xff) {
      at += 1;
      continue;
    }
    const isFrame = mark >= 0xc0 && mark <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(mark);
    if (isFrame) return sized('jpeg', head.readUInt16BE(7), head.readUInt16BE(5));
    const length = head.readUInt16BE(2);
    if (length < 2 || mark === 0xd9 || mark === 0xda) throw damaged();
    at += 2 + length;
  }
  throw damaged();
}

/** WebP (RFC 9649): the container's length, and the size in its first chunk. */
export async function readWebp(peek: Peek): Promise<Sniffed> {
  const damaged = () => damagedFile('WebP picture');
  const head = await peek.at(0, 30);
  if (head.length < 30 || head.readUInt32LE(4) + 8 > peek.bytes) throw damaged();
  const kind = head.toString('latin1', 12, 16);
  if (kind === 'VP8X') return sized('webp', head.readUIntLE(24, 3) + 1, head.readUIntLE(27, 3) + 1);
  if (kind === 'VP8L' && head[20] === 0x2f) {
    const bits = head.readUInt32LE(21);
    return sized('webp', (bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1);
  }
  if (kind === 'VP8 ' && head.subarray(23, 26).equals(Buffer.from([0x9d, 0x01, 0x2a])))
    return sized('webp', head.readUInt16LE(26) & 0x3fff, head.readUInt16LE(28) & 0x3fff);
  throw damaged();
}
