/** Bytes as text: UTF-8, UTF-16 with its mark, or Windows-1252. */

interface Decoded {
  text: string;
  encoding: string;
}

/**
 * The text of some bytes without a byte order mark, and what they were taken for. Where they are only the beginning of
 * a file, its last letter may be cut. Any bytes come out as something: ask `looksLikeText` whether they were text.
 */
export function decodeText(bytes: Uint8Array, { isBeginning = false } = {}): Decoded {
  return decode(bytes, markOf(bytes) ?? 'utf-8', isBeginning) ?? decodeWestern(bytes);
}

function markOf(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return null;
}

function decode(bytes: Uint8Array, encoding: string, isBeginning: boolean): Decoded | null {
  try {
    const decoder = new TextDecoder(encoding, { fatal: true });
    return { text: decoder.decode(bytes, { stream: isBeginning }), encoding };
  } catch {
    return null;
  }
}

/** What Windows-1252 has where Latin-1 has control characters, from 0x80; itself where it has nothing. */
const WESTERN = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Windows-1252, by hand: the TextDecoder of Node.js 20 takes it for Latin-1. */
function decodeWestern(bytes: Uint8Array): Decoded {
  const latin = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  const text = latin.replace(
    /[\u0080-\u009f]/gu,
    (letter) => WESTERN[letter.charCodeAt(0) - 0x80] ?? letter,
  );
  return { text, encoding: 'windows-1252' };
}

/** Text has no noughts and hardly any other control characters than those of white space. */
export function looksLikeText(text: string): boolean {
  if (text.includes('\0')) return false;
  const controls = text.match(/(?![\s\u0085])[\p{Cc}\ufffd]/gu);
  return (controls?.length ?? 0) * 200 <= text.length;
}
