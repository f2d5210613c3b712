/** The academic year as an axis: 1 September to 31 August, in hundredths of its length. */

export interface Term {
  title: string;
  /** The day it begins in the academic year that starts in `year`. */
  start: (year: number) => string;
}

/** England's usual terms, by calendar: dates differ by school, so these mark the axis and no more. */
export const TERMS: readonly Term[] = [
  { title: 'Autumn', start: (year) => `${year}-09-01` },
  { title: 'Spring', start: (year) => `${year + 1}-01-01` },
  { title: 'Summer', start: (year) => `${year + 1}-04-10` },
];

const DAY = 86_400_000;

function dayNumber(day: string): number {
  const time = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(time)) throw new RangeError(`Not a day: ${day}`);
  return time / DAY;
}

function bounds(year: number): { first: number; days: number } {
  const first = dayNumber(`${year}-09-01`);
  return { first, days: dayNumber(`${year + 1}-09-01`) - first };
}

/** How far into the year a day is, 0 to 100; null when it is in another year. */
export function placeInYear(day: string, year: number): number | null {
  const { first, days } = bounds(year);
  const at = dayNumber(day) - first;
  return at < 0 || at >= days ? null : round((at * 100) / days);
}

/** The narrowest bar, so that one day can be seen. */
const LEAST = 1.5;

/**
 * The part of an action's days that lies within the year, due day included; null when none does.
 * Days the wrong way round are taken the right way round.
 */
export function spanInYear(
  start: string,
  due: string,
  year: number,
): { x: number; width: number } | null {
  const { first, days } = bounds(year);
  const [early, late] = [dayNumber(start), dayNumber(due)].sort((one, other) => one - other);
  const from = Math.max(0, early! - first);
  const to = Math.min(days, late! - first + 1);
  if (to <= 0 || from >= days) return null;
  const width = Math.max(LEAST, ((to - from) * 100) / days);
  return { x: round(Math.min((from * 100) / days, 100 - width)), width: round(width) };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
