/** What a file is, by what it holds; its name only settles what the content leaves open. */

import { invalid } from '../problems.js';
import { openArchive, partsOf } from './archive.js';
import type { Format } from './grid.js';
import { LIMITS } from './limits.js';
import { encrypted } from './refusals.js';
import { refuseKind, refuseOfficeXml, refuseText } from './sniff-refusals.js';

const RICH_TEXT = [0x7b, 0x5c, 0x72, 0x74, 0x66];
const OLD_OFFICE = [0xd0, 0xcf, 0x11, 0xe0];
/** "EncryptedPackage" as an old Office container writes it. */
const ENCRYPTED = Buffer.from('EncryptedPackage', 'utf16le');

/** A format, and of OpenDocument files whether it is a text or a workbook. */
export type DocumentKind = Exclude<Format, 'opendocument'> | 'open text' | 'open sheets';

/**
 * The format of a file.
 * @throws Problem reading.empty, reading.encrypted, reading.old-office, reading.picture, reading.film,
 * reading.archive (a zip that is no document), reading.slides, reading.apple, reading.xml, reading.office-xml, reading.other-data,
 * reading.web-archive, reading.mail, reading.damaged
 */
export async function sniff(
  bytes: Uint8Array,
  name: string,
  text: () => string,
): Promise<DocumentKind> {
  if (bytes.length === 0) throw invalid('reading.empty', 'This file is empty. Choose another one.');
  refuseKind(bytes);
  if (begins(bytes, OLD_OFFICE)) throw oldOffice(bytes);
  if (begins(bytes, [0x50, 0x4b])) return officeFormat(bytes);
  if (Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-')) return 'pdf';
  if (begins(bytes, RICH_TEXT)) return 'rich text';
  return textFormat(text(), name);
}

function begins(bytes: Uint8Array, starts: readonly number[]): boolean {
  return starts.every((byte, index) => bytes[index] === byte);
}

/** What a container of before 2007 names the part that holds its words, and what to do with each. */
const OLD_KINDS: readonly [string, string][] = [
  [
    'WordDocument',
    'This is a Word file from before 2007 (.doc). Open it in Word, save it as .docx',
  ],
  ['Workbook', 'This is an Excel file from before 2007 (.xls). Open it in Excel, save it as .xlsx'],
  ['Book', 'This is an Excel file from before 2007 (.xls). Open it in Excel, save it as .xlsx'],
  [
    'PowerPoint Document',
    'These are slides from before 2007. Open them in PowerPoint, save them as PDF',
  ],
  [
    '__nameid_version1.0',
    'This is a saved email. Open it, save the document that is attached to it',
  ],
];

function oldOffice(bytes: Uint8Array) {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (data.includes(ENCRYPTED)) return encrypted();
  const kind = OLD_KINDS.find(([part]) => data.includes(Buffer.from(`${part}\0`, 'utf16le')));
  const says =
    kind?.[1] ??
    'This is a Word or Excel file from before 2007. Open it, save it as .docx or .xlsx';
  return invalid('reading.old-office', `${says}, and choose that.`);
}

async function officeFormat(bytes: Uint8Array): Promise<DocumentKind> {
  const names = await partsOf(bytes);
  if (names.includes('word/document.xml')) return 'word';
  if (names.includes('xl/workbook.xml')) return 'excel';
  if (names.includes('content.xml')) return openFormat(bytes);
  if (names.includes('ppt/presentation.xml')) throw slides();
  if (names.includes('xl/workbook.bin'))
    throw invalid(
      'reading.binary-workbook',
      'This is a binary Excel workbook (.xlsb). Open it in Excel, save it as .xlsx, and choose that.',
    );
  if (names.some((name) => name.startsWith('Index/') || name === 'Index.zip'))
    throw invalid(
      'reading.apple',
      'This is a Pages or Numbers document. Export it as Word or Excel, and choose that.',
    );
  throw invalid(
    'reading.archive',
    'This is a folder packed as a zip file, or a document that Waymark does not know. Unpack it and choose the PDF, Word or Excel file in it.',
  );
}

async function openFormat(bytes: Uint8Array): Promise<DocumentKind> {
  const kind = (await (await openArchive(bytes, LIMITS))('mimetype')) ?? '';
  if (kind.includes('opendocument.spreadsheet')) return 'open sheets';
  if (kind.includes('opendocument.presentation')) throw slides();
  return 'open text';
}

const slides = () =>
  invalid(
    'reading.slides',
    'These are slides. Save them as PDF, or copy the table into a Word or Excel file, and choose that.',
  );

function textFormat(text: string, name: string): DocumentKind {
  const start = text.slice(0, 20_000);
  const ending = /\.(\w+)$/u.exec(name.toLowerCase())?.[1] ?? '';
  if (isFrameworkFile(start)) return 'framework file';
  const isSheet = ending === 'csv' || ending === 'tsv';
  refuseOfficeXml(start);
  if (isWebPage(start) || (!isSheet && holdsTable(start))) return 'html';
  refuseText(start, ending);
  if (isMarkdownTable(start) || (ending === 'md' && /^#/mu.test(start))) return 'markdown';
  if (isSheet) return 'delimited';
  return isQuoted(start) || (!start.includes('\t') && isEvenlyCut(start)) ? 'delimited' : 'text';
}

/** Waymark's own file names its themes and levels as keys. */
function isFrameworkFile(start: string): boolean {
  const key = (name: string) => new RegExp(`(?:^|[{,])[ \\t]*["']?${name}["']?\\s*:`, 'mu');
  return (
    key('themes').test(start) && (key('levels').test(start) || key('institution_types').test(start))
  );
}

/** A page, or the part of one that a program saves as a sheet. */
function isWebPage(start: string): boolean {
  const plain = start.trimStart().slice(0, 200).toLowerCase();
  if (/^(?:<\?xml[^<]*)?(?:<!--[^<]*)?<(?:!doctype html|html)/.test(plain)) return true;
  return plain.startsWith('<') && /<(?:table|tr|td|p|h\d|body|meta)[\s>]/i.test(start);
}

/** Notes in Markdown may hold a table as a web page has it. */
const holdsTable = (start: string) => /<table[\s>]/i.test(start) && /<t[hdr][\s>]/i.test(start);

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
