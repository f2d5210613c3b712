/** Days without a time, as ISO text ("2026-12-04"), as a school reads them. */
import { academicYear, TERMS } from '../chart/academic-year.js';

const LONDON = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});
const DAY_MS = 86_400_000;

/** The day that a moment falls on in England. */
export const dayAt = (moment: Date): string => LONDON.format(moment);

/** The day so many days later; earlier for a negative number. */
export function daysLater(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** How many days lie between two days; negative when the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS;
}

/**
 * A day as people type it: "2026-12-04", "4/12/2026", "4.12.26", "4 December 2026", "4 Dec 2026". Null when it is none,
 * also for a day that no month has.
 */
export function dayFrom(text: string): string | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text.trim());
  if (iso) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const said =
    /^(\d{1,2})(?:st|nd|rd|th)?[\s/.-]+(\d{1,2}|[a-z]{3,9})[\s/.,-]+(\d{2}|\d{4})$/i.exec(
      text.trim(),
    );
  if (!said) return null;
  const month = /^\d/.test(said[2]!) ? Number(said[2]) : monthOf(said[2]!);
  const year = Number(said[3]);
  return month === null ? null : dayOf(year < 100 ? 2000 + year : year, month, Number(said[1]));
}

const MONTHS = [
  ...['january', 'february', 'march', 'april', 'may', 'june'],
  ...['july', 'august', 'september', 'october', 'november', 'december'],
];

function monthOf(word: string): number | null {
  const at = MONTHS.findIndex((month) => month.startsWith(word.toLowerCase()));
  return at < 0 ? null : at + 1;
}

function dayOf(year: number, month: number, day: number): string | null {
  if (year < 2000 || year > 2100 || month < 1 || month > 12 || day < 1) return null;
  const moment = new Date(Date.UTC(year, month - 1, day));
  return moment.getUTCDate() === day ? moment.toISOString().slice(0, 10) : null;
}

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
