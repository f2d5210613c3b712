/** How hard sentences are to read: Flesch and Kincaid's grade, which is the American school year that they suit. */

/** The shortest sentence that counts: what is shorter is a label. */
const LEAST_WORDS = 4;

const wordsIn = (text: string): string[] =>
  text.split(/\s+/).filter((word) => /\p{L}/u.test(word) && !/[@/]/.test(word));

/** The sentences of a text that have four words or more. */
export const sentencesIn = (text: string): string[] =>
  text.split(/(?<=[.?!:;…])\s/).filter((sentence) => wordsIn(sentence).length >= LEAST_WORDS);

/** Endings that are not spoken: of "marked", "notes", "note", and not of "started", "pages", "people". */
const SILENT = /(?<=[^aeiouytd])ed$|(?<=[^laeiouyszxcgh])es$|(?<=[^laeiouy])e$/;

/** How many syllables a word has: its groups of vowels, without a silent ending. Close enough for many words. */
export function syllablesOf(word: string): number {
  const letters = word.toLowerCase().replace(/[^a-z]/g, '');
  if (letters.length <= 3) return 1;
  const spoken = letters.replace(SILENT, '').replace(/^y/, '');
  return Math.max(1, spoken.match(/[aeiouy]{1,2}/g)?.length ?? 1);
}

/** The grade of some sentences, and how many words they have. */
export function gradeOf(sentences: readonly string[]): { grade: number; words: number } {
  const words = sentences.flatMap(wordsIn);
  if (words.length === 0) return { grade: 0, words: 0 };
  const syllables = words.reduce((sum, word) => sum + syllablesOf(word), 0);
  const grade =
    0.39 * (words.length / sentences.length) + 11.8 * (syllables / words.length) - 15.59;
  return { grade: Math.round(grade * 10) / 10, words: words.length };
}
