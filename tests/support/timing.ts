/** Comparing how long two things take, on a machine that has other work as well. */

/**
 * How many times as long `large` takes as `small`, each at its quickest. They take turns, and who
 * goes first changes, so that other work on the machine meets both alike; it only ever adds time,
 * so the quickest of many rounds is what the work itself costs. Forty rounds at least; on a busy
 * machine as many more, up to 400, as it takes to come within `bar`.
 */
export async function timesAsLong(
  large: () => Promise<unknown>,
  small: () => Promise<unknown>,
  bar: number,
): Promise<number> {
  for (let round = 0; round < 10; round += 1) {
    await large();
    await small();
  }
  let [largest, smallest] = [Infinity, Infinity];
  for (let round = 0; round < 40 || (round < 400 && largest / smallest > bar); round += 1) {
    if (round % 2) largest = Math.min(largest, await timeOf(large));
    smallest = Math.min(smallest, await timeOf(small));
    if (round % 2 === 0) largest = Math.min(largest, await timeOf(large));
  }
  return largest / smallest;
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
