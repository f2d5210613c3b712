/** How often a test tries what comes out differently each time, and how large a hostile file is. */

/** True in the deep tier. */
export const hasAllRuns = Boolean(process.env.WAYMARK_ALL_RUNS);

/** Some tries, or a small amount, in `npm test`; in the deep tier as many, or as much, as it takes to be sure. */
export const runs = (daily: number, all: number): number => (hasAllRuns ? all : daily);
