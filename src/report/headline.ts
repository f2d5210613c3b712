/** The sentences at the top of a report: what this year says, in words that stay true when little is recorded. */

import type { Framework } from '../framework/framework.js';
import { academicYear } from '../platform/academic-year.js';
import { type Comparison, inBoth } from '../review/comparison.js';
import type { Distribution } from '../review/distribution.js';
import type { Leverage } from '../review/leverage.js';
import { moveKey } from '../review/moves.js';
import { levelWords } from '../review/rating.js';
import { counted } from '../review/sentences.js';
import type { ReportSource } from './source.js';
import { capital, numberWords } from './words.js';

export interface Headline {
  /** One finding, without a full stop: "17 statements moved up since last year". */
  headline: string;
  /** What belongs to it, or null: "None moved down." */
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
    others > 0 ? ` This compares the ${both} that were recorded both times.` : '',
    isAgreed || recorded === statements
      ? ''
      : ` So far ${recorded} of ${counted(statements, 'statement')} ${recorded === 1 ? 'is' : 'are'} recorded.`,
  ].join('');
  if (up + down === 0) {
    return { headline: `No statement has moved since ${since}`, detail: among.trim() || null };
  }
  const moved = (count: number, way: string) =>
    `${counted(count, 'statement')} moved ${way} since ${since}`;
  return up > 0
    ? { headline: moved(up, 'up'), detail: `${capital(other(down))} moved down.${among}` }
    : { headline: moved(down, 'down'), detail: `None moved up.${among}` };
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

/** "Together, three next steps support 12 others.", counting each supported step once. Null when there are none. */
export function supportedWords(moves: readonly Leverage[]): string | null {
  const supported = new Set(moves.flatMap(({ direct }) => direct.map(moveKey)));
  for (const { move } of moves) supported.delete(moveKey(move));
  if (moves.length === 0 || supported.size === 0) return null;
  const steps = counted(supported.size, 'other next step');
  if (moves.length === 1) return `One next step supports ${steps}.`;
  return `Together, ${numberWords(moves.length)} next steps support ${steps}.`;
}
