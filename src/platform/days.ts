/**
 * Days and moments as people in England type and read them. A day is text, "2026-11-23", so that no time zone moves it; a
 * moment is a Date.
 */
const LONDON = { timeZone: 'Europe/London' } as const;

/** Made once: a formatter costs far more than what it formats. */
const iso = new Intl.DateTimeFormat('en-CA', { ...LONDON, dateStyle: 'short' });
const long = new Intl.DateTimeFormat('en-GB', { ...LONDON, dateStyle: 'long' });
const clock = new Intl.DateTimeFormat('en-GB', { ...LONDON, timeStyle: 'short' });

const DAY_MS = 86_400_000;
const HOUR_MS = 60 * 60 * 1000;
const MOST_KEPT = 10_000;
/** Formats the day that a moment lies in, once for each hour: a list of evidence asks for the same few again and again. */
function daysBy(format: Intl.DateTimeFormat): (moment: Date) => string {
  const known = new Map<number, string>();
  return (moment) => {
    const hour = Math.floor(moment.getTime() / HOUR_MS);
    const day = known.get(hour) ?? format.format(moment);
    if (known.size >= MOST_KEPT) known.clear();
    known.set(hour, day);
    return day;
  };
}

/** The day of a moment: "23 November 2026" */
export const dateWords = daysBy(long);

/** The time of a moment: "10:42" */
export const timeWords = (moment: Date): string => clock.format(moment);

/** "23 November 2026 at 10:42" */
export const momentWords = (moment: Date): string => `${dateWords(moment)} at ${timeWords(moment)}`;

/** The day that a moment lies in. */
export const dayAt = daysBy(iso);

/** The moment at which a day begins in London: an hour before midnight of UTC in summer. */
export function dayStart(day: string): Date {
  const inUtc = Date.parse(`${day}T00:00:00Z`);
  const earlier = new Date(inUtc - HOUR_MS);
  return dayAt(earlier) === day ? earlier : new Date(inUtc);
}

const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];

/** A day in words: "23 November 2026" */
export function dayWords(day: string): string {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day) ?? [];
  if (year === undefined) throw new RangeError(`Not a day: ${day}`);
  return `${Number(date)} ${MONTHS[Number(month) - 1]} ${year}`;
}

/**
 * A day as people type it: 2026-12-04, 4/12/2026, 4.12.26, 4 December 2026, 4th Dec 2026. Null when it is none, also for
 * a day that no month has, or that lies before the `earliest` year: then it is a slip of the fingers.
 */
export function readDay(typed: string, earliest = 2000): string | null {
  const text = typed.trim();
  const turned = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  if (turned) return dayOf(Number(turned[1]), Number(turned[2]), Number(turned[3]), earliest);
  const said =
    /^(\d{1,2})(?:st|nd|rd|th)?[\s/.-]+(\d{1,2}|[a-z]{3,9})[\s/.,-]+(\d{4}|\d{2})$/i.exec(text);
  const [, date, month = '', year] = said ?? [];
  return said ? dayOf(fullYear(year), monthOf(month), Number(date), earliest) : null;
}

/** A day that was typed, in words: "4 December 2026"; what is no day stays as it is. */
export function dayAsTyped(typed: string): string {
  const day = readDay(typed);
  return day ? dayWords(day) : typed;
}

/** A month as people type it, as its first day: "Nov 2026". Null when it is none. */
export function readMonth(typed: string, earliest = 2000): string | null {
  const [, month = '', year] = /^([a-z]{3,9})[\s-]+(\d{4}|\d{2})$/i.exec(typed.trim()) ?? [];
  return month ? dayOf(fullYear(year), monthOf(month), 1, earliest) : null;
}

const fullYear = (text = '') => (text.length === 2 ? 2000 + Number(text) : Number(text));

/** 1 to 12; 0 when there is no such month. */
function monthOf(text: string): number {
  if (/^\d/.test(text)) return Number(text);
  return MONTHS.findIndex((name) => name.toLowerCase().startsWith(text.toLowerCase())) + 1;
}

function dayOf(year: number, month: number, day: number, earliest: number): string | null {
  if (year < earliest || year > 2100 || month < 1 || month > 12 || day < 1) return null;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCDate() === day ? date.toISOString().slice(0, 10) : null;
}

const midnight = (day: string) => Date.parse(`${day}T00:00:00Z`);

/** The day so many days later; earlier for a negative number. */
export const daysLater = (day: string, days: number): string =>
  new Date(midnight(day) + days * DAY_MS).toISOString().slice(0, 10);

/** The same day so many months earlier, or the last day of that month where it has no such day. */
export function monthsEarlier(day: string, months: number): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const lastDay = new Date(Date.UTC(year, month - months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 - months, Math.min(date, lastDay)))
    .toISOString()
    .slice(0, 10);
}

/** How many days lie between two days; negative when the second is earlier. */
export const daysBetween = (from: string, to: string): number =>
  (midnight(to) - midnight(from)) / DAY_MS;

/** Whole months from one day to a later one; 0 when it is not later. */
export function monthsBetween(from: string, to: string): number {
  const [fromYear = 0, fromMonth = 0, fromDay = 0] = from.split('-').map(Number);
  const [toYear = 0, toMonth = 0, toDay = 0] = to.split('-').map(Number);
  const months = (toYear - fromYear) * 12 + toMonth - fromMonth - (toDay < fromDay ? 1 : 0);
  return Math.max(0, months);
}
