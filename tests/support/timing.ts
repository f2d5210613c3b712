/** Comparing how long two things take, on a machine that has other work as well. */

/**
 * How many times as long `large` takes as `small`. They take turns, and who goes first changes, so
 * that other work on the machine meets both alike. Two measures see past that work: the quickest
 * rounds, to which it has added nothing, and the median of the rounds' own ratios, when the machine
 * is quicker at one time than at another. The smaller of the two counts. Forty rounds at least; on
 * a busy machine as many more, up to 400, as it takes to come within `bar`.
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
  const rounds: { large: number; small: number }[] = [];
  while (rounds.length < 40 || (rounds.length < 400 && ratioOf(rounds) > bar)) {
    const first = rounds.length % 2 ? await timeOf(large) : null;
    const ofSmall = await timeOf(small);
    rounds.push({ large: first ?? (await timeOf(large)), small: ofSmall });
  }
  return ratioOf(rounds);
}

function ratioOf(rounds: readonly { large: number; small: number }[]): number {
  const quickest =
    Math.min(...rounds.map(({ large }) => large)) / Math.min(...rounds.map(({ small }) => small));
  const ratios = rounds.map(({ large, small }) => large / small).sort((a, b) => a - b);
  return Math.min(quickest, ratios[Math.floor(ratios.length / 2)] ?? Infinity);
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
