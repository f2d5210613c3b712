import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { openTestApp } from '../../../tests/support/app.js';
import { setUpSchool } from '../../../tests/support/visitor.js';
import { defineEvents, id, typed, typedWords } from './events.js';
import { exportHistory, verifyExport } from './export.js';
import { type Change, listHistoryOf, record } from './history.js';

const context = await openTestApp();
await setUpSchool(context);
const { rows } = await context.superuser.query(
  'SELECT organisation_id, person_id FROM memberships',
);
const { organisation_id: organisation, person_id: person } = rows[0];

const events = defineEvents({
  'boat.moored': {
    master: id,
    berth: z.strictObject({ number: z.int(), lines: z.array(z.strictObject({ to: id })) }),
    log: typedWords,
    crew: typed(z.array(z.strictObject({ name: z.string() }))),
  },
  'boat.left': {},
  'person.erased': {},
});
type BoatEvents = typeof events;

const common = { organisation, person, subject: { kind: 'boat', id: organisation }, before: null };
const write = (change: Change<BoatEvents>) =>
  context.storage.write({ organisation, person }, (db) => record(db, context, events, change));
const count = async (table: string) =>
  (await context.superuser.query(`SELECT 1 FROM ${table}`)).rowCount ?? 0;

describe('an event of the history', () => {
  const refused: [string, object][] = [
    ['an unknown verb', { verb: 'boat.sunk', after: null }],
    ['a verb that every object has', { verb: 'constructor', after: null }],
    ['a field that is not allowed', { verb: 'boat.left', after: { to: 'sea' } }],
    ['a name where an id belongs', { verb: 'boat.moored', after: { master: 'Sam Reid' } }],
    [
      'a field that is not allowed, further in',
      { verb: 'boat.moored', after: { berth: { number: 1, lines: [{ to: person, by: 'Sam' }] } } },
    ],
    [
      'a field that is not allowed, in what was typed',
      { verb: 'boat.moored', after: { crew: [{ name: 'Sam', age: 12 }] } },
    ],
    [
      'a name as what it is about',
      { verb: 'boat.left', after: null, subject: { kind: 'boat', id: 'sam-reid' } },
    ],
    [
      'what was typed in the history of the installation',
      { verb: 'boat.moored', after: { log: '' }, organisation: null },
    ],
  ];
  for (const [what, change] of refused)
    it(`with ${what} is refused, and nothing is written`, async () => {
      const before = await count('history');
      await assert.rejects(write({ ...common, ...change } as unknown as Change<BoatEvents>));
      assert.deepEqual([await count('history'), await count('history_texts')], [before, 0]);
    });

  it('does not compile with an unknown verb or field', () => {
    const allowed = (_change: Change<BoatEvents>) => true;
    assert.ok(allowed({ ...common, verb: 'boat.moored', after: { log: 'calm' } }));
    // @ts-expect-error: no event is called so
    allowed({ ...common, verb: 'boat.sunk', after: null });
    // @ts-expect-error: this event has no such field
    allowed({ ...common, verb: 'boat.left', after: { log: 'calm' } });
    // @ts-expect-error: no such field, further in
    allowed({ ...common, verb: 'boat.moored', after: { berth: { number: 1, lines: [], by: '' } } });
    // @ts-expect-error: a number belongs here
    allowed({ ...common, verb: 'boat.moored', after: { berth: { number: '1', lines: [] } } });
  });

  it('keeps what was typed beside the chain, and reads as one', async () => {
    const after = { master: person, log: 'Sam “é” 🪨\u0000', crew: [{ name: 'Sam' }] };
    await write({ ...common, verb: 'boat.moored', before: { log: '' }, after });
    const [entry] = await context.storage.read({ organisation, person }, (db) =>
      listHistoryOf(db, organisation, common.subject),
    );
    assert.deepEqual([entry?.before, entry?.after], [{ log: '' }, after]);
    const { rows } = await context.superuser.query(
      "SELECT body FROM history WHERE verb = 'boat.moored'",
    );
    assert.doesNotMatch(rows[0].body, /Sam/);
    assert.deepEqual(JSON.parse(rows[0].body).after, {
      master: person,
      log: 'typed',
      crew: 'typed',
    });
  });
});

describe('what was typed, beside the chain', () => {
  const faults = async () => verifyExport(await exportHistory(context, organisation)).faults.join();

  it('is vouched for by its entry: changed or taken away past the application, it is found out', async () => {
    assert.equal(await faults(), '');
    const { rows } = await context.superuser.query('SELECT * FROM history_texts');
    const [{ entry_id, salt, texts }] = rows;
    const was = JSON.stringify(texts);
    const set = (what: string, value: unknown) =>
      context.superuser.query(`UPDATE history_texts SET ${what} = $2 WHERE entry_id = $1`, [
        entry_id,
        value,
      ]);
    await set('texts', was.replace('Sam', 'Pam'));
    assert.match(await faults(), /typed in entry \d is not as it was written/);
    await set('salt', null);
    assert.match(await faults(), /not as it was written/, 'nobody has been erased');
    await context.superuser.query('DELETE FROM history_texts');
    assert.match(await faults(), /not as it was written/);
    await context.superuser.query(
      'INSERT INTO history_texts (organisation_id, entry_id, salt, texts) VALUES ($1, $2, $3, $4)',
      [organisation, entry_id, salt, was],
    );
    assert.equal(await faults(), '');
  });

  it('may differ once somebody was erased after it, and only where the salt is gone', async () => {
    await write({ ...common, verb: 'person.erased', after: null });
    await context.superuser.query(`UPDATE history_texts SET texts = '{"before":null,"after":{}}'`);
    assert.match(await faults(), /not as it was written/);
    await context.superuser.query('UPDATE history_texts SET salt = NULL');
    assert.equal(await faults(), '');
  });
});
