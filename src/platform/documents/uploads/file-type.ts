/** What an upload is, by what it holds. Its name only tells a table from other text. */
import { type Peek, peekInto } from '../peek.js';
import { FILM_OR_SOUND, PHONE_PHOTO } from '../sniff-refusals.js';
import { decodeText } from '../text.js';
import type { Sniffed } from './file-types.js';
import { readOffice } from './office.js';
import { readJpeg, readPng, readWebp } from './pictures.js';
import {
  damagedFile,
  emptyFile,
  film,
  notText,
  oldOffice,
  phonePhoto,
  savedEmail,
  unknownType,
  withPassword,
} from './upload-refusals.js';

const begins = (bytes: Buffer, ...starts: number[]) =>
  starts.every((byte, index) => bytes[index] === byte);

/** How much of a text is looked through. */
const MOST_WORDS = 64 * 1024;

/** Starts of files that look like text, or nearly, and are not taken. */
const NOT_TAKEN = /^\s*(<\?xml|<!doctype|<html|<svg|<script|\{\\rtf|#!|<\?php|MZ|GIF8|BM|II\*|MM)/i;

/**
 * Tells the type of a file on disk.
 * @throws Problem 422 `file.unknown-type`, `file.empty`, `file.damaged`, `file.old-office`, `file.macros`,
 * `file.encrypted`, `file.unpacks-too-large`, `file.phone-photo`, `file.film`, `file.email`, `file.picture-too-large`, `file.archive`, `file.not-text`
 */
export function sniff(path: string, name: string): Promise<Sniffed> {
  return peekInto(path, async (peek) => {
    if (peek.bytes === 0) throw emptyFile();
    const start = await peek.at(0, 1024);
    if (begins(start, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return readPng(peek);
    if (begins(start, 0xff, 0xd8, 0xff)) return readJpeg(peek);
    if (isWebp(start)) return readWebp(peek);
    if (begins(start, 0x50, 0x4b, 0x03, 0x04)) return readOffice(peek);
    if (begins(start, 0xd0, 0xcf, 0x11, 0xe0))
      throw /\.msg$/i.test(name) ? savedEmail() : oldOffice();
    const letters = start.toString('latin1', 0, 12);
    if (PHONE_PHOTO.test(letters)) throw phonePhoto();
    if (FILM_OR_SOUND.test(letters)) throw film();
    if (/\.eml$/i.test(name)) throw savedEmail();
    if (begins(start, 0x25, 0x50, 0x44, 0x46, 0x2d)) return readPdf(peek);
    if (NOT_TAKEN.test(start.toString('latin1').replace(/^\u00ef\u00bb\u00bf/, '')))
      throw unknownType();
    return readText(peek, name);
  });
}

const isWebp = (start: Buffer) =>
  start.toString('latin1', 0, 4) === 'RIFF' && start.toString('latin1', 8, 12) === 'WEBP';

/** ISO 32000: a version at the start, the place of the table of objects and the end mark at the end. */
async function readPdf(peek: Peek): Promise<Sniffed> {
  const head = (await peek.at(0, 16)).toString('latin1');
  const tail = (await peek.at(Math.max(0, peek.bytes - 4096), 4096)).toString('latin1');
  const place = /startxref\s+(\d{1,10})\s+%%EOF/.exec(tail)?.[1];
  if (!/^%PDF-[12]\.\d/.test(head) || place === undefined || Number(place) >= peek.bytes)
    throw damagedFile('PDF');
  const table = (await peek.at(Number(place), 64)).toString('latin1');
  if (!/^\s*(xref\b|\d+\s+\d+\s+obj\b)/.test(table)) throw damagedFile('PDF');
  if (/\/Encrypt\s+\d+\s+\d+\s+R/.test(tail)) throw withPassword();
  return { type: 'pdf', width: null, height: null };
}

/**
 * Text: UTF-16 with its mark, or of any one-byte kind (UTF-8, or the Windows-1252 that Excel still saves). There, bytes
 * that no text has are looked for, not decoded: only the beginning is read, for names.
 */
async function readText(peek: Peek, name: string): Promise<Sniffed> {
  const start = await peek.at(0, 2);
  if (begins(start, 0xff, 0xfe) || begins(start, 0xfe, 0xff)) await checkWide(peek, start);
  else await checkNarrow(peek);
  const beginning = await peek.at(0, MOST_WORDS);
  const words = decodeText(beginning, { isBeginning: true }).text.replace(/\r\n?/g, '\n');
  return { type: /\.(csv|tsv)$/i.test(name) ? 'csv' : 'txt', width: null, height: null, words };
}

/** UTF-16 as Excel and Notepad save it: whole letters, none of them a control character. */
async function checkWide(peek: Peek, mark: Buffer): Promise<void> {
  const decoder = new TextDecoder(mark[0] === 0xff ? 'utf-16le' : 'utf-16be', { fatal: true });
  try {
    for await (const chunk of peek.between(0, peek.bytes))
      if (hasControl(decoder.decode(chunk, { stream: true }))) throw notText();
    decoder.decode();
  } catch {
    throw notText();
  }
}

function hasControl(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (isControl(text.charCodeAt(at))) return true;
  return false;
}

async function checkNarrow(peek: Peek): Promise<void> {
  let isStart = true;
  for await (const chunk of peek.between(0, peek.bytes)) {
    if (chunk.some(isControl)) throw isStart ? unknownType() : notText();
    isStart = false;
  }
}

/** Control characters other than white space and the escape of old printers. */
const isControl = (byte: number) =>
  byte === 0x7f || (byte < 0x20 && !(byte >= 0x09 && byte <= 0x0d) && byte !== 0x1b);
