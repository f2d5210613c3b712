/** What the history costs a write: the same judgement saved with its entry and without, by turns. */
import type { CompiledQuery } from 'kysely';
import { createApp } from '../../src/app.js';
import { makeCast } from '../../src/cast/make.js';
import { removeSample, sampleConfig } from '../../src/cast/sample.js';
import { readConfig } from '../../src/config.js';
import { publishBuiltIn } from '../../src/framework/changes.js';
import { signInAs } from '../../src/people/changes.js';
import { openDatabase } from '../../src/storage/open.js';
import type { Db, Storage } from '../../src/storage/transaction.js';
import { openWorld } from '../../src/storage/world.js';
import { loadAssets } from '../../src/web/assets.js';
import { median, spread } from './measure.js';

const BAR = 5;
const ROUNDS = 12;
/** Writes of one kind in a row, before it is the other's turn. */
const IN_A_ROW = 40;

/** A storage that can leave the entries of the history out: their one query is answered without being asked. */
function switchable(storage: Storage) {
  const state = { isOn: true };
  const without = (db: Db): Db => {
    const executor = db.getExecutor();
    const quiet = new Proxy(executor, {
      get(target, name, receiver) {
        if (name !== 'executeQuery') return Reflect.get(target, name, receiver);
        return async (query: CompiledQuery) =>
          query.sql.includes('INSERT INTO history_heads')
            ? { rows: [] }
            : target.executeQuery(query);
      },
    });
    return new Proxy(db, {
      get: (target, name, receiver) =>
        name === 'getExecutor' ? () => quiet : Reflect.get(target, name, receiver),
    });
  };
  const write: Storage['write'] = (scope, work) =>
    storage.write(scope, (db) => work(state.isOn ? db : without(db)));
  return { state, storage: { ...storage, write } };
}

/** Prints what a saved judgement takes with and without its entry in the history, and the share of the entry. */
export async function measureHistory(): Promise<void> {
  const config = sampleConfig(readConfig(process.env));
  loadAssets(config.root);
  const { storage: whole } = await openDatabase(config);
  const { state, storage } = switchable(whole);
  const world = openWorld(config, storage);
  try {
    await publishBuiltIn(world);
    const [school] = await makeCast(world);
    const app = createApp(world);
    const leader = Object.values(school?.people ?? {})[0]?.person.id ?? '';
    const token = await signInAs(world, leader, 'bench');
    const path = `/api/reviews/${school?.reviews.at(-1)}/statements/3.1/judgement`;
    let level = 1;
    const save = async () => {
      level = (level % 4) + 1;
      const answer = await app.request(`http://localhost${path}`, {
        method: 'PUT',
        body: JSON.stringify({ level, reason: `Because of ${world.id()}`, version: null }),
        headers: {
          'content-type': 'application/json',
          'sec-fetch-site': 'same-origin',
          cookie: `__Host-waymark=${token}`,
          host: 'localhost',
        },
      });
      if (answer.status !== 200)
        throw new Error(`A judgement was answered ${answer.status}: ${await answer.text()}`);
    };
    const entries = () =>
      world.storage.read({ organisation: school?.organisation.id ?? null, person: null }, (db) =>
        db
          .selectFrom('history')
          .select((count) => count.fn.countAll<string>().as('n'))
          .executeTakeFirstOrThrow(),
      );
    const took = async (isOn: boolean) => {
      state.isOn = isOn;
      const times: number[] = [];
      for (let each = 0; each < IN_A_ROW; each += 1) {
        const start = performance.now();
        await save();
        times.push(performance.now() - start);
      }
      return median(times);
    };
    await took(true);
    await took(false);
    const before = Number((await entries()).n);
    const [on, off, shares]: [number[], number[], number[]] = [[], [], []];
    for (let round = 0; round < ROUNDS; round += 1) {
      const first = await took(round % 2 === 0);
      const second = await took(round % 2 === 1);
      const [withIt, withoutIt] = round % 2 === 0 ? [first, second] : [second, first];
      on.push(withIt);
      off.push(withoutIt);
      shares.push((withIt / withoutIt - 1) * 100);
    }
    const added = Number((await entries()).n) - before;
    if (added !== ROUNDS * IN_A_ROW) throw new Error(`${added} entries were added.`);
    const share = median(shares);
    if (share > BAR) process.exitCode = 1;
    console.log('\nThe history of a saved judgement, from request to answer');
    console.log(`  with it     ${spread(on, ' ms')}`);
    console.log(`  without it  ${spread(off, ' ms')}`);
    console.log(
      `  it costs    ${spread(shares, ' %')} (bar: ${BAR} %)${share > BAR ? '  over the bar' : ''}`,
    );
  } finally {
    await whole.close();
    await removeSample(config);
  }
}
