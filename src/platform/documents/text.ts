/** Bytes as text: UTF-8, UTF-16 with or without its mark, Mac Roman, or Windows-1252. */

interface Decoded {
  text: string;
  encoding: string;
}

/**
 * The text of some bytes without a byte order mark, and what they were taken for. Where they are only the beginning of
 * a file, its last letter may be cut. Any bytes come out as something: ask `looksLikeText` whether they were text.
 */
export function decodeText(bytes: Uint8Array, { isBeginning = false } = {}): Decoded {
  const wide = markOf(bytes) ?? unmarkedWide(bytes);
  return decode(bytes, wide ?? 'utf-8', isBeginning) ?? decodeOneByte(bytes);
}

function markOf(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return null;
}

/** UTF-16 whose mark was lost: nearly every second byte of its beginning is a nought, and no other is. */
function unmarkedWide(bytes: Uint8Array): string | null {
  const start = bytes.subarray(0, 2000);
  const noughts = [0, 0];
  start.forEach((byte, at) => {
    if (byte === 0) noughts[at % 2]! += 1;
  });
  const [even = 0, odd = 0] = noughts;
  if (start.length < 8 || (even > 0 && odd > 0)) return null;
  if (odd * 10 > start.length * 4) return 'utf-16le';
  return even * 10 > start.length * 4 ? 'utf-16be' : null;
}

function decode(bytes: Uint8Array, encoding: string, isBeginning: boolean): Decoded | null {
  try {
    const decoder = new TextDecoder(encoding, { fatal: true });
    return { text: decoder.decode(bytes, { stream: isBeginning }), encoding };
  } catch {
    return null;
  }
}

/** Of the two one-byte kinds that offices save, the one whose letters stand as words have them. */
function decodeOneByte(bytes: Uint8Array): Decoded {
  const western = decodeWestern(bytes);
  const odd = oddities(western.text);
  if (odd === 0) return western;
  const encoding = 'macintosh';
  const text = new TextDecoder(encoding).decode(bytes);
  return oddities(text) < odd ? { text, encoding } : western;
}

/** A capital, an opening mark or a sign of mathematics behind a small letter, another sign within a word, a control character. */
const ODD =
  /\p{Ll}(?:[\u00c0-\u00dd\u0152\u0160\u0178\u017d‘“\u0080-\u009f\u00a1-\u00bf∞±≤≥∂∑∏π∫Ω√≈∆◊]|[†‡ˆ‰‹›•˜™](?=\p{Ll}))|[\u0080-\u009f]/gu;

const oddities = (text: string): number => text.slice(0, 200_000).match(ODD)?.length ?? 0;

/** What Windows-1252 has where Latin-1 has control characters, from 0x80; itself where it has nothing. */
const WESTERN = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** The letter of one byte of Windows-1252. */
export const westernLetter = (byte: number): string =>
  WESTERN[byte - 0x80] ?? String.fromCharCode(byte);

/** Windows-1252, by hand: the TextDecoder of Node.js 20 takes it for Latin-1. */
function decodeWestern(bytes: Uint8Array): Decoded {
  const latin = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  const text = latin.replace(/[\u0080-\u009f]/gu, (letter) => westernLetter(letter.charCodeAt(0)));
  return { text, encoding: 'windows-1252' };
}

/** Text has no noughts and hardly any other control characters than those of white space. */
export function looksLikeText(text: string): boolean {
  if (text.includes('\0')) return false;
  const controls = text.match(/(?![\s\u0085])[\p{Cc}\ufffd]/gu);
  return (controls?.length ?? 0) * 200 <= text.length;
}

/**
 * Marks that nobody sees and programs leave in what is copied: of width nought, of direction, soft hyphens. Joiners
 * within a word belong to it: Persian is spelt with them, and emoji are made of several.
 */
const INVISIBLE =
  /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]|(?<!\S)[\u200c\u200d]|[\u200c\u200d](?!\S)/gu;
/** White space within a line that is no plain blank or tab. */
const BLANKS = /[\u00a0\u2000-\u200a\u202f\u205f\u3000]/gu;

/** A text without joiners between its letters, as addresses have none. */
export const withoutJoiners = (text: string): string => text.replace(/[\u200c\u200d]/gu, '');

/** A text without invisible marks, and every other blank as a plain one. */
export const withoutInvisible = (text: string): string =>
  text.replace(INVISIBLE, '').replace(BLANKS, ' ');
