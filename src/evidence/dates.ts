/** Days as people type and read them. A day is text, "2026-11-23", so that no time zone moves it. */

const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];

/** A day of the calendar, or null: 2026-11-23, 23/11/2026, 23.11.26, 23 November 2026, Nov 2026 (its first day). */
export function readDay(typed: string): string | null {
  const text = typed.trim().toLowerCase();
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  if (iso) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const numbers = /^(\d{1,2})[/. -](\d{1,2})[/. -](\d{4}|\d{2})$/.exec(text);
  if (numbers) return dayOf(fullYear(numbers[3]), Number(numbers[2]), Number(numbers[1]));
  const words = /^(?:(\d{1,2})(?:st|nd|rd|th)?[ -])?([a-z]{3,9})[ -](\d{4}|\d{2})$/.exec(text);
  if (!words) return null;
  const month = MONTHS.findIndex((name) => name.toLowerCase().startsWith(words[2] ?? '-')) + 1;
  return dayOf(fullYear(words[3]), month, Number(words[1] ?? 1));
}

const fullYear = (text = '') => (text.length === 2 ? 2000 + Number(text) : Number(text));

function dayOf(year: number, month: number, day: number): string | null {
  if (year < 1990 || year > 2100 || month < 1 || month > 12 || day < 1) return null;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCDate() === day ? date.toISOString().slice(0, 10) : null;
}

/** "23 November 2026" */
export function dayWords(day: string): string {
  const [year = '', month = '1', date = '1'] = day.split('-');
  return `${Number(date)} ${MONTHS[Number(month) - 1]} ${year}`;
}

/** Made once: a formatter costs far more than what it formats. */
const LONDON_DAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' });

/** The day that a moment lies in, in the United Kingdom. */
export function dayAt(moment: Date): string {
  return LONDON_DAY.format(moment);
}

/** Whole months from one day to a later one; 0 when it is not later. */
export function monthsBetween(from: string, to: string): number {
  const [fromYear = 0, fromMonth = 0, fromDay = 0] = from.split('-').map(Number);
  const [toYear = 0, toMonth = 0, toDay = 0] = to.split('-').map(Number);
  const months = (toYear - fromYear) * 12 + toMonth - fromMonth - (toDay < fromDay ? 1 : 0);
  return Math.max(0, months);
}

/** "3 months", "a year", "2 years": how long ago, in the unit that people would use. */
export function ageWords(months: number): string {
  if (months < 1) return 'less than a month';
  if (months < 12) return months === 1 ? 'a month' : `${months} months`;
  const years = Math.floor(months / 12);
  return years === 1 ? 'a year' : `${years} years`;
}

const LONDON_TIME = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: '2-digit',
  minute: '2-digit',
});

/** "10:42", in the United Kingdom. */
export const timeWords = (moment: Date): string => LONDON_TIME.format(moment);
