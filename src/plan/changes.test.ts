import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ORDINARY_MORNING } from '../../tests/support/clocks.js';
import { descriptorOf, statementOf, themeOf } from '../framework/framework.js';
import { schoolsModel } from '../framework/testing/schools-model.js';
import { type Member, scopeOf } from '../platform/access/member.js';
import { listHistoryOf } from '../platform/history/history.js';
import { Problem } from '../platform/problems.js';
import { agree } from '../review/changes/agree.js';
import { closeReview, deleteReview } from '../review/changes/close.js';
import { openSchool } from '../review/testing/school.js';
import { actionInput, typedFrom } from './action-input.js';
import { addAction, addFromMove } from './changes/add.js';
import {
  addEvidence,
  addNote,
  changeWords,
  closeAction,
  reachMilestone,
  setStatus,
} from './changes/change.js';
import { deleteAction, restoreAction } from './changes/remove.js';
import { archiveYear, carryOver, openYear } from './changes/years.js';
import { findWholeAction } from './notes-store.js';
import { findAction, listActionsOf } from './store.js';

const school = await openSchool({ now: ORDINARY_MORNING });
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

  it('from a move without a next step is drawn up from the words of the model', async () => {
    const review = await school.review(null, 2027);
    const statement = statementOf(schoolsModel, '3.2')!;
    await agree(context, maya, {
      ...{ review, statement: '3.2', version: null, key: null, input: { rating: 2 } },
    });
    const { id, isNew } = await addFromMove(context, maya, { review, statement: '3.2' }, how);
    const { title, priority, objective, aim, expectedChange, expectedEvidence, academicYear } =
      await find(id);
    assert.deepEqual(
      { title, priority, objective, aim, expectedChange, expectedEvidence, academicYear, isNew },
      {
        title: `Take 3.2 ${statement.title} to level 3`,
        priority: themeOf(schoolsModel, '3.2')?.title,
        objective: `3.2 ${statement.title}: reach level 3`,
        aim: { statement: '3.2', level: 3 },
        expectedChange: descriptorOf(statement, 3)?.summary,
        expectedEvidence: statement.evidence.slice(0, 2).join('\n'),
        academicYear: 2027,
        isNew: true,
      },
      'the review’s year is still to come, so it is of that year’s plan',
    );
    const closing = { status: 'done' as const, changed: 'It did', result: '', evidence: [] };
    await closeAction(context, maya, id, closing, how);
    const again = await addFromMove(context, maya, { review, statement: '3.2', level: 3 }, how);
    assert.ok(again.isNew && again.id !== id, 'what is closed does not stand in its way');
    const other = await addFromMove(context, maya, { review, statement: '3.2', level: 4 }, how);
    assert.deepEqual((await find(other.id)).aim, { statement: '3.2', level: 4 });
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
    await deleteReview(context, maya, review, how);
    await assert.rejects(
      addFromMove(context, maya, { review, statement: '2.1', level: 4 }, how),
      problem(404, 'review.not-found'),
      'a deleted review gives nothing more to the plan',
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

  it('that is closed leaves it closed, and one of its owner or aim keeps what was chosen before', async () => {
    const anna = await school.colleague('Anna Lee', 'contributor');
    const owned = { ownerId: anna.person.id, aim: '1.1@3' };
    const id = await add(owned);
    await context.superuser.query('UPDATE memberships SET ended_at = now() WHERE person_id = $1', [
      anna.person.id,
    ]);
    await assert.rejects(add(owned), problem(422, 'action.unknown-owner'));
    const closing = { status: 'done' as const, changed: 'It did', result: '', evidence: [] };
    await closeAction(context, maya, id, closing, how);
    await changeWords(context, maya, id, input({ ...owned, title: 'Other words' }), how);
    const { title, owner, status, closedOn } = await find(id);
    assert.deepEqual(
      [title, owner?.name, status, closedOn],
      ['Other words', 'Anna Lee', 'done', '2026-11-23'],
    );
    await assert.rejects(
      changeWords(context, maya, id, input({ ...owned, aim: '1.1@9' }), how),
      problem(422, 'action.unknown-aim'),
    );
    await changeWords(context, maya, id, input({ ownerName: 'Somebody else' }), how);
    assert.deepEqual((await find(id)).owner, { id: null, name: 'Somebody else' });
    await assert.rejects(
      changeWords(context, maya, id, input(owned), how),
      problem(422, 'action.unknown-owner'),
    );
  });

  it('moves it on and back, and says so in the history by what it was', async () => {
    const id = await add();
    const closing = { status: 'stopped' as const, changed: 'No time', result: '', evidence: [] };
    await setStatus(context, maya, id, 'under way', how);
    await setStatus(context, maya, id, 'under way', how);
    await setStatus(context, maya, id, 'planned', how);
    await closeAction(context, maya, id, closing, how);
    await setStatus(context, maya, id, 'planned', how);
    const entries = await read((db) =>
      listHistoryOf(db, maya.organisation.id, { kind: 'action', id }),
    );
    assert.deepEqual(
      entries.map(({ verb, before, after }) => [verb, before?.status, after?.status]),
      [
        ['action.reopened', 'stopped', 'planned'],
        ['action.closed', 'planned', 'stopped'],
        ['action.moved', 'under way', 'planned'],
        ['action.moved', 'planned', 'under way'],
        ['action.added', undefined, 'planned'],
      ],
    );
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
    const reached = async () => (await find(id)).milestones.map(({ isReached }) => isReached);
    assert.deepEqual(
      action.milestones.map(({ isReached }) => isReached),
      [true, false],
    );
    await changeWords(context, maya, id, input({ milestones: 'two\none\nthree' }), how);
    assert.deepEqual(await reached(), [false, true, false]);
    await reachMilestone(context, maya, id, { what: 'one', isReached: false }, how);
    assert.deepEqual(await reached(), [false, false, false]);
    await assert.rejects(
      reachMilestone(context, maya, id, { what: 'four', isReached: true }, how),
      problem(409, 'action.milestone-gone'),
    );
  });

  it('attaches evidence while it goes on, of the school alone, and says so in the history', async () => {
    const review = await school.review();
    await agree(context, maya, {
      ...{ review, statement: '2.4', version: null, key: null, input: {} },
      evidence: { added: { title: 'Minutes of the tutors', url: null, note: '' } },
    });
    const id = await add();
    const [item] = (await whole(id)).offered.filter(({ title }) => /^Minutes/.test(title));
    assert.ok(item);
    await assert.rejects(
      addEvidence(context, maya, id, { evidence: [context.id()] }, how),
      problem(422, 'evidence.unknown'),
    );
    await addEvidence(context, maya, id, { evidence: [item.id] }, how);
    const { action, evidence } = await whole(id);
    assert.equal(action.status, 'planned');
    assert.deepEqual(
      evidence.map(({ title }) => title),
      ['Minutes of the tutors'],
    );
    const entries = await read((db) =>
      listHistoryOf(db, maya.organisation.id, { kind: 'action', id }),
    );
    const attached = entries.filter(({ verb }) => verb === 'action.evidence-attached');
    assert.deepEqual(
      attached.map(({ after }) => after),
      [{ evidence: [item.id] }],
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
    context.setClock('2026-12-23T08:59:59Z');
    await restoreAction(context, maya, id, how);
    context.setClock('2026-11-23T09:00:00Z');
    await deleteAction(context, maya, id, how);
    context.setClock('2026-12-23T09:00:00Z');
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

  it('carries over what was chosen, of that year alone', async () => {
    const [chosen, other] = [
      await add({ academicYear: '2060', title: 'Chosen' }),
      await add({ academicYear: '2060', title: 'Not chosen' }),
    ];
    const elsewhere = await add({ academicYear: '2061', title: 'Of the next year' });
    const asked = { from: 2060, actions: [chosen, elsewhere] };
    assert.deepEqual(await carryOver(context, maya, asked, how), { carried: 1 });
    const titles = async (year: number) =>
      (await read((db) => listActionsOf(db, maya.organisation.id, year))).map(({ title }) => title);
    assert.deepEqual((await titles(2061)).sort(), ['Chosen', 'Of the next year']);
    assert.deepEqual(await titles(2062), []);
    assert.equal((await find(other)).goesOnIn, null);
    assert.equal((await find(chosen)).goesOnIn, 2061);
    const copy = (await read((db) => listActionsOf(db, maya.organisation.id, 2061))).find(
      ({ carriedFrom }) => carriedFrom === chosen,
    );
    const moved = actionInput.parse({ ...typedFrom(copy!), academicYear: '2063' });
    const version = copy!.version;
    await changeWords(context, maya, copy!.id, moved, { key: null, version });
    assert.equal((await find(chosen)).goesOnIn, 2063, 'the year to which the copy was moved');
    assert.match(await school.browser.read('/plan?year=2060'), /Continues in 2063\/64/);
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

  it('goes on once, in whatever year the two are by now', async () => {
    for (const [year, moved, to] of [
      [2043, 'copy', '2043'],
      [2046, 'copy', '2049'],
      [2050, 'first', '2049'],
    ] as const) {
      const first = await add({ academicYear: String(year), title: 'Moved' });
      await carryOver(context, maya, { from: year, actions: [first] }, how);
      const [copy] = await read((db) => listActionsOf(db, maya.organisation.id, year + 1));
      const id = moved === 'copy' ? copy!.id : first;
      await changeWords(context, maya, id, input({ title: 'Moved', academicYear: to }), how);
      const from = (await find(first)).academicYear;
      await assert.rejects(
        carryOver(context, maya, { from, actions: [first] }, how),
        problem(409, 'plan.nothing-to-carry'),
      );
    }
  });

  it('goes on once when two people carry over, or restore, at once', async () => {
    const first = await add({ academicYear: '2055', title: 'At once' });
    const asked = { from: 2055, actions: [first] };
    const carry = () => carryOver(context, maya, asked, how);
    const inNext = () => read((db) => listActionsOf(db, maya.organisation.id, 2056));
    const copies: string[] = [];
    for (let round = 0; round < 4; round += 1) {
      const ends = await Promise.allSettled([
        ...[carry(), carry(), carry()],
        ...copies.map((id) => restoreAction(context, maya, id, how)),
      ]);
      for (const end of ends)
        if (end.status === 'rejected') assert.ok(problem(409, 'plan.nothing-to-carry')(end.reason));
      const goneOn = (await inNext()).filter(({ carriedFrom }) => carriedFrom === first);
      assert.equal(goneOn.length, 1);
      for (const { id } of await inNext()) await deleteAction(context, maya, id, how);
      copies.splice(0, copies.length, ...goneOn.map(({ id }) => id));
    }
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
    const later = await add({ academicYear: '2034' });
    const closing = { status: 'done' as const, changed: 'It did', result: '', evidence: [] };
    const changes: Record<string, () => Promise<unknown>> = {
      words: () => changeWords(context, maya, id, input({ title: 'Late' }), how),
      'words of another year': () =>
        changeWords(context, maya, later, input({ academicYear: '2035' }), how),
      status: () => setStatus(context, maya, id, 'under way', how),
      closing: () => closeAction(context, maya, id, closing, how),
      deleting: () => deleteAction(context, maya, id, how),
      'carrying over': () => carryOver(context, maya, { from: 2034, actions: [later] }, how),
    };
    for (const [name, change] of Object.entries(changes))
      await assert.rejects(change, problem(409, 'plan.archived'), name);
    const [first] = (await context.superuser.query('SELECT * FROM archived_years')).rows;
    const sam = await school.colleague('Sam Reid', 'careers leader');
    await archiveYear(context, sam, { year: 2035, words: 'A better year' }, how);
    const { rows: again } = await context.superuser.query('SELECT * FROM archived_years');
    assert.deepEqual(again, [{ ...(first as object), words: 'A better year' }]);
    await openYear(context, maya, 2034, how);
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
