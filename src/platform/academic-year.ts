/** The academic year of England: from 1 September to 31 August, by the calendar of London. It is named by the year it begins. */
import { dayAt } from './days.js';

/** "2026/27" for the academic year that begins in 2026. */
export function academicYear(year: number): string {
  return `${year}/${String((year + 1) % 100).padStart(2, '0')}`;
}

/** The academic year that a day lies in. */
export const academicYearOf = (day: string): number =>
  Number(day.slice(0, 4)) - (day.slice(5) < '09-01' ? 1 : 0);

/** The academic year that a moment lies in. */
export const academicYearAt = (moment: Date): number => academicYearOf(dayAt(moment));

/** The first day of the academic year that a day lies in. */
export const academicYearStart = (day: string): string => `${academicYearOf(day)}-09-01`;
