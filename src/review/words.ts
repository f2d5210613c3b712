/** Dates and times as people in England read them. */

const LONDON = 'Europe/London';

/** "23 November 2026" */
export function dateWords(moment: Date): string {
  return moment.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: LONDON,
  });
}

/** "10:42" */
export function timeWords(moment: Date): string {
  return moment.toLocaleTimeString('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    timeZone: LONDON,
  });
}
