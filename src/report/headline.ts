/** The sentences at the top of a report: what this year says, in words that stay true when little is recorded. */

import type { Framework } from '../framework/framework.js';
import { academicYear } from '../platform/academic-year.js';
import { type Comparison, inBoth } from '../review/comparison.js';
import type { Distribution } from '../review/distribution.js';
import { levelWords } from '../review/rating.js';
import { counted } from '../review/sentences.js';
import type { ReportSource } from './source.js';
import { capital, numberWords } from './words.js';

export interface Headline {
  /** One finding, without a full stop: "17 statements went up a level since last year". */
  headline: string;
  /** What belongs to it, or null: "None went down and 15 stayed the same." */
  detail: string | null;
}

export interface Known {
  statements: number;
  recorded: number;
  /** True once the review is closed: until then nothing is agreed for good. */
  isAgreed: boolean;
  comparison: Comparison | null;
  /** "last year", "2024/25", "the review before". */
  since: string;
  /** Why there is no comparison, as a sentence. */
  alone: string;
}

/**
 * What to call the review that this one is compared with, after "since". "Last year" only for those who read it in the
 * review's own year: years later it would mean another.
 */
export function sinceWords(year: number, before: number, thisYear = year): string {
  if (before === year) return 'the review before';
  return before === year - 1 && year === thisYear ? 'last year' : academicYear(before);
}

/** The finding of a review. Honest for a first year, a review that is half done, and an empty one. */
export function headlineOf(known: Known): Headline {
  if (known.recorded === 0) {
    return {
      headline: 'Nothing is recorded yet',
      detail: 'What the team agrees appears here, statement by statement.',
    };
  }
  const { comparison } = known;
  if (!comparison) return firstYear(known);
  const both = inBoth(comparison.counts);
  return both === 0 ? firstYear(known) : compared(comparison, known, both);
}

/** Why a review is compared with none. Whether it is the first, nobody can say: an earlier one may have been deleted. */
export const aloneWords = ({
  isPreviousDeleted,
}: Pick<ReportSource, 'isPreviousDeleted'>): string =>
  isPreviousDeleted
    ? 'The review before this one was deleted, so there is nothing to compare it with.'
    : 'There is no earlier review to compare it with.';

function firstYear({ statements, recorded, isAgreed, comparison, since, alone }: Known): Headline {
  const state = isAgreed ? 'agreed' : 'recorded';
  const headline =
    recorded === statements
      ? `All ${counted(statements, 'statement')} ${statements === 1 ? 'is' : 'are'} ${state}`
      : `${recorded} of ${counted(statements, 'statement')} ${recorded === 1 ? 'is' : 'are'} ${state}`;
  const detail = comparison
    ? `No statement is recorded both now and in ${since === 'last year' ? 'last year’s review' : since}, so nothing can be compared.`
    : alone;
  return { headline, detail };
}

function compared({ counts }: Comparison, known: Known, both: number): Headline {
  const { since, statements, recorded, isAgreed } = known;
  const up = counts['moved-up'];
  const down = counts['moved-down'];
  const others = counts['newly-recorded'] + counts['no-longer-recorded'] + counts['not-comparable'];
  const among = [
    others > 0 ? `This compares the ${both} that were recorded both times.` : '',
    isAgreed || recorded === statements
      ? ''
      : `So far ${recorded} of ${counted(statements, 'statement')} ${recorded === 1 ? 'is' : 'are'} recorded.`,
  ]
    .filter(Boolean)
    .join(' ');
  if (up + down === 0) {
    return { headline: `No statement has changed level since ${since}`, detail: among || null };
  }
  const went = (count: number, way: string) =>
    `${counted(count, 'statement')} went ${way} a level since ${since}`;
  const same = counts.same > 0 ? ` and ${counts.same} stayed the same` : '';
  const rest = up > 0 ? `${capital(other(down))} went down` : 'None went up';
  return {
    headline: up > 0 ? went(up, 'up') : went(down, 'down'),
    detail: [`${rest}${same}.`, among].filter(Boolean).join(' '),
  };
}

const other = (count: number) => (count === 0 ? 'none' : numberWords(count));

/**
 * Where most of the recorded statements stand, if most stand at one level or at two neighbouring ones:
 * "Most are at level 2 or 3." Null when they are spread wider. A place, never an average.
 */
export function mostWords(framework: Framework, whole: Distribution): string | null {
  const levels = whole.counts.filter(({ rating }) => typeof rating === 'number');
  if (whole.recorded < 3) return null;
  const half = whole.recorded / 2;
  const words = levels.map(({ rating }) => levelWords(framework, rating as number));
  const alone = levels.findIndex(({ count }) => count > half);
  if (alone >= 0) return `Most are at ${words[alone]}.`;
  const pairs = levels.slice(1).map(({ count }, at) => count + levels[at]!.count);
  const best = pairs.indexOf(Math.max(...pairs));
  if (best < 0 || pairs[best]! <= half) return null;
  const second = words[best + 1]!;
  const number = String(levels[best + 1]!.rating);
  return `Most are at ${words[best]} or ${second.endsWith(` ${number}`) ? number : second}.`;
}

/** "17 statements are not recorded." of a review that is closed with gaps; null for any other. */
export function gapWords({
  statements,
  recorded,
  isAgreed,
}: Pick<Known, 'statements' | 'recorded' | 'isAgreed'>): string | null {
  const gaps = statements - recorded;
  if (!isAgreed || gaps === 0) return null;
  return `${counted(gaps, 'statement')} ${gaps === 1 ? 'is' : 'are'} not recorded.`;
}
