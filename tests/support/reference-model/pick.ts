/** Random choices that come out the same for the same seed. */
export interface Pick {
  /** 0 to below `most`. */
  int(most: number): number;
  of<T>(list: readonly T[]): T;
  chance(share: number): boolean;
  /** Some of them, in their order. */
  some<T>(list: readonly T[], share: number): T[];
}

/** A small generator (mulberry32). */
export function pickFrom(seed: number): Pick {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (most: number) => Math.floor(next() * most);
  return {
    int,
    of: (list) => {
      if (list.length === 0) throw new RangeError('Nothing to choose from');
      return list[int(list.length)] as (typeof list)[number];
    },
    chance: (share) => next() < share,
    some: (list, share) => list.filter(() => next() < share),
  };
}

const TEXTS = [
  'Tea & biscuits',
  'The head’s <own> words',
  'Plain',
  'Tom Bell & Tom Bell',
  '=1+1',
  '“Quoted”, and a comma',
  'Two\nlines',
  '&amp; once',
] as const;

/** Some words as people type them: with signs, twice the same, over two lines. */
export const wordsFrom = (pick: Pick): string => `${pick.of(TEXTS)} ${pick.int(1000)}`;
/** The same on one line, for names. */
export const lineFrom = (pick: Pick): string => wordsFrom(pick).replace('\n', ' ');
