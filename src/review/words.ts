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

/** "23 November 2026" */
export const dateWords = (moment: Date): string => day.format(moment);

/** "10:42" */
export const timeWords = (moment: Date): string => time.format(moment);
