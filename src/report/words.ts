/** Small words that every report needs: numbers, days, what a review is called. */

import type { Framework } from '../framework/framework.js';
import { withoutEnd } from '../platform/text-end.js';

const NUMBERS = [
  'no',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];

/** "eight" up to twelve, then figures: "13". */
export function numberWords(number: number): string {
  return NUMBERS[number] ?? String(number);
}

/** The same at the start of a sentence: "Eight". */
export function capital(words: string): string {
  return words.charAt(0).toLocaleUpperCase('en-GB') + words.slice(1);
}

/** A reason as a sentence of its own: a capital at its start and a full stop at its end. */
export function asSentence(reason: string): string {
  const words = capital(reason.trim());
  return /[.?!…]$/.test(words) ? words : `${words}.`;
}

const STAGES = [
  'internal leadership review',
  'peer-to-peer review',
  'expert review',
  'national system review',
];

/** The stage's name: "internal leadership review". */
export function stageName(stage: number): string {
  return STAGES[stage - 1] ?? `stage ${stage}`;
}

/** Which wording a review was made with: "Plain-English edition 1.0". */
export function wordingOf(framework: Framework): string {
  return `${framework.edition ?? framework.title} ${framework.version}`;
}

/** Whose wording it is, in full, for the last page of a report. */
export function provenanceOf(framework: Framework): string {
  const { title, publisher, ownWords } = framework;
  const named = `${title}, ${framework.edition ? `${framework.edition}, ` : ''}version ${framework.version}.`;
  if (!publisher) return named;
  return ownWords
    ? `${named} The wording is Waymark’s own; the model is the work of ${publisher.name} (${publisher.work}).`
    : `${named} Published by ${publisher.name} (${publisher.work}).`;
}

/**
 * At most `most` characters, cut at the end of a word, with an ellipsis that says so. Line breaks become spaces:
 * for places that hold one paragraph.
 */
export function clipped(text: string, most: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= most) return line;
  const cut = line.slice(0, most);
  const space = cut.lastIndexOf(' ');
  return `${withoutEnd(space > most * 0.6 ? cut.slice(0, space) : cut, /[\s,;:.]/)}…`;
}
