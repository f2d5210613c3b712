/** Descriptors that the document should hold and of which no wording can be read. */

import { endsSentence, wordsIn } from '../../../platform/documents/sentences.js';

/** A cell that says that a statement has no such level. */
const NO_SUCH_LEVEL = /^[-–—/.]+$/u;
/** Short words that say something by themselves. */
const SAYS_ENOUGH =
  /^(?:n\/?a\.?|not applicable|not (?:yet|met|in place|evident|started)|none(?: yet)?|nil|never|rarely|sometimes|often|always|yes|no|partly|fully|few|some|most|all|\p{N}+\s+\p{L}+)$/iu;

/** True for words that say that there is nothing to say, so that a person should look at them. */
export const saysNothing = (text: string): boolean => /^(?:n\/?a\.?|not applicable)$/iu.test(text);

/** Cells of a document whose middle length is at least this are sentences, so that one of two words is none. */
const SENTENCES = 8;

export type Readability = 'words' | 'empty' | 'unreadable' | 'no such level';

/** Whether the words of a cell can be read; `usual` is the middle number of words in the document's cells. */
export function readability(text: string, usual: number): Readability {
  if (text === '') return 'empty';
  if (NO_SUCH_LEVEL.test(text)) return 'no such level';
  if (SAYS_ENOUGH.test(text)) return 'words';
  const words = wordsIn(text.toLowerCase());
  const isOneWordAgain = words.length > 1 && new Set(words).size === 1;
  const isScrap = words.length <= 2 && usual >= SENTENCES && !endsSentence(text);
  return !/\p{L}/u.test(text) || isOneWordAgain || isScrap ? 'unreadable' : 'words';
}

/** The middle number of words of some texts; 0 when there are none. */
export function usualLength(texts: readonly string[]): number {
  const lengths = texts.filter((text) => text !== '').map((text) => wordsIn(text).length);
  return lengths.sort((a, b) => a - b)[Math.floor(lengths.length / 2)] ?? 0;
}
