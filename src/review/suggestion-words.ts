/** What the marks say, in words: the same on the page and in the script that keeps it up to date. */
import type { Descriptor, Framework, Statement } from '../framework/framework.js';
import { levelMarks, type Marks } from './marks.js';
import { describe, levelWords, type Rating } from './rating.js';
import { counted } from './sentences.js';
import { suggest } from './suggestion.js';

/** "5 points, 2 in place, 1 partly" */
export function countWords(descriptor: Descriptor, marks: Marks): string {
  const { met, partly } = levelMarks(descriptor, marks);
  const points = counted(descriptor.criteria.length, 'point');
  return `${points}, ${met} in place${partly > 0 ? `, ${partly} partly` : ''}`;
}

/** What the notice says; null when no point is marked. The script on the page says the same. */
export function suggestionWords(
  framework: Framework,
  statement: Statement,
  rating: Rating,
  marks: Marks,
): { heading: string; why: string; youDecide: string } | null {
  if (Object.keys(marks).length === 0) return null;
  const { suggested, reason } = suggest(framework, statement, marks);
  if (suggested === null) {
    return { heading: 'The points do not suggest a level yet', why: reason, youDecide: '' };
  }
  const at =
    suggested === 'not-yet'
      ? lower(describe(suggested, framework))
      : levelWords(framework, suggested);
  const differs = typeof rating === 'number' && rating !== suggested;
  return {
    heading: `The points suggest ${at}`,
    why: reason,
    youDecide: differs
      ? `You decide: say below what makes ${levelWords(framework, rating)} the better fit.`
      : '',
  };
}

const lower = (words: string) => words.charAt(0).toLowerCase() + words.slice(1);
