/**
 * How many statements stand where. A theme, a benchmark or a school is always shown as a distribution; the field has
 * no averages, sums or scores, and there is none here to be had.
 */
import type { Framework } from '../framework/framework.js';
import { statementsOf } from '../framework/framework.js';
import { describe, type Rating, type Ratings, ratingOf, ratingWords } from './rating.js';
import { counted, listed } from './sentences.js';

export interface Distribution {
  /** Not yet, each level from the lowest up, not recorded: always all of them, in this order, also with none. */
  counts: { rating: Rating; label: string; count: number }[];
  /** How many statements there are, recorded or not. */
  statements: number;
  recorded: number;
  /** "3 at level 2, 1 at level 3 and 2 not recorded": the alternative text of a picture. */
  words: string;
}

/** The distribution over the whole framework. */
export function distribution(framework: Framework, ratings: Ratings): Distribution {
  const statements = statementsOf(framework);
  const order: Rating[] = ['not-yet', ...framework.levels.map(({ level }) => level), null];
  const counts = order.map((rating) => ({
    rating,
    label: describe(rating, framework),
    count: statements.filter(({ id }) => ratingOf(ratings, id) === rating).length,
  }));
  const present = counts.filter(({ count }) => count > 0);
  const recorded = statements.filter(({ id }) => ratingOf(ratings, id) !== null).length;
  return {
    counts,
    statements: statements.length,
    recorded,
    words:
      recorded === 0
        ? `${counted(statements.length, 'statement')}, none recorded`
        : listed(present.map(({ rating, count }) => `${count} ${ratingWords(rating, framework)}`)),
  };
}
