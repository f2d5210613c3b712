import type { Framework, StatementCode } from '../framework/framework.js';

/**
 * Where a school stands on a statement: a level; 'not-yet', which says that the lowest level is still ahead (our own
 * addition, no part of any model); or null, not recorded. Not recorded is an open question and never a low answer:
 * no rule holds it for or against anybody.
 */
export type Rating = number | 'not-yet' | null;

/** Where a school stands on each statement. A statement that is not named is not recorded. */
export type Ratings = Readonly<Record<StatementCode, Rating>>;

/** Where the school stands on this statement. */
export function ratingOf(ratings: Ratings, code: StatementCode): Rating {
  return Object.hasOwn(ratings, code) ? ratings[code]! : null;
}

/** True when the rating is this level or a higher one. */
export function atLeast(rating: Rating, level: number): boolean {
  return typeof rating === 'number' && rating >= level;
}

/** True when the rating is known and lower than this level; what is not recorded is not below anything. */
export function isBelow(rating: Rating, level: number): boolean {
  return rating !== null && !atLeast(rating, level);
}

/** For sorting: not recorded, then not yet, then the levels from the lowest up. */
export function compareRatings(one: Rating, other: Rating): number {
  return place(one) - place(other);
}

function place(rating: Rating): number {
  if (rating === null) return -2;
  return rating === 'not-yet' ? -1 : rating;
}

/** The rating as a label: "Level 3", "Not yet at level 1", "Not recorded". */
export function describe(rating: Rating, framework: Framework): string {
  if (rating === null) return 'Not recorded';
  if (rating !== 'not-yet') return levelTitle(framework, rating);
  return `Not yet at ${levelWords(framework, framework.levels[0]?.level ?? 1)}`;
}

/** The title of a level: "Level 3". */
export function levelTitle(framework: Framework, level: number): string {
  return framework.levels.find((each) => each.level === level)?.title ?? `Level ${level}`;
}

/** The title of a level inside a sentence: "level 3". */
export function levelWords(framework: Framework, level: number): string {
  const title = levelTitle(framework, level);
  return title.charAt(0).toLocaleLowerCase(framework.language) + title.slice(1);
}

/** The label inside a sentence: "level 3", "not yet at level 1", "not recorded". */
export function describeWithin(rating: Rating, framework: Framework): string {
  const label = describe(rating, framework);
  return label.charAt(0).toLocaleLowerCase(framework.language) + label.slice(1);
}

/** A statement and its rating inside a sentence: "at level 3", "not yet at level 1", "not recorded". */
export function ratingWords(rating: Rating, framework: Framework): string {
  const words = describeWithin(rating, framework);
  return typeof rating === 'number' ? `at ${words}` : words;
}
