import type { Framework, StatementCode } from '../framework/framework.js';

/**
 * Where a school stands on a statement: a level; 'not-yet', which says that the lowest level is still ahead (our own
 * addition, no part of any model); or null, not recorded. Not recorded is an open question and never a low answer:
 * no rule holds it for or against anybody.
 */
export type Standing = number | 'not-yet' | null;

/** Where a school stands on each statement. A statement that is not named is not recorded. */
export type Standings = Readonly<Record<StatementCode, Standing>>;

/** Where the school stands on this statement. */
export function standingOf(standings: Standings, code: StatementCode): Standing {
  return Object.hasOwn(standings, code) ? standings[code]! : null;
}

/** True when the standing is this level or a higher one. */
export function atLeast(standing: Standing, level: number): boolean {
  return typeof standing === 'number' && standing >= level;
}

/** True when the standing is known and lower than this level; what is not recorded is not below anything. */
export function isBelow(standing: Standing, level: number): boolean {
  return standing !== null && !atLeast(standing, level);
}

/** For sorting: not recorded, then not yet, then the levels from the lowest up. */
export function compareStandings(one: Standing, other: Standing): number {
  return place(one) - place(other);
}

function place(standing: Standing): number {
  if (standing === null) return -2;
  return standing === 'not-yet' ? -1 : standing;
}

/** The standing as a label: "Level 3", "Not yet at level 1", "Not recorded". */
export function describe(standing: Standing, framework: Framework): string {
  if (standing === null) return 'Not recorded';
  if (standing !== 'not-yet') return levelTitle(framework, standing);
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

/** A statement and its standing inside a sentence: "at level 3", "not yet at level 1", "not recorded". */
export function standingWords(standing: Standing, framework: Framework): string {
  if (typeof standing === 'number') return `at ${levelWords(framework, standing)}`;
  const label = describe(standing, framework);
  return label.charAt(0).toLocaleLowerCase(framework.language) + label.slice(1);
}
