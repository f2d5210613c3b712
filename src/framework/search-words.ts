/** Words as a search sees them: without capitals, accents, apostrophes and endings, and where they stand in their text. */

export interface Word {
  /** Small letters without accents. */
  folded: string;
  /** The same without its ending. */
  stem: string;
  from: number;
  to: number;
}

const WORD = /[\p{L}\p{N}]+(?:[.'’‘ʼ][\p{L}\p{N}]+)*/gu;

const SMALL = new Set(
  'a an and are as at be by can do does for from has have how in into is it its of on or our so that the their them they this to we what when where which who will with you your'.split(
    ' ',
  ),
);

/** True for words that stand in nearly every sentence and so tell nothing. */
export const isSmallWord = (folded: string): boolean => SMALL.has(folded);

/** The words of a text in order. "2.4" is one word, and so is "school's". */
export function wordsOf(text: string): Word[] {
  return [...text.matchAll(WORD)].map((match) => {
    const folded = fold(match[0]);
    return { folded, stem: stemOf(folded), from: match.index, to: match.index + match[0].length };
  });
}

function fold(word: string): string {
  return word
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[’'‘ʼ]s$/, '')
    .replace(/[’'‘ʼ]/g, '');
}

/** Endings of English words, longest first. What is left is no word, only the same for the same word. */
const ENDINGS = /(?:ational|ations?|ators?|ating|ated|ates|ate|ings?|ies|ions?|ed|es|ers?|e|y|s)$/;

function stemOf(folded: string): string {
  if (folded.length < 4 || /\d/.test(folded) || folded.endsWith('ss')) return folded;
  const stem = folded.replace(ENDINGS, '');
  if (stem.length < 3) return folded;
  return stem.replace(/([^aeiouls])\1$/, '$1');
}

/** How well a word answers a wanted one: 3 the same, 2 another form of it, 1 begins with it, 0 not at all. */
export function quality(word: Word, wanted: Word): number {
  if (word.folded === wanted.folded) return 3;
  if (word.stem === wanted.stem) return 2;
  return wanted.folded.length >= 3 && word.folded.startsWith(wanted.folded) ? 1 : 0;
}

/** True when some known word answers the wanted one. */
export function beginningsMatch(known: Iterable<string>, wanted: Word): boolean {
  for (const folded of known) {
    if (quality({ folded, stem: stemOf(folded), from: 0, to: 0 }, wanted) > 0) return true;
  }
  return false;
}
