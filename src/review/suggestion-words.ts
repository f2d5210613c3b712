/** What the marks say, in words: the same on the page and in the script that keeps it up to date. */
import type { Descriptor, Framework, Statement } from '../framework/framework.js';
import { levelMarks, type Mark, type Marks } from './marks.js';
import { describeWithin } from './rating.js';
import { suggest } from './suggestion.js';

/** "2 of 5 criteria met, 1 partly". An optional criterion counts once it is met. */
export function countWords(descriptor: Descriptor, marks: Marks): string {
  const { points, met, partly } = levelMarks(descriptor, marks);
  const all = points || descriptor.criteria.length;
  const noun = all === 1 ? 'criterion' : 'criteria';
  return `${met} of ${all} ${noun} met${partly > 0 ? `, ${partly} partly` : ''}`;
}

/** A mark as people read it. */
export const markWords = (mark: Mark | null): string => (mark ? MARK_WORDS[mark] : 'Not marked');

const MARK_WORDS: Record<Mark, string> = { met: 'Met', partly: 'Partly', 'not-yet': 'Not yet' };

/** What the notice says: the level inside a sentence, and why. Null while there is no suggestion. */
export function suggestionWords(
  framework: Framework,
  statement: Statement,
  marks: Marks,
): { level: string; why: string } | null {
  if (Object.keys(marks).length === 0) return null;
  const { suggested, reason } = suggest(framework, statement, marks);
  if (suggested === null) return null;
  return { level: describeWithin(suggested, framework), why: reason };
}
