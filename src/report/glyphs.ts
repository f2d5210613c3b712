/** Which characters the report's fonts can show, and what to print in place of any other. */

/** Printed where a character has no letter in the fonts. */
const NO_LETTER = '\ufffd';

/** The code points that at least one of these TrueType fonts maps to a glyph. */
export function glyphsOf(fonts: readonly Buffer[]): ReadonlySet<number> {
  const glyphs = new Set<number>();
  for (const font of fonts) for (const letter of glyphsIn(font)) glyphs.add(letter);
  return glyphs;
}

/** Reads the font's cmap: its subtables of format 4 (the basic plane) and 12 (all planes). */
function* glyphsIn(font: Buffer): Generator<number> {
  const cmap = tableOf(font, 'cmap');
  if (cmap === null) return;
  for (let at = 0; at < font.readUInt16BE(cmap + 2); at += 1) {
    const subtable = cmap + font.readUInt32BE(cmap + 4 + at * 8 + 4);
    const format = font.readUInt16BE(subtable);
    if (format === 4) yield* segments(font, subtable);
    if (format === 12) yield* groups(font, subtable);
  }
}

function tableOf(font: Buffer, tag: string): number | null {
  for (let at = 0; at < font.readUInt16BE(4); at += 1) {
    const entry = 12 + at * 16;
    if (font.toString('latin1', entry, entry + 4) === tag) return font.readUInt32BE(entry + 8);
  }
  return null;
}

function* segments(font: Buffer, subtable: number): Generator<number> {
  const bytes = font.readUInt16BE(subtable + 6);
  for (let at = 0; at < bytes; at += 2) {
    const end = font.readUInt16BE(subtable + 14 + at);
    const start = font.readUInt16BE(subtable + 16 + bytes + at);
    for (let letter = start; letter <= end && letter !== 0xffff; letter += 1) yield letter;
  }
}

function* groups(font: Buffer, subtable: number): Generator<number> {
  for (let at = 0; at < font.readUInt32BE(subtable + 12); at += 1) {
    const start = font.readUInt32BE(subtable + 16 + at * 12);
    const end = font.readUInt32BE(subtable + 20 + at * 12);
    for (let letter = start; letter <= end; letter += 1) yield letter;
  }
}

/**
 * The same data with everything taken out of its texts that is no writing: control characters other than tabs and
 * line breaks, marks that turn the direction of the line, halves of surrogate pairs.
 */
export function writing<T>(data: T): T {
  return eachText(data, (text) =>
    text
      .toWellFormed()
      .normalize('NFC')
      .replace(/\r\n?/g, '\n')
      .replace(/\p{Cc}/gu, (mark) => (mark === '\n' || mark === '\t' ? mark : ''))
      .replace(/[\u202a-\u202e\u2066-\u2069\ufeff]/g, ''),
  );
}

/** The same data with a box for every character that the letters do not hold. */
export function printable<T>(data: T, glyphs: ReadonlySet<number>): T {
  return eachText(data, (text) =>
    text
      .replace(/\p{Cf}|[\ufe00-\ufe0f]/gu, '')
      .replace(/[^\n\t]/gu, (letter) => (glyphs.has(letter.codePointAt(0)!) ? letter : NO_LETTER)),
  );
}

function eachText<T>(data: T, change: (text: string) => string): T {
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') return change(value);
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, walk(each)]));
  };
  return walk(data) as T;
}
