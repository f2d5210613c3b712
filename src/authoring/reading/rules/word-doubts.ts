/**
 * Words that look damaged. Nothing here is ever changed: rules for words were wrong too often, so that a person
 * sees the place, and what the words might have been.
 */

import { distance } from '../../../framework/compare/similar.js';
import { beginsSentence, endsSentence, wordsIn } from '../../../platform/documents/sentences.js';
import { isCutWord, timesOf, type Vocabulary } from './vocabulary.js';

/** English, or not known. */
export type Language = 'en' | null;

export interface WordDoubt {
  rule: string;
  says: string;
  proposal: string | null;
}

/** A word that stands this often in the document is taken to be spelt right. */
const OFTEN = 4;
/** Words of one letter in English, and in any language written with Latin letters. */
const ENGLISH_LETTERS = new Set(['a']);
const LATIN_LETTERS = new Set(['a', 'i', 'à', 'e', 'é', 'è', 'o', 'y', 'u', 'ó', 'ò', 'w', 'z']);
/** Words that may well stand twice in a row. */
const MAY_REPEAT = new Set(['that', 'had', 'is', 'nous', 'vous', 'die', 'der', 'das', 'sie']);

/** What looks damaged in the words of one cell or title. */
export function wordDoubts(text: string, vocabulary: Vocabulary, language: Language): WordDoubt[] {
  return [
    ...doubledWords(text),
    ...loneLetters(text, language),
    ...rareWords(text, vocabulary),
    ...cutWords(text, vocabulary),
  ];
}

function doubledWords(text: string): WordDoubt[] {
  return [...text.matchAll(/(?<![\p{L}\p{N}])(\p{L}{2,})\s+\1(?![\p{L}\p{N}'’-])/giu)]
    .filter(([, word]) => !MAY_REPEAT.has((word ?? '').toLowerCase()))
    .map(([both, word]) => ({
      rule: 'doubled word',
      says: `“${word}” stands twice in a row.`,
      proposal: text.replace(both, word ?? ''),
    }));
}

/** A small letter that stands alone and is no word: the rest of it was probably lost. */
function loneLetters(text: string, language: Language): WordDoubt[] {
  const words = language === 'en' ? ENGLISH_LETTERS : LATIN_LETTERS;
  return [...text.matchAll(/(?<![\p{L}\p{N}.’'&/(-])(\p{Ll})(?![\p{L}\p{N}.’'&/)-])/gu)]
    .filter(([, letter = '']) => /\p{Script=Latin}/u.test(letter) && !words.has(letter))
    .map(([, letter]) => ({
      rule: 'lone letter',
      says: `“${letter}” stands alone: letters beside it may have been lost.`,
      proposal: null,
    }));
}

/** A word that stands once and has a letter more or less than one that stands often. */
function rareWords(text: string, vocabulary: Vocabulary): WordDoubt[] {
  const doubts: WordDoubt[] = [];
  for (const word of new Set(wordsIn(text))) {
    if (word.length < 5 || /[^\p{L}]/u.test(word) || timesOf(vocabulary, word) > 1) continue;
    const near = neighbour(word.toLowerCase(), vocabulary);
    if (near === null) continue;
    doubts.push({
      rule: 'rare word',
      says: `“${word}” stands only here; “${near}” stands often.`,
      proposal: text.replace(wholeWord(word), sameCase(near, word)),
    });
  }
  return doubts;
}

/** A word of letters where it stands alone, not within a longer one. */
const wholeWord = (word: string) => new RegExp(`(?<!\\p{L})${word}(?!\\p{L})`, 'u');

function neighbour(word: string, vocabulary: Vocabulary): string | null {
  let best: { word: string; times: number } | null = null;
  for (const [other, times] of vocabulary) {
    if (times < Math.max(OFTEN, best?.times ?? 0) || Math.abs(other.length - word.length) !== 1)
      continue;
    if (!isInflection(word, other) && distance(word, other, 1) === 1) best = { word: other, times };
  }
  return best?.word ?? null;
}

/** "provides" and "providers" are both right: they differ only in how the word ends. */
function isInflection(a: string, b: string): boolean {
  return stem(a) === stem(b) || a.startsWith(b) || b.startsWith(a);
}

function stem(word: string): string {
  return word.replace(/(?:ers?|e?s|e?d|ing|ly|e)$/u, '');
}

function sameCase(word: string, like: string): string {
  return /^\p{Lu}/u.test(like) ? word.charAt(0).toUpperCase() + word.slice(1) : word;
}

/** Two words that are one elsewhere in the document. */
function cutWords(text: string, vocabulary: Vocabulary): WordDoubt[] {
  const doubts: WordDoubt[] = [];
  const words = text.split(/\s+/u);
  words.slice(1).forEach((right, index) => {
    const left = words[index] ?? '';
    if (!isCutWord(vocabulary, left, right)) return;
    doubts.push({
      rule: 'word in two',
      says: `“${left} ${right}” is one word elsewhere in the document.`,
      proposal: text.replace(`${left} ${right}`, () => `${left}${right}`),
    });
  });
  return doubts;
}

/** A cell that begins or stops in mid-sentence, in a document whose cells are sentences. */
export function edgeDoubts(text: string, needsStop: boolean): WordDoubt[] {
  const doubts: WordDoubt[] = [];
  if (!beginsSentence(text)) {
    doubts.push({
      rule: 'begins in mid-sentence',
      says: 'The words begin with a small letter: what stands before them may be missing or in another cell.',
      proposal: null,
    });
  }
  if (needsStop && !endsSentence(text)) {
    doubts.push({
      rule: 'stops in mid-sentence',
      says: 'The words do not end with a full stop: what follows them may be missing or in another cell.',
      proposal: null,
    });
  }
  return doubts;
}
