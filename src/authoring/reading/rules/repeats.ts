/** Fragments that stand twice: the same line, or a run of lines, once more straight after itself. */

import { isAlike } from '../../../framework/compare/similar.js';
import { beginsSentence, endsSentence, wordsIn } from '../../../platform/documents/sentences.js';
import { timesOf, type Vocabulary } from './vocabulary.js';

/** The longest run of lines that is looked for. */
const LONGEST = 4;

export interface Repeat {
  /** Index of the piece that is set aside. */
  index: number;
  /** Index of the piece that it repeats. */
  of: number;
  /** False when a word differs: then a person should look which of the two is right. */
  exact: boolean;
  /** True when a sentence may go on with the same words, so that they may be meant to stand twice. */
  mayBeMeant: boolean;
}

/**
 * The pieces of one cell that only repeat what stands before (or, where that is misspelt, after) them.
 * Exact repeats need two words; one that differs in a letter must also begin where no sentence begins.
 */
export function findRepeats(pieces: readonly string[], vocabulary: Vocabulary): Repeat[] {
  const repeats: Repeat[] = [];
  const gone = new Set<number>();
  for (let at = 1; at < pieces.length; at += 1) {
    const length = runLength(pieces, at);
    if (length > 0 && !gone.has(at)) {
      const mayBeMeant = !restarts(pieces, at);
      for (let step = 0; step < length; step += 1) {
        repeats.push({ index: at + step, of: at + step - length, exact: true, mayBeMeant });
        gone.add(at + step);
      }
      at += length - 1;
      continue;
    }
    const near = nearRepeat(pieces, at, vocabulary);
    if (near) repeats.push(near);
  }
  return repeats;
}

/** The length of the run of pieces that stands both before and from this place, or 0. */
function runLength(pieces: readonly string[], at: number): number {
  for (let length = 1; length <= Math.min(LONGEST, at, pieces.length - at); length += 1) {
    const before = pieces.slice(at - length, at).join(' ');
    const again = pieces.slice(at, at + length).join(' ');
    if (before === again && isWorthy(again)) return length;
  }
  return 0;
}

/** One word may well stand twice in a row; it only repeats when no sentence could begin with it. */
function isWorthy(text: string): boolean {
  return wordsIn(text).length >= 2 || (endsSentence(text) && !beginsSentence(text));
}

function nearRepeat(pieces: readonly string[], at: number, vocabulary: Vocabulary): Repeat | null {
  const before = pieces[at - 1] ?? '';
  const again = pieces[at] ?? '';
  if (!restarts(pieces, at) || wordsIn(again).length < 3 || !isAlike(before, again)) return null;
  const keepsFirst = rarity(before, vocabulary) <= rarity(again, vocabulary);
  return keepsFirst
    ? { index: at, of: at - 1, exact: false, mayBeMeant: false }
    : { index: at - 1, of: at, exact: false, mayBeMeant: false };
}

/** True when a sentence has just ended and what follows begins none: no text goes on so. */
function restarts(pieces: readonly string[], at: number): boolean {
  return endsSentence(pieces[at - 1] ?? '') && !beginsSentence(pieces[at] ?? '');
}

/** How many words of a text stand nowhere else in the document. */
function rarity(text: string, vocabulary: Vocabulary): number {
  return wordsIn(text).filter((word) => timesOf(vocabulary, word) <= 1).length;
}
