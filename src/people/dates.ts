/** Dates as people read them, in the schools' own time. */
const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'Europe/London' });
const MOMENT = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'long',
  timeStyle: 'short',
  timeZone: 'Europe/London',
});

/** "23 November 2026" */
export const dayOf = (date: Date): string => DAY.format(date);
/** "23 November 2026 at 10:42" */
export const momentOf = (date: Date): string => MOMENT.format(date);
