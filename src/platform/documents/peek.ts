/** Looking into a file here and there, without reading the whole of it. */
import { type FileHandle, open } from 'node:fs/promises';

export interface Peek {
  bytes: number;
  /** Up to `count` bytes from `at`; fewer at the end. */
  at(at: number, count: number): Promise<Buffer>;
  /** The bytes from `from` up to `to`, in chunks. */
  between(from: number, to: number): AsyncGenerator<Buffer>;
}

const CHUNK = 64 * 1024;

/** Opens a file for as long as `work` lasts. */
export async function peekInto<T>(path: string, work: (peek: Peek) => Promise<T>): Promise<T> {
  const handle = await open(path);
  try {
    return await work(peekOf(handle, (await handle.stat()).size));
  } finally {
    await handle.close();
  }
}

function peekOf(handle: FileHandle, bytes: number): Peek {
  async function at(from: number, count: number): Promise<Buffer> {
    const length = Math.max(0, Math.min(count, bytes - from));
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, from);
    return buffer.subarray(0, bytesRead);
  }
  return { bytes, at, between: (from, to) => chunks(at, from, to) };
}

/** The same for a file that is in memory already. */
export function peekIntoBytes(whole: Uint8Array): Peek {
  const data = Buffer.from(whole.buffer, whole.byteOffset, whole.length);
  const at = async (from: number, count: number) => data.subarray(from, from + count);
  return { bytes: data.length, at, between: (from, to) => chunks(at, from, to) };
}

async function* chunks(at: Peek['at'], from: number, to: number): AsyncGenerator<Buffer> {
  for (let start = from; start < to; start += CHUNK) yield at(start, Math.min(CHUNK, to - start));
}
