import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ORDINARY_MORNING } from '../../../tests/support/clocks.js';
import { openSchool } from '../../review/testing/school.js';
import { scopeOf } from '../access/member.js';
import { changeIdempotently } from '../access/member-changes.js';
import { type Autosave, writeAutosave } from './autosave.js';
import { type DraftStep, deleteOldDrafts, listDrafts } from './store.js';

const { context, maya, colleague } = await openSchool({ now: ORDINARY_MORNING });
const place = { person: maya.person.id, organisation: maya.organisation.id, form: '/plan/actions' };
const of = (key: string, step: number, words: string, takes: DraftStep[] = []): Autosave => ({
  ...{ form: place.form, openedAs: 'x', key, step, takes, isToSave: false },
  fields: [['title', words]],
});
const list = async () => {
  const drafts = await context.storage.read(scopeOf(maya), (db) => listDrafts(db, place));
  return drafts.map(({ step, fields }) => [step, fields?.[0]?.[1]]);
};

describe('a draft', () => {
  it('of one window never takes the place of that of another', async () => {
    await writeAutosave(context, maya, of(context.id(), 1, 'one window'));
    await writeAutosave(context, maya, of(context.id(), 2, 'another'));
    assert.deepEqual(await list(), [
      [2, 'another'],
      [1, 'one window'],
    ]);
  });

  it('keeps what was typed last, in whatever order autosaves arrive', async () => {
    const key = context.id();
    const stands = async () => (await list()).find(([step]) => Number(step) >= 70);
    await writeAutosave(context, maya, of(key, 72, 'later'));
    await writeAutosave(context, maya, of(key, 71, 'earlier'));
    assert.deepEqual(await stands(), [72, 'later']);
    await writeAutosave(context, maya, of(key, 72, 'the same step again'));
    assert.deepEqual(await stands(), [72, 'later']);
    await writeAutosave(context, maya, of(key, 73, 'last'));
    assert.deepEqual(await stands(), [73, 'last']);
    await context.superuser.query('DELETE FROM drafts WHERE key = $1', [key]);
  });

  it('goes when another has taken it over, unless it was written on meanwhile', async () => {
    const [gone, stays] = [context.id(), context.id()];
    await writeAutosave(context, maya, of(gone, 3, 'is taken over'));
    await writeAutosave(context, maya, of(stays, 5, 'written on'));
    const takes = [
      { key: gone, step: 3 },
      { key: stays, step: 4 },
    ];
    await writeAutosave(context, maya, of(context.id(), 6, 'is taken over, and more', takes));
    assert.deepEqual((await list()).slice(0, 2), [
      [6, 'is taken over, and more'],
      [5, 'written on'],
    ]);
    assert.equal((await list()).length, 4);
  });

  it('goes with the form that is saved, stays when that fails, and never comes back', async () => {
    const key = context.id();
    await writeAutosave(context, maya, of(key, 10, 'nearly saved'));
    const fails = changeIdempotently(context, maya, key, () => Promise.reject(new Error('no')));
    await assert.rejects(fails);
    assert.deepEqual((await list())[0], [10, 'nearly saved']);
    await changeIdempotently(context, maya, key, async () => null);
    assert.notDeepEqual((await list())[0], [10, 'nearly saved']);
    const late = await writeAutosave(context, maya, of(key, 11, 'late'));
    assert.equal(late.isSpent, true);
    assert.notDeepEqual((await list())[0], [11, 'late']);
  });

  it('gives way to newer ones only when there are 200 that are not saved, the oldest first', async () => {
    const by = await colleague('Ann Lee', 'careers leader');
    /** 200 drafts of now: written as `steps`, and saved by themselves or not. */
    const add200 = (steps: number, fields: string | null) =>
      context.superuser.query(
        `INSERT INTO drafts (person_id, key, organisation_id, form, step, opened_as, fields, typed_at)
         SELECT $1, gen_random_uuid(), $2, $3, $4::int + n, 'x', $5::jsonb, $6
         FROM generate_series(1, 200) n`,
        [by.person.id, place.organisation, place.form, steps, fields, context.clock()],
      );
    const words = async () => {
      const drafts = await context.storage.read(scopeOf(by), (db) =>
        listDrafts(db, { ...place, person: by.person.id }),
      );
      return drafts.flatMap(({ fields }) => fields?.[0]?.[1] ?? []);
    };
    const write = (step: number, said: string) =>
      writeAutosave(context, by, of(context.id(), step, said));
    await write(1, 'first');
    context.setClock('2026-11-23T09:01:00Z');
    // What is saved by itself, as a statement is when its page is left, takes the place of nothing.
    await add200(2000, null);
    await write(2, 'second');
    assert.deepEqual(await words(), ['second', 'first']);
    await add200(3000, '[["title", "many"]]');
    // A device whose clock is behind writes smaller steps, here at the same moment as all the others.
    await write(3, 'third');
    const left = await words();
    assert.equal(left.length, 200);
    assert.deepEqual([left.includes('first'), left.includes('third')], [false, true]);
  });

  it('is seen by nobody else, and deleted after 90 days', async () => {
    const sam = await colleague('Sam Reid', 'careers leader');
    const seen = await context.storage.read(scopeOf(sam), (db) => listDrafts(db, place));
    assert.deepEqual(seen, []);
    const elsewhere = { ...place, organisation: context.id() };
    const own = await context.storage.read(scopeOf(maya), (db) => listDrafts(db, elsewhere));
    assert.deepEqual(own, [], 'what was typed in one school is not shown in another');
    context.setClock('2027-02-20T09:00:00Z');
    assert.equal(await deleteOldDrafts(context), 0);
    context.setClock('2027-02-22T09:00:00Z');
    assert.ok((await deleteOldDrafts(context)) > 0);
    assert.deepEqual(await list(), []);
  });
});
