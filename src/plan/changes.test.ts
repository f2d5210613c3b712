import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Member, scopeOf } from '../platform/access/member.js';
import { listHistoryOf } from '../platform/history/history.js';
import { Problem } from '../platform/problems.js';
import { agree } from '../review/changes/agree.js';
import { closeReview } from '../review/changes/close.js';
import { openSchool } from '../review/testing/school.js';
import { actionInput, typedFrom } from './action-input.js';
import { addAction, addFromMove } from './changes/add.js';
import { addNote, changeWords, closeAction, reachMilestone, setStatus } from './changes/change.js';
import { deleteAction, restoreAction } from './changes/remove.js';
import { archiveYear, carryOver, openYear } from './changes/years.js';
import { findWholeAction } from './notes-store.js';
import { findAction, listActionsOf } from './store.js';

const school = await openSchool();
const { context, maya } = school;
const how = { key: null };
const read = <T>(work: Parameters<typeof context.storage.read<T>>[1], by = maya) =>
  context.storage.read(scopeOf(by), work);
const find = (id: string) => read((db) => findAction(db, maya.organisation.id, id));
const whole = (id: string) => read((db) => findWholeAction(db, maya.organisation.id, id));
const input = (fields: Record<string, string> = {}) =>
  actionInput.parse({ title: 'Write the outcomes', academicYear: '2026', ...fields });
const problem = (status: number, code: string) => (error: unknown) =>
  error instanceof Problem && error.status === status && error.code === code;
const add = async (fields: Record<string, string> = {}, by = maya) =>
  (await addAction(context, by, input(fields), how)).id;

describe('adding actions', () => {
  it('keeps every column, and says so in the history', async () => {
    const id = await add({
      ...{ priority: 'Curriculum', aim: '1.1@3', ownerId: maya.person.id, dueOn: '4/12/2026' },
      ...{ milestones: '1 December 2026: half', cost: '£200', measure: 'All tutors' },
    });
    const action = await find(id);
    assert.deepEqual(action.aim, { statement: '1.1', level: 3 });
    assert.deepEqual(action.owner, { id: maya.person.id, name: 'Maya Okafor' });
    assert.equal(action.dueOn, '2026-12-04');
    assert.deepEqual(action.milestones, [{ on: '2026-12-01', what: 'half', isReached: false }]);
    const [entry] = await read((db) =>
      listHistoryOf(db, maya.organisation.id, { kind: 'action', id }),
    );
    assert.equal(entry?.verb, 'action.added');
  });

  it('twice with the same key adds one', async () => {
    const key = context.id();
    const first = await addAction(context, maya, input({ title: 'Once' }), { key });
    const second = await addAction(context, maya, input({ title: 'Once' }), { key });
    assert.equal(first.id, second.id);
  });

  it('refuses an aim that the model does not have, and an owner from elsewhere', async () => {
    await assert.rejects(add({ aim: '9.9@2' }), problem(422, 'action.unknown-aim'));
    await assert.rejects(add({ aim: '2.1@7' }), problem(422, 'action.unknown-aim'));
    await assert.rejects(add({ ownerId: context.id() }), problem(422, 'action.unknown-owner'));
  });

  it('is for careers leaders and contributors', async () => {
    await add({}, await school.colleague('Sam Reid', 'contributor'));
    for (const role of ['governor', 'adviser', 'viewer'] as const) {
      const reader = await school.colleague(`The ${role}`, role);
      await assert.rejects(add({}, reader), problem(403, 'plan.denied'));
    }
  });

  it('from a move of last year’s review stands in this year’s plan', async () => {
    const old = await school.review(null, 2025);
    await agree(context, maya, {
      ...{ review: old, statement: '5.1', version: null, key: null },
      input: { rating: 2, nextStep: 'Ring five employers' },
    });
    await archiveYear(context, maya, { year: 2025, words: '' }, { key: null });
    try {
      const { id } = await addFromMove(
        context,
        maya,
        { review: old, statement: '5.1' },
        { key: null },
      );
      const { title, academicYear, fromReview } = await find(id);
      assert.deepEqual([title, academicYear, fromReview], ['Ring five employers', 2026, old]);
    } finally {
      await openYear(context, maya, 2025, { key: null });
    }
  });

  it('from a move takes the next step as its title, and does not add it twice', async () => {
    const review = await school.review();
    await agree(context, maya, {
      ...{ review, statement: '2.1', version: null, key: null },
      input: { rating: 2, nextStep: 'Give every tutor the page' },
    });
    const first = await addFromMove(context, maya, { review, statement: '2.1' }, how);
    const action = await find(first.id);
    assert.equal(action.title, 'Give every tutor the page');
    assert.deepEqual(action.aim, { statement: '2.1', level: 3 });
    assert.equal(action.fromReview, review);
    const second = await addFromMove(context, maya, { review, statement: '2.1', level: 3 }, how);
    assert.deepEqual(second, { id: first.id, isNew: false });
    await assert.rejects(
      addFromMove(context, maya, { review, statement: '3.1' }, how),
      problem(422, 'action.no-move'),
    );
  });
});

describe('changing an action', () => {
  it('by two people at once ends in a conflict, and nothing is overwritten', async () => {
    const id = await add();
    const sam = await school.colleague('Sam Reid', 'contributor');
    await changeWords(context, sam, id, input({ title: 'His' }), { key: null, version: 1 });
    await assert.rejects(
      changeWords(context, maya, id, input({ title: 'Hers' }), { key: null, version: 1 }),
      problem(409, 'action.conflict'),
    );
    assert.equal((await find(id)).title, 'His');
  });

  it('that changes nothing leaves no trace', async () => {
    const id = await add({ milestones: 'one' });
    const { version } = await changeWords(
      context,
      maya,
      id,
      actionInput.parse(typedFrom(await find(id))),
      { key: null, version: 1 },
    );
    assert.equal(version, 1);
  });

  it('notes progress and reaches milestones', async () => {
    const id = await add({ milestones: 'one\ntwo' });
    await addNote(context, maya, id, { words: 'Half of the tutors have it' }, how);
    await reachMilestone(context, maya, id, { what: 'one', isReached: true }, how);
    const { action, notes } = await whole(id);
    assert.deepEqual(
      notes.map(({ words, by }) => [words, by]),
      [['Half of the tutors have it', 'Maya Okafor']],
    );
    assert.deepEqual(
      action.milestones.map(({ isReached }) => isReached),
      [true, false],
    );
    await assert.rejects(
      reachMilestone(context, maya, id, { what: 'three', isReached: true }, how),
      problem(409, 'action.milestone-gone'),
    );
  });

  it('closes it with what changed and the evidence, and opens it again', async () => {
    const review = await school.review();
    await agree(context, maya, {
      ...{ review, statement: '2.4', version: null, key: null, input: {} },
      evidence: { added: { title: 'Tutor survey', url: null, note: '' } },
    });
    const id = await add();
    const [offered] = (await whole(id)).offered;
    assert.equal(offered?.title, 'Tutor survey');
    const closing = { status: 'done' as const, changed: 'All have it', result: '24 of 24' };
    await assert.rejects(
      closeAction(context, maya, id, { ...closing, evidence: [context.id()] }, how),
      problem(422, 'evidence.unknown'),
    );
    assert.equal((await find(id)).status, 'planned');
    await closeAction(context, maya, id, { ...closing, evidence: [offered.id] }, how);
    const after = await whole(id);
    assert.equal(after.action.status, 'done');
    assert.equal(after.action.closedOn, '2026-11-23');
    assert.deepEqual(
      after.evidence.map(({ title }) => title),
      ['Tutor survey'],
    );
    await assert.rejects(
      closeAction(context, maya, id, { ...closing, evidence: [] }, how),
      problem(409, 'action.closed'),
    );
    await setStatus(context, maya, id, 'under way', how);
    assert.equal((await find(id)).closedOn, null);
  });

  it('of another school is not found', async () => {
    const id = await add();
    const stranger: Member = { ...maya, organisation: { ...maya.organisation, id: context.id() } };
    await assert.rejects(
      addNote(context, stranger, id, { words: 'Hello' }, how),
      problem(404, 'action.not-found'),
    );
  });
});

describe('deleting an action', () => {
  it('can be taken back for 30 days, by a careers leader', async () => {
    const id = await add();
    const sam = await school.colleague('Sam Reid', 'contributor');
    await assert.rejects(deleteAction(context, sam, id, how), problem(403, 'plan.denied'));
    await deleteAction(context, maya, id, how);
    await assert.rejects(find(id), problem(404, 'action.not-found'));
    await restoreAction(context, maya, id, how);
    assert.equal((await find(id)).title, 'Write the outcomes');
    await deleteAction(context, maya, id, how);
    context.setClock('2026-12-24T09:00:00Z');
    await assert.rejects(restoreAction(context, maya, id, how), problem(404, 'action.not-found'));
    context.setClock('2026-11-23T09:00:00Z');
  });
});

describe('the end of a year', () => {
  it('carries what is open over, once, and leaves the old year as it was', async () => {
    const open = await add({ academicYear: '2030', dueOn: '2031-03-01', title: 'Open' });
    const done = await add({ academicYear: '2030', title: 'Done' });
    const closing = { status: 'done' as const, changed: 'It did', result: '', evidence: [] };
    await closeAction(context, maya, done, closing, how);
    const asked = { from: 2030, actions: [open, done] };
    assert.deepEqual(await carryOver(context, maya, asked, how), { carried: 1 });
    await assert.rejects(
      carryOver(context, maya, asked, how),
      problem(409, 'plan.nothing-to-carry'),
    );
    const [next, ...rest] = await read((db) => listActionsOf(db, maya.organisation.id, 2031));
    assert.deepEqual(rest, []);
    assert.deepEqual([next?.title, next?.dueOn, next?.carriedFrom], ['Open', '2032-03-01', open]);
    assert.equal((await find(open)).status, 'planned');
    assert.equal((await whole(open)).carriedTo?.id, next?.id);
  });

  it('restored beside a newer copy, a deleted copy stands by itself', async () => {
    const open = await add({ academicYear: '2040', title: 'Twice' });
    const asked = { from: 2040, actions: [open] };
    await carryOver(context, maya, asked, how);
    const [copy] = await read((db) => listActionsOf(db, maya.organisation.id, 2041));
    await deleteAction(context, maya, copy!.id, how);
    await carryOver(context, maya, asked, how);
    await restoreAction(context, maya, copy!.id, how);
    assert.equal((await find(copy!.id)).carriedFrom, null);
  });

  it('archived, a year can be read and not changed, until it is opened again', async () => {
    const id = await add({ academicYear: '2035' });
    await archiveYear(context, maya, { year: 2035, words: 'A good year' }, how);
    await assert.rejects(
      addNote(context, maya, id, { words: 'Late' }, how),
      problem(409, 'plan.archived'),
    );
    await assert.rejects(add({ academicYear: '2035' }), problem(409, 'plan.archived'));
    assert.equal((await whole(id)).isArchived, true);
    await openYear(context, maya, 2035, how);
    await addNote(context, maya, id, { words: 'Late' }, how);
  });
});

describe('row-level security', () => {
  it('shows no action to another school, whatever it asks', async () => {
    await add();
    const rows = await context.storage.read({ organisation: context.id(), person: null }, (db) =>
      db.selectFrom('actions').select('id').execute(),
    );
    assert.deepEqual(rows, []);
  });
});

describe('a closed review', () => {
  it('still gives its moves to the plan', async () => {
    const review = await school.review();
    await agree(context, maya, {
      ...{ review, statement: '1.3', version: null, key: null, input: { rating: 1 } },
    });
    await closeReview(context, maya, review, { signedOffAs: 'M', gapsReason: 'Short' }, how);
    const { id } = await addFromMove(context, maya, { review, statement: '1.3' }, how);
    assert.match((await find(id)).title, /^Take 1\.3 .* to level 2$/);
  });
});
