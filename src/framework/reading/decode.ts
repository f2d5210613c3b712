/** Bytes as text: UTF-8, UTF-16 with its mark, or Windows-1252. */

import { invalid } from '../../problems.js';

/** The text of some bytes, and what they were taken for. @throws Problem reading.not-text */
export function decodeText(bytes: Uint8Array): { text: string; encoding: string } {
  const marked = markOf(bytes);
  const found = marked ? decode(bytes, marked) : (decode(bytes, 'utf-8') ?? decodeWestern(bytes));
  if (found === null || !isText(found.text)) {
    throw invalid(
      'reading.not-text',
      'This file is not text that can be read. Choose a PDF, a Word or Excel file, or save the text as UTF-8.',
    );
  }
  return found;
}

function markOf(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return null;
}

function decode(bytes: Uint8Array, encoding: string): { text: string; encoding: string } | null {
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding };
  } catch {
    return null;
  }
}

/** What Windows-1252 has where Latin-1 has control characters, from 0x80; itself where it has nothing. */
const WESTERN = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Windows-1252, by hand: the TextDecoder of Node.js 20 takes it for Latin-1. */
function decodeWestern(bytes: Uint8Array): { text: string; encoding: string } {
  const latin = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  const text = latin.replace(
    /[\u0080-\u009f]/gu,
    (letter) => WESTERN[letter.charCodeAt(0) - 0x80] ?? letter,
  );
  return { text, encoding: 'windows-1252' };
}

/** Text has no noughts and hardly any other control characters than those of white space. */
function isText(text: string): boolean {
  if (text.includes('\0')) return false;
  const controls = text.match(/(?![\s\u0085])[\p{Cc}\ufffd]/gu);
  return (controls?.length ?? 0) * 200 <= text.length;
}
