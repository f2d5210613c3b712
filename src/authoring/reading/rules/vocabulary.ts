/** The document's own words and how often each stands in it: the only dictionary that the rules have. */

import { type Grid, tidy } from '../../../platform/documents/grid.js';
import { wordsIn } from '../../../platform/documents/sentences.js';
import { runAtEnd } from '../../../platform/text-end.js';

export type Vocabulary = ReadonlyMap<string, number>;

/** How often each word stands in the document, in small letters. */
export function vocabularyOf(grid: Grid): Vocabulary {
  const counts = new Map<string, number>();
  for (const row of grid.rows) {
    for (const cell of row.cells) {
      for (const part of cell.parts) {
        for (const word of wordsIn(tidy(part.text).toLowerCase())) {
          counts.set(word, (counts.get(word) ?? 0) + 1);
        }
      }
    }
  }
  return counts;
}

/** How often a word stands in the document. */
export function timesOf(vocabulary: Vocabulary, word: string): number {
  return vocabulary.get(word.toLowerCase()) ?? 0;
}

/**
 * True when two pieces are halves of one word: the whole word stands elsewhere in the document, and at least one
 * half stands nowhere but here.
 */
export function isCutWord(vocabulary: Vocabulary, left: string, right: string): boolean {
  const end = wordsIn(left).at(-1) ?? '';
  const start = wordsIn(right)[0] ?? '';
  if (!/\p{L}$/u.test(left) || !/^\p{Ll}/u.test(right) || end === '' || start === '') return false;
  const halves = Math.min(timesOf(vocabulary, end), timesOf(vocabulary, start));
  return timesOf(vocabulary, end + start) >= 1 && halves <= 1;
}

/**
 * True when a line ends within a word that has no hyphen there, as in narrow columns of a PDF: the whole word stands
 * elsewhere in the document, and neither half does.
 */
export function isCutThrough(vocabulary: Vocabulary, left: string, right: string): boolean {
  const end = runAtEnd(left, /\p{L}/u);
  const start = /^\p{Ll}+/u.exec(right)?.[0] ?? '';
  if (end === '' || start === '' || timesOf(vocabulary, end + start) < 1) return false;
  return Math.max(timesOf(vocabulary, end), timesOf(vocabulary, start)) <= 1;
}

/** "en" when the document's small words are English ones; otherwise null, and English rules are left out. */
export function languageOf(vocabulary: Vocabulary): 'en' | null {
  const words = [...vocabulary.values()].reduce((sum, times) => sum + times, 0);
  const english = ['the', 'and', 'of', 'to', 'for'].reduce(
    (sum, word) => sum + timesOf(vocabulary, word),
    0,
  );
  return english >= words * 0.08 ? 'en' : null;
}
