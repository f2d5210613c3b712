/** What the history costs a write: the same agreement saved with its entry and without, by turns. */
import pg from 'pg';
import { withDemo } from './demo.js';
import { median, spread } from './measure.js';

const BAR = 5;
/** Pairs of writes, one with its entry and one without, that take turns at going first. */
const ROUNDS = 10;
const PAIRS = 60;

/** Leaves the entries of the history out while it is off. */
function switchHistory() {
  const state = { isOn: true };
  const query = pg.Client.prototype.query as (...asked: unknown[]) => unknown;
  pg.Client.prototype.query = function leaveOut(this: pg.Client, ...asked: unknown[]) {
    const [text] = asked;
    const isEntry = typeof text === 'string' && text.includes('waymark_record(');
    if (isEntry && !state.isOn)
      return Promise.resolve({ command: 'SELECT', rowCount: 0, rows: [] });
    return query.call(this, ...asked);
  } as never;
  return state;
}

/** Prints what a saved agreement takes with and without its entry in the history, and the share of the entry. */
export const measureHistory = (): Promise<void> => {
  // Before the database is opened: each connection takes its function to ask with it once.
  const state = switchHistory();
  return withDemo(async ({ context, school, app, headers }) => {
    const path = `/api/reviews/${school?.reviews.at(-1)}/statements/3.1/agreement`;
    let level = 1;
    const save = async () => {
      level = (level % 4) + 1;
      const answer = await app.request(`http://localhost${path}`, {
        method: 'PUT',
        body: JSON.stringify({ level, reason: `Because of ${context.id()}` }),
        headers: {
          ...headers,
          'content-type': 'application/json',
          'if-match': '*',
          'sec-fetch-site': 'same-origin',
        },
      });
      if (answer.status !== 200)
        throw new Error(`A judgement was answered ${answer.status}: ${await answer.text()}`);
    };
    const entries = () =>
      context.storage.read({ organisation: school?.organisation.id ?? null, person: null }, (db) =>
        db
          .selectFrom('history')
          .select((count) => count.fn.countAll<string>().as('n'))
          .executeTakeFirstOrThrow(),
      );
    const took = async (isOn: boolean) => {
      state.isOn = isOn;
      const start = performance.now();
      await save();
      return performance.now() - start;
    };
    const round = async () => {
      const [on, off]: [number[], number[]] = [[], []];
      for (let pair = 0; pair < PAIRS; pair += 1) {
        if (pair % 2) on.push(await took(true));
        off.push(await took(false));
        if (pair % 2 === 0) on.push(await took(true));
      }
      return { on: median(on), off: median(off) };
    };
    await round();
    const before = Number((await entries()).n);
    const rounds: Awaited<ReturnType<typeof round>>[] = [];
    for (let each = 0; each < ROUNDS; each += 1) rounds.push(await round());
    const added = Number((await entries()).n) - before;
    if (added !== ROUNDS * PAIRS) throw new Error(`${added} entries were added.`);
    const shares = rounds.map(({ on, off }) => (on / off - 1) * 100);
    const share = median(shares);
    if (share > BAR) process.exitCode = 1;
    console.log('\nThe history of a saved judgement, from request to answer');
    console.log(
      `  with it     ${spread(
        rounds.map(({ on }) => on),
        ' ms',
      )}`,
    );
    console.log(
      `  without it  ${spread(
        rounds.map(({ off }) => off),
        ' ms',
      )}`,
    );
    console.log(
      `  it costs    ${spread(shares, ' %')} (bar: ${BAR} %)${share > BAR ? '  over the bar' : ''}`,
    );
  });
};
