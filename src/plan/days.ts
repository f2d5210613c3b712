/** Where a day lies in a school's year. */
import { academicYear, TERMS } from '../chart/academic-year.js';

/** The academic year that a day lies in, by the year it begins. */
export function yearOfDay(day: string): number {
  return Number(day.slice(0, 4)) - (Number(day.slice(5, 7)) < 9 ? 1 : 0);
}

/** The term that a day lies in: "Autumn term 2026/27". Terms by England's usual calendar. */
export function termWords(day: string): string {
  const year = yearOfDay(day);
  const term = TERMS.findLast(({ start }) => start(year) <= day) ?? TERMS[0];
  return `${term?.title ?? ''} term ${academicYear(year)}`;
}
