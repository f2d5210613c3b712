import assert from 'node:assert/strict';
import { it } from 'node:test';
import { newId } from './ids.js';

it('ids are UUIDs of version 7, each greater than the one before, and no two share their random end', () => {
  const before = Date.now();
  const ids = Array.from({ length: 20_000 }, newId);
  for (const id of ids)
    assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.deepEqual(ids.toSorted(), ids);
  assert.equal(new Set(ids.map((id) => id.slice(-10))).size, ids.length);
  const made = (id = '') => Number.parseInt(id.replace('-', '').slice(0, 12), 16);
  assert.ok(made(ids[0]) >= before);
  assert.ok(made(ids.at(-1)) <= Date.now() + 1);
});
