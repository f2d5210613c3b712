/** Which characters the report's fonts can show, and what to print in place of any other. */

/** Printed where a character has no letter in the fonts. */
const NO_LETTER = '\ufffd';
/** What Open Sans does not hold, with the letter that an accent may stand on: nearly every text has nothing of it. */
const BEYOND = /[^\n]?[^\n\t\x20-\x7e\u00a0-\u017f‘’“”–—…•]+/gu;
/** Joiners, soft hyphens, signs of direction and the like are not shown, so no font needs them. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}/u;
/** A sign of Mongolian that is not shown either, and of which Typst does not know that. */
const UNKNOWN = '\u180f';
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
  return eachText(data, written);
}

const written = (text: string): string =>
  text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/\p{Cc}/gu, (mark) => (mark === '\n' || mark === '\t' ? mark : ''))
    .replace(/[\u202a-\u202e\u2066-\u2069\ufeff]/g, '');

/**
 * The same data with a box for every character that no font can show. What is joined to one character, as a family of
 * emoji or a letter with its accents, is looked at as a whole: one font has to hold all of it. `fonts` is asked only
 * where a text has more than Open Sans holds.
 */
export function printable<T>(data: T, fonts: () => readonly Letters[]): T {
  return eachText(data, (text) =>
    text.replace(BEYOND, (run) =>
      Array.from(clusters.segment(run), ({ segment }) =>
        isShown(segment, fonts()) ? segment : NO_LETTER,
      ).join(''),
    ),
  );
}

/** The characters of these texts that no font can show, each once. `fonts` is asked as in `printable`. */
export function lostLetters(data: unknown, fonts: () => readonly Letters[]): LostLetter[] {
  const lost = new Map<string, Set<string>>();
  const look = (text: string, code: string) => {
    for (const [run] of written(text).matchAll(BEYOND)) {
      for (const { segment } of clusters.segment(run)) {
        if (isShown(segment, fonts())) continue;
        const codes = lost.get(segment) ?? new Set();
        lost.set(segment, code ? codes.add(code) : codes);
      }
    }
  };
  readTexts(data, (text, code) => {
    if (text.search(BEYOND) >= 0) look(text, code);
  });
  return [...lost].map(([letter, codes]) => ({ letter, codes: [...codes] }));
}

function isShown(cluster: string, fonts: readonly Letters[]): boolean {
  const first = cluster.codePointAt(0)!;
  const isOne = cluster.length === (first > 0xffff ? 2 : 1);
  if (isOne && fonts.some((letters) => letters.has(first))) return true;
  const seen = [...cluster]
    .filter((each) => !UNSEEN.test(each) || each === UNKNOWN)
    .map((each) => each.codePointAt(0)!);
  return seen.length === 0 || fonts.some((letters) => seen.every((each) => letters.has(each)));
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

/** Reads every text, with the `code` of the nearest thing around it that has one. */
function readTexts(value: unknown, read: (text: string, code: string) => void, code = ''): void {
  if (typeof value === 'string') read(value, code);
  if (typeof value !== 'object' || value === null) return;
  const own = 'code' in value && typeof value.code === 'string' ? value.code : code;
  for (const each of Object.values(value)) readTexts(each, read, own);
}
