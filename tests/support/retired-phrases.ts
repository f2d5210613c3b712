/** The phrases that people no longer read: tests/retired-phrases.txt. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootFolder } from '../../src/platform/config.js';

const patternOf = (phrase: string) => phrase.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const phrases = readFileSync(join(rootFolder(), 'tests/retired-phrases.txt'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  // The longest first, so that it is the one that is found.
  .sort((one, other) => other.length - one.length);

const RETIRED = new RegExp(
  `(?<![\\p{L}\\p{N}_-])(?:${phrases.map(patternOf).join('|')})(?![\\p{L}\\p{N}_])`,
  'giu',
);

/** The retired phrases in a text, in order, each with some words around it. */
export function retiredIn(text: string): string[] {
  const plain = text.replaceAll("'", '’').replace(/\s+/g, ' ');
  return [...plain.matchAll(RETIRED)].map(({ 0: phrase, index }) => {
    const around = plain.slice(Math.max(0, index - 30), index + phrase.length + 30);
    return `“${phrase}” in “${around.trim()}”`;
  });
}
