/** Office files, which are zip archives: what kind they are, that they are whole, and that nothing hides in them. */
import { Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import type { Peek } from './peek.js';
import {
  damagedFile,
  plainArchive,
  unpacksTooLarge,
  withMacros,
  withPassword,
} from './refusals.js';
import type { FileType, Sniffed } from './types.js';

interface Entry {
  name: string;
  /** 0 stored, 8 deflated. */
  method: number;
  isEncrypted: boolean;
  sum: number;
  packed: number;
  at: number;
}

/** Real documents have some hundreds of parts. */
const MOST_ENTRIES = 4_000;
const MOST_LIST = 2 * 1024 * 1024;
/** What all parts may unpack to: many times a long document with pictures. */
const MOST_UNPACKED = 160 * 1024 * 1024;
/** Once a part is larger than this, it may be at most so many times larger than it was packed. */
const RATIO_FROM = 8 * 1024 * 1024;
const MOST_RATIO = 200;
/** The parts that hold the words of a document or the cells of a workbook, and how much of them is read. */
const WORDS = /^(word\/document|xl\/sharedStrings|content)\.xml$/;
const MOST_WORDS = 256 * 1024;
const MOST_LOOKED_AT = 64 * 1024;

const damaged = () => damagedFile('document');

const KINDS: readonly { part: RegExp; type: FileType }[] = [
  { part: /wordprocessingml\.document\.main\+xml/, type: 'docx' },
  { part: /spreadsheetml\.sheet\.main\+xml/, type: 'xlsx' },
  { part: /presentationml\.presentation\.main\+xml/, type: 'pptx' },
];
const OPEN_DOCUMENT: Readonly<Record<string, FileType>> = {
  'application/vnd.oasis.opendocument.text': 'odt',
  'application/vnd.oasis.opendocument.spreadsheet': 'ods',
};

/**
 * The kind of an Office or OpenDocument file. Every part is unpacked, counted and held against its checksum on the
 * way, without being kept: what the list of parts claims is not trusted.
 * @throws Problem 422 `file.damaged`, `file.encrypted`, `file.macros`, `file.unpacks-too-large`, `file.archive`
 */
export async function readOffice(peek: Peek): Promise<Sniffed> {
  const entries = await entriesOf(peek);
  const names = entries.map(({ name }) => name);
  const telling = entries.find(({ name }) => name === '[Content_Types].xml' || name === 'mimetype');
  if (!telling) throw plainArchive();
  if (entries.some(({ isEncrypted }) => isEncrypted)) throw withPassword();
  if (names.some(isMacro)) throw withMacros();
  let left = MOST_UNPACKED;
  let told = '';
  let words = '';
  for (const entry of entries) {
    const isWords = WORDS.test(entry.name);
    const keep = entry === telling ? 512 * 1024 : isWords ? MOST_WORDS : 0;
    const { bytes, text } = await unpack(peek, entry, left, keep);
    left -= bytes;
    if (entry === telling) told = text;
    if (isWords) words = linesOf(text);
  }
  return { type: kindOf(told), width: null, height: null, words };
}

/** The text of such a part: a line for each paragraph, row or shared cell. */
const linesOf = (xml: string): string =>
  xml
    .replace(/<\/(?:w:tc|table:table-cell)>/g, '\t')
    .replace(/<\/(?:w:tr|w:p|si|table:table-row)>/g, '\n')
    .replace(/<[^<>]*>/g, '')
    .replace(/\n(?=\t)/g, '')
    .slice(0, MOST_LOOKED_AT);

/** VBA, Excel 4 macro sheets and their kin; Basic and scripts of OpenDocument; ActiveX. */
function isMacro(name: string): boolean {
  return /(^|\/)(vba(Project|Data)[^/]*|macrosheets\/|activeX\/)|^(Basic|Scripts)\//i.test(name);
}

function kindOf(told: string): FileType {
  if (/macroEnabled|ms-office\.vbaProject/i.test(told)) throw withMacros();
  const kind = KINDS.find(({ part }) => part.test(told))?.type ?? OPEN_DOCUMENT[told.trim()];
  if (!kind) throw plainArchive();
  return kind;
}

async function entriesOf(peek: Peek): Promise<Entry[]> {
  const tailAt = Math.max(0, peek.bytes - 66_000);
  const tail = await peek.at(tailAt, 66_000);
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + 22 > tail.length) throw damaged();
  const count = tail.readUInt16LE(end + 10);
  const length = tail.readUInt32LE(end + 12);
  if (count > MOST_ENTRIES || length > MOST_LIST) throw unpacksTooLarge();
  const list = await peek.at(tail.readUInt32LE(end + 16), length);
  const entries: Entry[] = [];
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

/** Unpacks one part, counting; keeps the first `keep` bytes of it as text. */
async function unpack(peek: Peek, entry: Entry, left: number, keep: number) {
  const head = await peek.at(entry.at, 30);
  if (head.length < 30 || head.readUInt32LE(0) !== 0x04034b50) throw damaged();
  const from = entry.at + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
  if (from + entry.packed > peek.bytes || ![0, 8].includes(entry.method)) throw damaged();
  const most = Math.min(left, Math.max(RATIO_FROM, entry.packed * MOST_RATIO));
  const kept: Buffer[] = [];
  let bytes = 0;
  let keptBytes = 0;
  let sum = 0;
  for await (const chunk of unpacked(peek, entry, from)) {
    bytes += chunk.length;
    if (bytes > most) throw unpacksTooLarge();
    sum = crc32(chunk, sum);
    if (keptBytes < keep) kept.push(chunk);
    keptBytes += chunk.length;
  }
  if (sum !== entry.sum) throw damaged();
  return { bytes, text: Buffer.concat(kept).toString('utf8') };
}

async function* unpacked(peek: Peek, entry: Entry, from: number): AsyncGenerator<Buffer> {
  const packed = peek.between(from, from + entry.packed);
  if (entry.method === 0) {
    yield* packed;
    return;
  }
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
