/** Dates and times as people in England read them. */

const LONDON = 'Europe/London';

/** Made once: a formatter costs far more than what it formats. */
const day = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: LONDON,
});
const time = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  timeZone: LONDON,
});

const HOUR_MS = 60 * 60 * 1000;
const MOST_KEPT = 10_000;
/** The day that each hour lies in, in words: a list of evidence asks for the same few again and again. */
const daysOfHours = new Map<number, string>();

/** "23 November 2026" */
export function dateWords(moment: Date): string {
  const hour = Math.floor(moment.getTime() / HOUR_MS);
  const known = daysOfHours.get(hour);
  if (known) return known;
  if (daysOfHours.size >= MOST_KEPT) daysOfHours.clear();
  const words = day.format(moment);
  daysOfHours.set(hour, words);
  return words;
}

/** "10:42" */
export const timeWords = (moment: Date): string => time.format(moment);
