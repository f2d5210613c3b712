/** Nothing typed is lost, whatever comes in between: walks that differ each time. The seed is printed. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { walk } from '../support/random-walks.js';
import { runs } from '../support/runs.js';
import { openWritingDesk } from '../support/writing-desk.js';

const count = Number(process.env.WAYMARK_WALKS ?? runs(2, 200));
const first = Number(process.env.WAYMARK_SEED ?? Date.now() % 1_000_000);

/** A walk mostly waits, so some go on side by side, each with a school and a server of its own. */
const desks = await Promise.all(
  Array.from({ length: Math.min(4, count) }, async () => {
    const desk = await openWritingDesk();
    return { desk, colleague: await desk.colleague('Sam Reid', 'careers leader') };
  }),
);

it(`loses no word in ${count} random walks from seed ${first}`, async (t) => {
  let typed = 0;
  let next = first;
  const faults: unknown[] = [];
  // When a walk fails, the others end theirs first: they need the database and the browser, which go with this test.
  await Promise.all(
    desks.map(async ({ desk, colleague }) => {
      for (let seed = next++; seed < first + count && faults.length === 0; seed = next++) {
        try {
          const walked = await walk(desk, colleague, seed);
          typed += walked.typed;
          const how = `WAYMARK_SEED=${seed} WAYMARK_WALKS=1: ${walked.steps.join(', ')}`;
          assert.deepEqual(walked.lost, [], how);
        } catch (error) {
          faults.push(error);
        }
      }
    }),
  );
  if (faults.length > 0) throw faults[0];
  t.diagnostic(`${typed} words were typed, and none was lost`);
});
