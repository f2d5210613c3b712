/**
 * Random sequences of what people do, played on the product and on a plain model of what the documentation says
 * (tests/support/reference-model): whatever is read afterwards must be the same. WAYMARK_SEED=7 plays one again.
 */
import { it } from 'node:test';
import { openTestApp } from './support/app.js';
import { play } from './support/reference-model/play.js';
import { runs } from './support/runs.js';

const context = await openTestApp({ isRandom: true });
const given = process.env.WAYMARK_SEED;
const first = given ? Number(given) : Math.floor(Math.random() * 1_000_000);
const SEEDS = given ? 1 : runs(1, 10);
const STEPS = runs(60, 150);

it(`the product does what its documentation says, in ${SEEDS} × ${STEPS} random steps`, async (t) => {
  t.diagnostic(`seeds ${first} to ${first + SEEDS - 1}`);
  for (let seed = first; seed < first + SEEDS; seed += 1) await play(context, seed, STEPS);
});
