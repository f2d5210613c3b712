/** How often a test tries what comes out differently each time, and how large a hostile file is. */

/** True in the deep tier. */
export const hasAllRuns = Boolean(process.env.WAYMARK_ALL_RUNS);

/** Some tries, or a small amount, in `npm test`; in the deep tier as many, or as much, as it takes to be sure. */
export const runs = (daily: number, all: number): number => (hasAllRuns ? all : daily);

export type Scheme = 'light' | 'dark';

/** The colour schemes that are looked at: one by turns of days in `npm test`, in the deep tier both. */
export const SCHEMES: readonly Scheme[] = hasAllRuns
  ? ['light', 'dark']
  : [Math.floor(Date.now() / 86_400_000) % 2 === 0 ? 'light' : 'dark'];
