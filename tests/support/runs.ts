/** How often a test tries what comes out differently each time. */

/** Some tries in `npm test`; in the deep tier, which sets WAYMARK_ALL_RUNS, as many as it takes to be sure. */
export const runs = (daily: number, all: number): number =>
  process.env.WAYMARK_ALL_RUNS ? all : daily;
