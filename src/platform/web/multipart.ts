/**
 * Reading a form that carries files as it comes in: words are kept, and the bytes of a file go on to whoever takes
 * them, so that a large file never lies in memory.
 */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { Busboy, type BusboyFileStream } from '@fastify/busboy';
import { invalid, Problem, tooLarge } from '../problems.js';
import { brokenForm, expected, plainText, type Typed } from './form.js';
import type { Ctx } from './request-context.js';

/** A file as it arrives: its name as the other machine calls it, and its bytes. */
export interface Arriving {
  field: string;
  /** Never a path, and never to be used as one. */
  name: string;
  bytes: AsyncIterable<Uint8Array>;
}

/** Takes a file in. What it leaves unread is passed over, so that the fields behind it are still read. */
export type TakeFile = (file: Arriving) => Promise<void>;

const MOST_PARTS = 400;
const MOST_WORDS = 256 * 1024;
const MOST_HEAD = 8 * 1024;

/** True for a form that may bring a file. */
export const isMultipart = (c: Ctx): boolean =>
  /^multipart\//i.test(c.req.header('content-type') ?? '');

/**
 * Reads a form of the kind multipart/form-data. A file field left empty is passed over.
 * @throws Problem 422 `form.unreadable` for a form that is cut or damaged or has characters that no text can hold,
 * 413 `form.too-long` for more words than a form has
 */
export async function readMultipart(request: Request, takeFile: TakeFile): Promise<Typed> {
  const parser = openParser(request.headers.get('content-type') ?? '');
  if (!parser || !request.body) throw brokenForm();
  const typed = new Map<string, string[]>();
  const streams: BusboyFileStream[] = [];
  let parts = Promise.resolve();
  parser.on('partsLimit', () => parser.destroy(tooManyWords()));
  parser.on('file', (field: string | undefined, stream, name: string | undefined) => {
    const take = async () => {
      if (field === undefined) throw brokenForm();
      const bytes = bytesOf(stream);
      if (name === undefined) {
        const values = typed.get(plain(field)) ?? [];
        typed.set(plain(field), [
          ...values,
          textOf(await gather(bytes, MOST_WORDS, tooManyWords), plain(field)),
        ]);
      } else if (name !== '') await takeFile({ field: plain(field), name: plain(name), bytes });
      for await (const _ of bytesOf(stream));
    };
    streams.push(stream);
    // A part that is cut says so, maybe before anybody reads it.
    stream.on('error', () => stream.destroy());
    parts = parts.then(take);
    parts.catch((error) => parser.destroy(error));
  });
  try {
    await pipeline(Readable.fromWeb(request.body as ReadableStream), parser);
    await parts;
  } catch (error) {
    for (const stream of streams) stream.destroy();
    await parts.catch(() => {});
    throw error instanceof Problem ? error : brokenForm();
  }
  return Object.fromEntries(typed);
}

/**
 * Reads a form that brings one file, in the field "file". A file that is refused is passed over, so that the words are
 * still read and whoever sent it reads the refusal.
 */
export async function readWithFile<F>(
  request: Request,
  take: (file: Omit<Arriving, 'field'>) => Promise<F>,
): Promise<{ typed: Typed; file: F | null; refusal: Problem | null }> {
  let file: F | null = null;
  let refusal: Problem | null = null;
  const typed = await readMultipart(request, async ({ field, ...arriving }) => {
    if (file !== null || refusal || field !== 'file') return;
    try {
      file = await take(arriving);
    } catch (error) {
      refusal = expected(error);
    }
  });
  return { typed, file, refusal };
}

/** Null for what is no form with files. */
function openParser(kind: string) {
  if (!/^multipart\/form-data\b/i.test(kind)) return null;
  try {
    return new Busboy({
      headers: { 'content-type': kind },
      // Words come as bytes too, to be looked at before they are taken for text.
      isPartAFile: () => true,
      preservePath: true,
      limits: { parts: MOST_PARTS, headerSize: MOST_HEAD },
    });
  } catch {
    return null;
  }
}

/** Whoever stops reading leaves the rest for the next. */
async function* bytesOf(stream: BusboyFileStream): AsyncGenerator<Uint8Array, void, void> {
  try {
    yield* stream.iterator({ destroyOnReturn: false });
  } catch {
    throw brokenForm();
  }
}

/** Browsers write %22 for a quotation mark. */
const plain = (name: string) =>
  name.replace(/%22/g, '"').replace(/%0D/gi, '\r').replace(/%0A/gi, '\n');

function textOf(bytes: Buffer, field: string): string {
  try {
    return plainText(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    // Said below, in one sentence with the other.
  }
  throw invalid(
    'form.unreadable',
    'One of the fields has a character that cannot be saved. Type it again.',
    field ? { [field]: 'Enter this again without special control characters' } : {},
  );
}

const tooManyWords = () =>
  tooLarge('form.too-long', 'That is too much text to send at once. Shorten it, or send a file.');

/** All of a file of at most `most` bytes. @throws what `refusal` makes, for a larger one */
export async function gather(
  bytes: AsyncIterable<Uint8Array>,
  most: number,
  refusal: () => Problem,
): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    length += chunk.length;
    if (length > most) throw refusal();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
