/** Where a day lies in a school's year. */
import { academicYear, academicYearOf } from '../platform/academic-year.js';
import { TERMS } from '../platform/chart/academic-year.js';

/** The term that a day lies in: "Autumn term 2026/27". Terms by England's usual calendar. */
export function termWords(day: string): string {
  const year = academicYearOf(day);
  const term = TERMS.findLast(({ start }) => start(year) <= day)!;
  return `${term.title} term ${academicYear(year)}`;
}
