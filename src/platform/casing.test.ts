import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { camelKeys, jsonKeys, presented } from './casing.js';

describe('names in another spelling', () => {
  it('are those of code for a row, whose values stay as they are', () => {
    const at = new Date('2026-11-16T09:00:00Z');
    assert.deepEqual(camelKeys({ id: '1', is_not_yet: false, updated_by_name: null, at }), {
      ...{ id: '1', isNotYet: false, updatedByName: null, at },
    });
  });

  it('are those of JSON for a record, with moments as ISO text', () => {
    const record = { dueOn: null, startedAt: new Date('2026-11-16T09:00:00Z'), level: 2 };
    assert.deepEqual(jsonKeys(record), {
      ...{ due_on: null, started_at: '2026-11-16T09:00:00.000Z', level: 2 },
    });
  });
});

describe('what a schema lets out', () => {
  it('is what it lists, and nothing beside it', () => {
    const schema = z.object({ started_by: z.string() });
    const record = { ...jsonKeys({ startedBy: 'Maya', passwordHash: 'secret' }) };
    assert.deepEqual(presented(schema, record), { started_by: 'Maya' });
  });
});
