/** Days in England, reckoned without the product's own functions. */
const LONDON = new Intl.DateTimeFormat('en-GB', {
  ...{ timeZone: 'Europe/London', year: 'numeric', month: '2-digit', day: '2-digit' },
});

/** The day that a moment lies in, or so many days later: "2026-06-01". */
export function dayIn(moment: Date, later = 0): string {
  const [day = '', month = '', year = ''] = LONDON.format(moment).split('/');
  return new Date(Date.UTC(Number(year), Number(month) - 1, Number(day) + later))
    .toISOString()
    .slice(0, 10);
}

const MONTHS =
  'January February March April May June July August September October November December';

/** "1 June 2026" */
export function dayWords(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return `${Number(date)} ${MONTHS.split(' ')[Number(month) - 1]} ${year}`;
}

/** The same day a year later; 28 February for the day that only a leap year has. */
export function yearLater(day: string): string {
  const next = `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`;
  return next.endsWith('02-29') ? next.replace('02-29', '02-28') : next;
}
