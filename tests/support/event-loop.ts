/** How long some work holds the event loop, so that nobody else is answered, whatever else the machine does. */
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * Milliseconds for which this thread has worked. Linux says it (the first figure, in nanoseconds), and leaves out how long
 * the thread waited for a processor or for another thread; elsewhere it is the time, so that a busy machine holds longer.
 */
function timeOfThread(): number {
  try {
    return Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return performance.now();
  }
}

/**
 * The longest time between two turns of the event loop while the work went on, in milliseconds. Looked at each
 * millisecond, not at each turn: what waits for the database would keep a processor busy with looking.
 */
export async function longestHold(work: () => Promise<unknown>): Promise<number> {
  let longest = 0;
  let isOver = false;
  const watching = (async () => {
    for (let last = timeOfThread(); !isOver; ) {
      await pause(1);
      const now = timeOfThread();
      longest = Math.max(longest, now - last);
      last = now;
    }
  })();
  await work().finally(() => {
    isOver = true;
  });
  await watching;
  return longest;
}

/** How long a fixed piece of work takes here, in milliseconds: about 10 on the machine that the figures are for. */
export function timeOfUnit(): number {
  const start = timeOfThread();
  let sum = 0;
  for (let round = 0; round < 60; round += 1) sum += JSON.stringify(JSON.parse(UNIT)).length;
  if (sum !== UNIT.length * 60) throw new Error('Not what was asked for.');
  return timeOfThread() - start;
}
const UNIT = JSON.stringify(
  Array.from({ length: 300 }, (_, at) => ({ code: `${at}.1`, words: 'We met the governors.', at })),
);
