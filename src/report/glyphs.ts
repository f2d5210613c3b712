/** Which characters the report's fonts can show, and what to print in place of any other. */

/** Printed where a character has no letter in the fonts. */
const NO_LETTER = '\ufffd';
/** What Open Sans holds: texts of nothing else, nearly all, are not looked at letter by letter. */
const PLAIN = /^[\n\t\x20-\x7e\u00a0-\u017f‘’“”–—…•]*$/;
/** Joiners, soft hyphens, signs of direction and the like are not shown, so no font needs them; of U+180F Typst knows nothing. */
const UNSEEN = /[^\P{Default_Ignorable_Code_Point}\u180f]/u;
const clusters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The code points that a font has a glyph for. */
export type Letters = ReadonlySet<number>;

/** A character that no font has. */
export interface LostLetter {
  letter: string;
  /** The statements, or themes, in whose texts it stands; none where it stands elsewhere. */
  codes: string[];
}

/** Reads a font's cmap: its subtables of format 4 (the basic plane) and 12 (all planes). */
export function lettersOf(cmap: Buffer): Letters {
  const letters = new Set<number>();
  for (let at = 0; at < cmap.readUInt16BE(2); at += 1) {
    const subtable = cmap.subarray(cmap.readUInt32BE(4 + at * 8 + 4));
    const format = subtable.readUInt16BE(0);
    if (format === 4) for (const letter of segments(subtable)) letters.add(letter);
    if (format === 12) for (const letter of groups(subtable)) letters.add(letter);
  }
  return letters;
}

function* segments(subtable: Buffer): Generator<number> {
  const bytes = subtable.readUInt16BE(6);
  for (let at = 0; at < bytes; at += 2) {
    const end = subtable.readUInt16BE(14 + at);
    const start = subtable.readUInt16BE(16 + bytes + at);
    const offsetAt = 16 + bytes * 3 + at;
    const offset = subtable.readUInt16BE(offsetAt);
    for (let letter = start; letter <= end && letter !== 0xffff; letter += 1) {
      // A segment may have gaps, whose glyph is 0.
      const isGap =
        offset !== 0 && subtable.readUInt16BE(offsetAt + offset + (letter - start) * 2) === 0;
      if (!isGap) yield letter;
    }
  }
}

function* groups(subtable: Buffer): Generator<number> {
  for (let at = 0; at < subtable.readUInt32BE(12); at += 1) {
    const start = subtable.readUInt32BE(16 + at * 12);
    const end = subtable.readUInt32BE(20 + at * 12);
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
      .replace(/\r\n?|[\u2028\u2029]/g, '\n')
      .replace(/\p{Cc}/gu, (mark) => (mark === '\n' || mark === '\t' ? mark : ''))
      .replace(/[\u202a-\u202e\u2066-\u2069\ufeff]/g, ''),
  );
}

/**
 * The same data with a box for every character that no font can show. What is joined to one character, as a family of
 * emoji or a letter with its accents, is looked at as a whole: one font has to hold all of it.
 */
export function printable<T>(data: T, fonts: () => readonly Letters[]): T {
  return eachText(data, (text) => boxed(text, fonts, () => {}));
}

/** The characters of these texts that no font can show, each once. `fonts` is asked only where a text is not plain. */
export function lostLetters(data: unknown, fonts: () => readonly Letters[]): LostLetter[] {
  const lost = new Map<string, Set<string>>();
  eachText(writing(data), (text, code) =>
    boxed(text, fonts, (letter) => {
      const codes = lost.get(letter) ?? new Set();
      lost.set(letter, code ? codes.add(code) : codes);
    }),
  );
  return [...lost].map(([letter, codes]) => ({ letter, codes: [...codes] }));
}

function boxed(
  text: string,
  fonts: () => readonly Letters[],
  onLost: (letter: string) => void,
): string {
  if (PLAIN.test(text)) return text;
  return Array.from(clusters.segment(text), ({ segment }) => {
    if (PLAIN.test(segment) || isShown(segment, fonts())) return segment;
    onLost(segment);
    return NO_LETTER;
  }).join('');
}

function isShown(cluster: string, fonts: readonly Letters[]): boolean {
  const seen = [...cluster].filter((each) => !UNSEEN.test(each)).map((each) => each.codePointAt(0)!);
  return seen.length === 0 || fonts.some((letters) => seen.every((each) => letters.has(each)));
}

/** Changes every text; it is told the `code` of the nearest thing around it that has one. */
function eachText<T>(data: T, change: (text: string, code: string) => string): T {
  const walk = (value: unknown, code: string): unknown => {
    if (typeof value === 'string') return change(value, code);
    if (Array.isArray(value)) return value.map((each) => walk(each, code));
    if (typeof value !== 'object' || value === null) return value;
    const own = 'code' in value && typeof value.code === 'string' ? value.code : code;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, walk(each, own)]));
  };
  return walk(data, '') as T;
}
