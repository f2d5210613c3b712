/** How much memory some work holds, whatever else the machine does and whenever the engine would have collected. */
import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

/** What this process has in use, on the heap and in buffers, once all that nobody holds has gone. */
function inUse(): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Collecting takes part of it: the work has to come to its end as well. */
const BETWEEN_MS = 50;

/** The most bytes that the work held beyond what was in use before: looked at over and over until it ends. */
export async function mostHeld(work: () => Promise<unknown>): Promise<number> {
  const before = inUse();
  let most = before;
  let isOver = false;
  const working = work().finally(() => {
    isOver = true;
  });
  while (!isOver) {
    most = Math.max(most, inUse());
    await pause(BETWEEN_MS);
  }
  await working;
  return most - before;
}
