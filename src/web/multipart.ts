/**
 * Reading a form that carries files as it comes in: words are kept, and the bytes of a file go on to whoever takes
 * them, so that a large file never lies in memory. (RFC 7578, RFC 2046 section 5.1)
 */
import { invalid, tooLarge } from '../problems.js';
import type { Typed } from './form.js';

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
const HEAD_END = Buffer.from('\r\n\r\n');

const broken = () =>
  invalid(
    'form.unreadable',
    'The form did not arrive whole, so nothing of it was saved. Send it again.',
  );

/**
 * Reads a form of the kind multipart/form-data. A file field left empty is passed over.
 * @throws Problem 422 `form.unreadable` for a form that is cut or damaged or has characters that no text can hold,
 * 413 `form.too-long` for more words than a form has
 */
export async function readMultipart(request: Request, takeFile: TakeFile): Promise<Typed> {
  const boundary = boundaryOf(request.headers.get('content-type') ?? '');
  if (!boundary || !request.body) throw broken();
  const source = openSource(request.body);
  try {
    return await readParts(source, boundary, takeFile);
  } finally {
    await source.close();
  }
}

async function readParts(source: Source, boundary: string, takeFile: TakeFile): Promise<Typed> {
  const typed: Typed = {};
  const mark = Buffer.from(`\r\n--${boundary}`);
  // The first mark has no line end before it: one is put there, so that every mark looks the same.
  source.unread(Buffer.from('\r\n'));
  await drain(source.until(mark, MOST_HEAD));
  for (let parts = 0; !(await isEnd(source)); parts += 1) {
    if (parts >= MOST_PARTS) throw tooManyWords();
    const head = headOf(await gather(source.until(HEAD_END, MOST_HEAD), MOST_HEAD));
    if (head.file === null) {
      const body = source.until(mark, Number.POSITIVE_INFINITY);
      const text = textOf(await gather(body, MOST_WORDS), head.field);
      typed[head.field] = [...(typed[head.field] ?? []), text];
    } else await passOn(source, mark, { field: head.field, name: head.file }, takeFile);
  }
  return typed;
}

async function passOn(
  source: Source,
  mark: Buffer,
  about: Omit<Arriving, 'bytes'>,
  takeFile: TakeFile,
): Promise<void> {
  let isRead = false;
  async function* whole() {
    yield* source.until(mark, Number.POSITIVE_INFINITY);
    isRead = true;
  }
  if (about.name !== '') await takeFile({ ...about, bytes: whole() });
  if (!isRead) await drain(source.until(mark, Number.POSITIVE_INFINITY));
}

/** After a mark: "--" ends the form, a line end begins a part. */
async function isEnd(source: Source): Promise<boolean> {
  const next = await source.take(2);
  if (next.toString('latin1') === '--') return true;
  if (next.toString('latin1') !== '\r\n') throw broken();
  return false;
}

function boundaryOf(kind: string): string | null {
  const found = /^multipart\/form-data\s*;.*?\bboundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(
    kind,
  );
  return found?.[1] ?? found?.[2] ?? null;
}

/** The name of the field, and of the file if it holds one. Browsers write %22 for a quotation mark. */
function headOf(bytes: Buffer): { field: string; file: string | null } {
  // What is no text in the name of a file is for the taker of files to leave out.
  const head = bytes.toString('utf8');
  const line = /^content-disposition:\s*form-data\s*;(.*)$/im.exec(head)?.[1];
  const field = /(?:^|;)\s*name="([^"]*)"/i.exec(line ?? '')?.[1];
  if (field === undefined) throw broken();
  const file = /;\s*filename="([^"]*)"/i.exec(line ?? '')?.[1] ?? null;
  const plain = (text: string) =>
    text.replace(/%22/g, '"').replace(/%0D/gi, '\r').replace(/%0A/gi, '\n');
  return { field: plain(field), file: file === null ? null : plain(file) };
}

function textOf(bytes: Buffer, field: string): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\r\n?/g, '\n');
    if (!text.includes('\0')) return text;
  } catch {
    // Told below, in one sentence with the other.
  }
  throw invalid(
    'form.unreadable',
    'One of the fields has a character that cannot be saved. Type it again.',
    field ? { [field]: 'Enter this again without special control characters' } : {},
  );
}

const tooManyWords = () =>
  tooLarge(
    'form.too-long',
    'That is more text than can be sent at once. Shorten it, or send a file.',
  );

async function drain(bytes: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const _ of bytes);
}

async function gather(bytes: AsyncIterable<Uint8Array>, most: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    length += chunk.length;
    if (length > most) throw tooManyWords();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

interface Source {
  /** The bytes up to a mark, which is taken away with them. Ends in a Problem when the mark never comes. */
  until(mark: Buffer, most: number): AsyncGenerator<Buffer, void, void>;
  take(count: number): Promise<Buffer>;
  unread(bytes: Buffer): void;
  close(): Promise<void>;
}

function openSource(body: ReadableStream<Uint8Array>): Source {
  const reader = body.getReader();
  let held: Buffer = Buffer.alloc(0);
  let isOver = false;

  /** Holds more than before, or says that the form was cut. */
  async function more(): Promise<void> {
    if (isOver) throw broken();
    const { value, done } = await reader.read().catch(() => {
      throw broken();
    });
    if (done) isOver = true;
    else held = held.length === 0 ? Buffer.from(value) : Buffer.concat([held, value]);
    if (done) throw broken();
  }

  async function* until(mark: Buffer, most: number): AsyncGenerator<Buffer, void, void> {
    let given = 0;
    for (;;) {
      const at = held.indexOf(mark);
      // A mark may lie across two chunks: what could be its beginning is held back.
      const sure = at >= 0 ? at : Math.max(0, held.length - mark.length + 1);
      const part = held.subarray(0, sure);
      // The mark itself is taken away last: whoever stops reading here leaves it for the next to find.
      held = held.subarray(sure);
      given += part.length;
      if (given > most) throw broken();
      if (part.length > 0) yield part;
      if (at >= 0) {
        held = held.subarray(mark.length);
        return;
      }
      await more();
    }
  }

  return {
    until,
    async take(count) {
      while (held.length < count) await more();
      const taken = held.subarray(0, count);
      held = held.subarray(count);
      return taken;
    },
    unread: (bytes) => {
      held = Buffer.concat([bytes, held]);
    },
    async close() {
      if (!isOver) await reader.cancel().catch(() => {});
    },
  };
}
