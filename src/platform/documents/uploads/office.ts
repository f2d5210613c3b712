/** Office files, which are zip archives: what kind they are, that they are whole, and that nothing hides in them. */
import type { Peek } from '../peek.js';
import { entriesOf, unpack, type ZipEntry, type ZipRefusals } from '../zip.js';
import type { FileType, Sniffed } from './file-types.js';
import {
  damagedFile,
  plainArchive,
  unpacksTooLarge,
  withMacros,
  withPassword,
} from './upload-refusals.js';

/** What all parts may unpack to: many times a long document with pictures. */
const MOST_UNPACKED = 160 * 1024 * 1024;
/** Once a part is larger than this, it may be at most so many times larger than it was packed. */
const RATIO_FROM = 8 * 1024 * 1024;
const MOST_RATIO = 200;
/** The parts that hold the words of a document or the cells of a workbook, and how much of them is read. */
const WORDS = /^(word\/document|xl\/sharedStrings|content)\.xml$/;
const MOST_WORDS = 256 * 1024;
const MOST_LOOKED_AT = 64 * 1024;

const refusals: ZipRefusals = { damaged: () => damagedFile('document'), unpacksTooLarge };

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
  const entries = await entriesOf(peek, refusals);
  const names = entries.map(({ name }) => name);
  const telling = entries.find(({ name }) => name === '[Content_Types].xml' || name === 'mimetype');
  if (!telling) throw plainArchive();
  if (entries.some(({ isEncrypted }) => isEncrypted)) throw withPassword();
  if (names.some(isMacro)) throw withMacros();
  let left = MOST_UNPACKED;
  let message = '';
  let words = '';
  for (const entry of entries) {
    const isWords = WORDS.test(entry.name);
    const keep = entry === telling ? 512 * 1024 : isWords ? MOST_WORDS : 0;
    const { bytes, text } = await look(peek, entry, left, keep);
    left -= bytes;
    if (entry === telling) message = text;
    if (isWords) words = linesOf(text);
  }
  return { type: kindOf(message), width: null, height: null, words };
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

function kindOf(message: string): FileType {
  if (/macroEnabled|ms-office\.vbaProject/i.test(message)) throw withMacros();
  const kind = KINDS.find(({ part }) => part.test(message))?.type ?? OPEN_DOCUMENT[message.trim()];
  if (!kind) throw plainArchive();
  return kind;
}

/** Unpacks one part, counting; keeps the first `keep` bytes of it as text. */
async function look(peek: Peek, entry: ZipEntry, left: number, keep: number) {
  const most = Math.min(left, Math.max(RATIO_FROM, entry.packed * MOST_RATIO));
  const kept: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of unpack(peek, entry, most, refusals)) {
    if (bytes < keep) kept.push(chunk);
    bytes += chunk.length;
  }
  return { bytes, text: Buffer.concat(kept).toString('utf8') };
}
