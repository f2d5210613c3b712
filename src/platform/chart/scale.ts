/**
 * The words of a chart's scale: which levels there are, what a mark means, which tone it wears.
 * Nothing here counts on four levels: a framework may have two to eight, starting at 0 or 1.
 */

export interface Level {
  level: number;
  /** "Level 3", or the framework's own name for it. */
  title: string;
}

/** A framework's levels in order, lowest first. */
export interface Scale {
  levels: readonly Level[];
}

/** An agreed level. Below the first level means "not yet at" it; null means not recorded. */
export type Mark = number | null;

/** What a mark is, apart from its number. */
export type MarkKind = 'level' | 'not-yet' | 'not-recorded';

/** A step of the one ramp from light to dark; the tokens `--wm-l1` to `--wm-l4` and those between. */
export type Tone = '1' | '1b' | '2' | '2b' | '3' | '3a' | '3b' | '4';

/**
 * The ramp for each number of levels. Four levels wear the four level colours; any other number takes
 * steps between them, chosen so that lightness runs one way and neighbours stay apart in both schemes.
 */
const RAMPS: Record<number, readonly Tone[]> = {
  1: ['4'],
  2: ['1', '4'],
  3: ['1', '2b', '4'],
  4: ['1', '2', '3', '4'],
  5: ['1', '2', '3', '3b', '4'],
  6: ['1', '1b', '2b', '3a', '3b', '4'],
  7: ['1', '1b', '2', '3', '3a', '3b', '4'],
  8: ['1', '1b', '2', '2b', '3', '3a', '3b', '4'],
};

/** The level colour whose number colour is readable on each tone. */
const TEXT_ON: Record<Tone, 1 | 2 | 3 | 4> = {
  '1': 1,
  '1b': 2,
  '2': 2,
  '2b': 3,
  '3': 3,
  '3a': 3,
  '3b': 4,
  '4': 4,
};

/** How many of the scale's levels a mark has reached: 0 for not yet, 1 for the first level. */
export function reached(scale: Scale, mark: Mark): number {
  if (mark === null) return 0;
  return scale.levels.filter((each) => each.level <= mark).length;
}

/** Says what a mark is. A number that the scale does not have is a bug of the caller, and throws. */
export function kindOf(scale: Scale, mark: Mark): MarkKind {
  if (mark === null) return 'not-recorded';
  if (scale.levels.some((each) => each.level === mark)) return 'level';
  const first = scale.levels[0];
  if (first && mark < first.level) return 'not-yet';
  throw new RangeError(`The scale has no level ${mark}`);
}

/** The tone of the level in place `rank` (0 is the lowest) on this scale. More than 8 levels share. */
export function toneAt(scale: Scale, rank: number): Tone {
  const count = scale.levels.length;
  const ramp = RAMPS[Math.min(8, Math.max(1, count))]!;
  const place = count > 8 ? Math.round((rank * 7) / (count - 1)) : rank;
  return ramp[Math.min(ramp.length - 1, Math.max(0, place))]!;
}

/** The ending of the classes that a mark wears: `f3`, `lv3`, `fn` for not recorded, `f0` for not yet. */
export function toneOf(scale: Scale, mark: Mark): Tone | '0' | 'n' {
  const kind = kindOf(scale, mark);
  if (kind === 'not-recorded') return 'n';
  return kind === 'not-yet' ? '0' : toneAt(scale, reached(scale, mark) - 1);
}

/** The ending of the text class that is readable on a tone: `t3`. */
export function textOn(tone: Tone | '0' | 'n'): '0' | '1' | '2' | '3' | '4' | 'n' {
  return tone === '0' || tone === 'n' ? tone : (`${TEXT_ON[tone]}` as const);
}

/** A level's title within a sentence: "level 3", or the framework's own name as it is written. */
export function spoken(title: string): string {
  return /^Level\b/.test(title) ? `l${title.slice(1)}` : title;
}

/** "Level 3", "Not yet at level 1" or "Not recorded". */
export function markWords(scale: Scale, mark: Mark): string {
  const kind = kindOf(scale, mark);
  if (kind === 'not-recorded') return 'Not recorded';
  if (kind === 'not-yet') return notYetWords(scale);
  return scale.levels.find((each) => each.level === mark)!.title;
}

/** The same within a sentence: "level 3", "not yet at level 1", "not recorded". */
export function markSpoken(scale: Scale, mark: Mark): string {
  const words = markWords(scale, mark);
  return kindOf(scale, mark) === 'level' ? spoken(words) : `n${words.slice(1)}`;
}

/** What a stop or a stone prints of a mark: "3", "<1" for not yet at level 1, "–" for not recorded. */
export function shortMark(scale: Scale, mark: Mark): string {
  const kind = kindOf(scale, mark);
  if (kind === 'not-recorded') return '–';
  return kind === 'not-yet' ? notYetSign(scale) : String(mark);
}

/** "<1": not yet at the first level. */
export const notYetSign = (scale: Scale): string => `<${scale.levels[0]?.level ?? 1}`;

/** "Not yet at level 1", for a scale whose first level is level 1. */
export function notYetWords(scale: Scale): string {
  return `Not yet at ${spoken(scale.levels[0]?.title ?? 'the first level')}`;
}

/** True where "not yet" can be said of a statement: a scale that begins at 0 has a level for it. */
export function hasNotYet(scale: Scale): boolean {
  return (scale.levels[0]?.level ?? 0) > 0;
}

/** "a", "a and b", "a, b and c". */
export function listWords(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** "1 statement", "7 statements". */
export function countWords(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** In place of a level of the review before, while it would lead people who choose this year's. */
export const HIDDEN = 'Hidden until a level is chosen';

/** "in 2025/26", or "last year" where a chart does not know which year is compared. */
export const whenWords = (yearBefore: string | undefined): string =>
  yearBefore ? `in ${yearBefore}` : 'last year';
