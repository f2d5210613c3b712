/** Searching a school for words: what is found, and the part of a text that shows why. */
import { type Piece, piecesOf } from '../framework/search.js';
import type { Word } from '../framework/search-words.js';

/** What is searched, in the order in which it is shown. */
export const KINDS = [
  { kind: 'statement', title: 'Statements' },
  { kind: 'answer', title: 'Answers in reviews' },
  { kind: 'evidence', title: 'Evidence' },
  { kind: 'action', title: 'Actions' },
  { kind: 'remark', title: 'Questions and comments' },
  { kind: 'person', title: 'People' },
] as const;
export type Kind = (typeof KINDS)[number]['kind'];

/** One thing that has the words. */
export interface Found {
  title: string;
  /** The page on which it is read. */
  href: string;
  /** Its text, in part of which the words stand; '' where the title alone tells. */
  words: string;
}

/** What was found of one kind: at most MOST, and whether there is more. */
export interface FoundOfKind {
  kind: Kind;
  found: Found[];
  isMore: boolean;
}

/** How many of one kind are given. */
export const MOST = 100;

/** The longest text that is searched for, and the most words of it. */
export const LONGEST = 100;
const MOST_WORDS = 8;

/** What was typed as it is searched for: without what cannot be read, in one line. */
export const typedQuery = (typed: string): string =>
  typed
    .toWellFormed()
    .replace(/\p{Cc}/gu, ' ')
    .slice(0, LONGEST)
    .toWellFormed()
    .trim();

/** The words of it, as they were typed. */
export const typedWords = (query: string): string[] =>
  query.split(/\s+/).filter(Boolean).slice(0, MOST_WORDS);

/** How much of a text is shown before the first word that was found, and in all. */
const BEFORE = 60;
const SHOWN = 200;

/** The part of a text around the first word that was found, cut into what was found and what stands between. */
export function excerptOf(text: string, wanted: Word[]): Piece[] {
  const pieces = piecesOf(text.replace(/\s/g, ' '), wanted);
  const at = pieces.findIndex(({ isFound }) => isFound);
  const first = Math.max(0, at);
  const before = pieces
    .slice(0, first)
    .map((piece) => piece.text)
    .join('');
  const start = endOf(before, BEFORE);
  const shown: Piece[] = start === '' ? [] : [{ text: start, isFound: false }];
  let room = SHOWN;
  for (const piece of pieces.slice(first)) {
    if (room <= 0) return [...shown, { text: '…', isFound: false }];
    const letters = [...piece.text];
    shown.push({ text: letters.slice(0, room).join(''), isFound: piece.isFound });
    room -= letters.length;
  }
  return room < 0 ? [...shown, { text: '…', isFound: false }] : shown;
}

/** The last letters of a text, from the beginning of a word. */
function endOf(text: string, most: number): string {
  const letters = [...text];
  if (letters.length <= most) return text;
  const end = letters.slice(-most).join('');
  return `…${end.slice(end.indexOf(' ') + 1)}`;
}
