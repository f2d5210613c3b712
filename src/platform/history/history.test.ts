import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openTestSchool } from '../../../tests/support/app.js';
import { defineEvents, typedWords } from './events.js';
import { listHistoryOf, record } from './history.js';

const { context } = await openTestSchool();
const { rows } = await context.superuser.query('SELECT id FROM organisations');
const organisation: string = rows[0].id;
const scope = { organisation, person: null };
const nameOf = async () =>
  (await context.superuser.query('SELECT name FROM organisations')).rows[0];

const events = defineEvents({ 'school.changed': { words: typedWords } });
const change = (chain: string, words: string) => ({
  organisation: chain,
  person: null,
  verb: 'school.changed' as const,
  subject: { kind: 'organisation', id: organisation },
  before: null,
  after: { words },
});

describe('an entry of the history', () => {
  it('keeps every sign as it was written', async () => {
    const words = `it's "so" \\ \\' $1 $$ ; -- /* \n\t\u0000 é 学 🎓 ${'x'.repeat(100_000)}`;
    await context.storage.write(scope, (db) =>
      record(db, context, events, change(organisation, words)),
    );
    const [entry] = await context.storage.read(scope, (db) =>
      listHistoryOf(db, organisation, { kind: 'organisation', id: organisation }),
    );
    assert.deepEqual(entry?.after, { words });
  });

  it('that cannot be written takes its change with it', async () => {
    const before = await nameOf();
    const writing = context.storage.write(scope, async (db) => {
      await db.updateTable('organisations').set({ name: 'Other' }).execute();
      await record(db, context, events, change(context.id(), 'in a chain that is not ours'));
    });
    await assert.rejects(writing, { code: '42501' });
    assert.deepEqual(await nameOf(), before);
  });

  it('is never written by a read', async () => {
    const count = async () => (await context.superuser.query('SELECT 1 FROM history')).rowCount;
    const before = await count();
    const reading = context.storage.read(scope, (db) =>
      record(db, context, events, change(organisation, 'read')),
    );
    await assert.rejects(reading, { code: '25006' });
    assert.equal(await count(), before);
  });

  it('of a change that fails is not written', async () => {
    const count = async () => (await context.superuser.query('SELECT 1 FROM history')).rowCount;
    const before = await count();
    const writing = context.storage.write(scope, async (db) => {
      await record(db, context, events, change(organisation, 'too early'));
      throw new Error('no');
    });
    await assert.rejects(writing, /no/);
    assert.equal(await count(), before);
    await context.storage.write(scope, async () => {});
    assert.equal(await count(), before, 'nor by the next change');
  });
});
