/** Whether more requests may be sent here, for whatever stands in front of several processes and asks `/ready`. */
export interface Readiness {
  /** From the moment when the server is asked to end. */
  isEnding: boolean;
  /** When somebody last asked, by the clock of `performance`. */
  askedAt: number;
}

export const newReadiness = (): Readiness => ({
  isEnding: false,
  askedAt: Number.NEGATIVE_INFINITY,
});

/** Whoever has not asked for so long does not look: load balancers ask every 1 to 30 seconds. */
const LOOKS_EVERY_MS = 60_000;

/** True when somebody looks, and has to be given the time to see that it is not ready any more. */
export const isWatched = ({ askedAt }: Readiness): boolean =>
  performance.now() - askedAt < LOOKS_EVERY_MS;
