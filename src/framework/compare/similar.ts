/** How near two words or lines are to each other. */

import { wordsIn } from '../../platform/documents/sentences.js';

/** The edit distance of two words (insert, delete, replace), or `limit + 1` once it is more than the limit. */
export function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, row[j]! + 1, next[j - 1]! + 1));
    }
    if (Math.min(...next) > limit) return limit + 1;
    row = next;
  }
  return Math.min(row[b.length]!, limit + 1);
}

/** True when two lines have the same words but for one, and that differs in no more than two letters. */
export function isAlike(a: string, b: string): boolean {
  const left = wordsIn(a.toLowerCase());
  const right = wordsIn(b.toLowerCase());
  if (left.length !== right.length) return false;
  const different = left.filter((word, index) => word !== right[index]);
  if (different.length !== 1) return different.length === 0;
  const at = left.findIndex((word, index) => word !== right[index]);
  return distance(left[at]!, right[at]!, 2) <= 2;
}

/** How much two titles share, in words: 0 nothing, 1 all. */
export const likeness = (a: string, b: string): number => sharedOf(wordSet(a), wordSet(b));

/** The words of a title, in small letters. */
export const wordSet = (title: string): Set<string> => new Set(wordsIn(title.toLowerCase()));

/** How much two sets of words share: 0 nothing, 1 all (the Dice measure). */
export function sharedOf(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  if (left.size + right.size === 0) return 1;
  let shared = 0;
  for (const word of left) if (right.has(word)) shared += 1;
  return (2 * shared) / (left.size + right.size);
}
