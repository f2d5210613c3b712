import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openTestSchool } from '../../../tests/support/app.js';
import { ORDINARY_MORNING } from '../../../tests/support/clocks.js';
import { deleteOldIdempotencyKeys, once } from './idempotency.js';

const { context } = await openTestSchool({ now: ORDINARY_MORNING });
const person: string = (await context.superuser.query('SELECT id FROM persons')).rows[0].id;
let effects = 0;

/** Does something under a key; gives the answer. */
const act = (key: string | null) =>
  context.storage.write({ organisation: null, person }, (db) =>
    once(db, context, person, key, async () => {
      effects += 1;
      return { effect: effects };
    }),
  );

describe('a receipt', () => {
  it('gives the first answer again, and the work is not done twice', async () => {
    const key = context.id();
    assert.deepEqual([await act(key), await act(key), effects], [{ effect: 1 }, { effect: 1 }, 1]);
    assert.deepEqual(await act(null), { effect: 2 });
    assert.deepEqual(await act(context.id()), { effect: 3 });
  });

  it('is kept for 30 days, and then let go', async () => {
    context.setClock('2027-01-01T09:00:00Z');
    await deleteOldIdempotencyKeys(context);
    const [older, younger] = [context.id(), context.id()];
    const first = await act(older);
    context.setClock('2027-01-02T09:00:00Z');
    const second = await act(younger);
    context.setClock('2027-01-31T09:00:00Z');
    assert.equal(await deleteOldIdempotencyKeys(context), 0);
    assert.deepEqual(await act(older), first);
    context.setClock('2027-01-31T09:00:01Z');
    assert.equal(await deleteOldIdempotencyKeys(context), 1);
    assert.deepEqual(await act(younger), second);
    assert.notDeepEqual(await act(older), first);
  });
});
