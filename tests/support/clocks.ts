/**
 * When the tests take place. Rules about days, terms and years go wrong in the hour after midnight in summer, when the
 * academic year changes, and on a day that most years do not have. `npm test` takes one clock by turns, the deep tier all.
 */
export const CLOCKS: Record<string, string> = {
  'an ordinary morning': '2026-11-23T09:00:00Z',
  'half past midnight in summer': '2027-05-31T23:30:00Z',
  'half past midnight as the year begins': '2027-08-31T23:30:00Z',
  'a leap day': '2028-02-29T09:00:00Z',
};

/** For a test whose facts are about this day. */
export const ORDINARY_MORNING = '2026-11-23T09:00:00Z';

/** The clock of a day: each has its turn. */
export function clockOfTurn(day: Date): string {
  const turns = Object.values(CLOCKS);
  return turns[Math.floor(day.getTime() / 86_400_000) % turns.length] ?? ORDINARY_MORNING;
}
