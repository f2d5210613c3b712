/** What a file is, by what it holds; its name only settles what the content leaves open. */

import { invalid } from '../problems.js';
import { partsOf } from './archive.js';
import type { Format } from './grid.js';
import { encrypted } from './refusals.js';

/** Files that are known by their first bytes and cannot be read, with the sentence for each. */
const REFUSED: readonly { starts: readonly number[]; code: string; says: string }[] = [
  {
    starts: [0x89, 0x50, 0x4e, 0x47],
    code: 'reading.picture',
    says: 'This is a picture. Choose a copy of the document that has text: a PDF, Word or Excel file.',
  },
  {
    starts: [0xff, 0xd8, 0xff],
    code: 'reading.picture',
    says: 'This is a picture. Choose a copy of the document that has text: a PDF, Word or Excel file.',
  },
  {
    starts: [0x7b, 0x5c, 0x72, 0x74, 0x66],
    code: 'reading.rich-text',
    says: 'This is a rich text file. Open it in Word and save it as .docx, then choose that.',
  },
];

const OLD_OFFICE = [0xd0, 0xcf, 0x11, 0xe0];
/** "EncryptedPackage" as an old Office container writes it. */
const ENCRYPTED = Buffer.from('EncryptedPackage', 'utf16le');

/**
 * The format of a file.
 * @throws Problem reading.empty, reading.encrypted, reading.old-office, reading.picture, reading.rich-text,
 * reading.archive (a zip that is no document), reading.damaged
 */
export async function sniff(bytes: Uint8Array, name: string, text: () => string): Promise<Format> {
  if (bytes.length === 0) throw invalid('reading.empty', 'This file is empty. Choose another one.');
  for (const { starts, code, says } of REFUSED)
    if (begins(bytes, starts)) throw invalid(code, says);
  if (begins(bytes, OLD_OFFICE)) throw oldOffice(bytes);
  if (begins(bytes, [0x50, 0x4b])) return officeFormat(bytes);
  if (Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-')) return 'pdf';
  return textFormat(text(), name);
}

function begins(bytes: Uint8Array, starts: readonly number[]): boolean {
  return starts.every((byte, index) => bytes[index] === byte);
}

function oldOffice(bytes: Uint8Array) {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(ENCRYPTED)
    ? encrypted()
    : invalid(
        'reading.old-office',
        'This is a Word or Excel file of before 2007. Open it, save it as .docx or .xlsx, and choose that.',
      );
}

async function officeFormat(bytes: Uint8Array): Promise<Format> {
  const names = await partsOf(bytes);
  if (names.includes('word/document.xml')) return 'word';
  if (names.some((name) => name === 'xl/workbook.xml')) return 'excel';
  throw invalid(
    'reading.archive',
    'This is a folder packed as a zip file, or a document that Waymark does not know. Unpack it and choose the PDF, Word or Excel file in it.',
  );
}

function textFormat(text: string, name: string): Format {
  const start = text.slice(0, 20_000);
  const ending = /\.(\w+)$/u.exec(name.toLowerCase())?.[1] ?? '';
  if (isFrameworkFile(start)) return 'framework file';
  if (isMarkdownTable(start)) return 'markdown';
  if (ending === 'csv' || ending === 'tsv') return 'delimited';
  return isQuoted(start) || (!start.includes('\t') && isEvenlyCut(start)) ? 'delimited' : 'text';
}

/** Waymark's own file names its themes and levels as keys. */
function isFrameworkFile(start: string): boolean {
  const key = (name: string) => new RegExp(`(?:^|[{,])[ \\t]*["']?${name}["']?\\s*:`, 'mu');
  return (
    key('themes').test(start) && (key('levels').test(start) || key('institution_types').test(start))
  );
}

/** The line below the headings of a table: "|---|:---|". */
function isMarkdownTable(start: string): boolean {
  return start.split('\n').some((line) => {
    const cells = line
      .trim()
      .replace(/^\||\|$/gu, '')
      .split('|');
    return line.includes('|') && cells.every((cell) => /^:?-{2,}:?$/u.test(cell.trim()));
  });
}

/** Quoted cells that hold a separator or a line end are only understood by the reader of delimited files. */
function isQuoted(start: string): boolean {
  return /(?:^|[\t,;])"(?:[^"]|""){0,5000}"(?=[\t,;\r\n]|$)/u.test(start);
}

/** Most lines have the same number, at least two, of one separator. */
function isEvenlyCut(start: string): boolean {
  const lines = start
    .split(/\r?\n/u)
    .slice(0, 40)
    .filter((line) => line.trim() !== '');
  return [';', '|', ','].some((mark) => {
    const counts = lines.map((line) => line.split(mark).length - 1);
    const usual = counts.filter((count) => count === counts[0]).length;
    return (counts[0] ?? 0) >= 2 && usual * 10 >= lines.length * 8;
  });
}
