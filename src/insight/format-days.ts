/** Days of work as people read them: every sum is the sum of the figures that stand beneath it. Pure. */

/** A guess counts in half days, upwards: anything finer would claim too much. What a school says stands as it said it. */
export const formatDays = (effort: number, isGuess: boolean): number =>
  isGuess ? Math.ceil(effort * 2) / 2 : hundredths(effort);

/** The sum of days as they are shown. */
export const sumOfDays = (days: readonly number[]): number =>
  hundredths(days.reduce((sum, each) => sum + each, 0));

const hundredths = (days: number) => Math.round(days * 100) / 100;

/** "1 day", "24.5 days". */
export const daysWords = (days: number): string =>
  days === 1 ? '1 day' : `${days.toLocaleString('en-GB', { maximumFractionDigits: 2 })} days`;
