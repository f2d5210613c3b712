import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openTestSchool } from '../../../tests/support/world.js';
import { forgetReceipts, once } from './idempotency.js';

const { world } = await openTestSchool();
const person: string = (await world.superuser.query('SELECT id FROM persons')).rows[0].id;
let effects = 0;

/** Does something under a key; gives the answer. */
const act = (key: string | null) =>
  world.storage.write({ organisation: null, person }, (db) =>
    once(db, world, person, key, async () => {
      effects += 1;
      return { effect: effects };
    }),
  );

describe('a receipt', () => {
  it('gives the first answer again, and the work is not done twice', async () => {
    const key = world.id();
    assert.deepEqual([await act(key), await act(key), effects], [{ effect: 1 }, { effect: 1 }, 1]);
    assert.deepEqual(await act(null), { effect: 2 });
    assert.deepEqual(await act(world.id()), { effect: 3 });
  });

  it('is kept for 30 days, and then let go', async () => {
    world.setClock('2027-01-01T09:00:00Z');
    await forgetReceipts(world);
    const [older, younger] = [world.id(), world.id()];
    const first = await act(older);
    world.setClock('2027-01-02T09:00:00Z');
    const second = await act(younger);
    world.setClock('2027-01-31T09:00:00Z');
    assert.equal(await forgetReceipts(world), 0);
    assert.deepEqual(await act(older), first);
    world.setClock('2027-01-31T09:00:01Z');
    assert.equal(await forgetReceipts(world), 1);
    assert.deepEqual(await act(younger), second);
    assert.notDeepEqual(await act(older), first);
  });
});
