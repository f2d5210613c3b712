import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { scopeOf } from '../platform/access/member.js';
import { Problem } from '../platform/problems.js';
import { openSchool } from '../review/testing/school.js';
import { actionInput } from './action-input.js';
import { addAction } from './changes/add.js';
import { addNote, setStatus } from './changes/change.js';
import { undoClosing } from './changes/undo.js';
import { findAction } from './store.js';

const school = await openSchool();
const { context, maya, browser } = school;
const how = { key: null };

const add = async (title: string) =>
  (await addAction(context, maya, actionInput.parse({ title, academicYear: 2026 }), how)).id;
const find = (id: string) =>
  context.storage.read(scopeOf(maya), (db) => findAction(db, maya.organisation.id, id));
const closed = async (id: string) =>
  browser.post(`/plan/actions/${id}/close`, {
    ...{ status: 'done', changed: 'Every tutor has it', result: '9 of 9', _key: context.id() },
  });
const undoOn = (html: string) => {
  const form = /<form method="post" action="([^"]*\/(?:undo|restore))".*?<\/form>/s.exec(html);
  return form && { path: form[1] ?? '', version: /"_version" value="(\d+)"/.exec(form[0])?.[1] };
};

describe('undoing the end of an action', () => {
  it('is one press after closing, and makes it what it was', async () => {
    const id = await add('Visit two colleges');
    await setStatus(context, maya, id, 'under way', how);
    const answer = await closed(id);
    const undo = undoOn(await browser.read(answer.headers.get('location') ?? ''));
    assert.equal(undo?.path, `/plan/actions/${id}/undo`);
    assert.deepEqual(undoOn(await browser.read(`/plan/actions/${id}`)), undo);
    await browser.post(undo!.path, { _version: undo?.version ?? '', _key: context.id() });
    const { status, changed, result, closedOn } = await find(id);
    assert.deepEqual([status, changed, result, closedOn], ['under way', '', '', null]);
    const page = await browser.read(`/plan/actions/${id}`);
    assert.match(page, /undid the closing of it/);
    assert.equal(undoOn(page), null);
  });

  it('brings a deleted action back', async () => {
    const id = await add('Count the visits');
    const answer = await browser.post(`/plan/actions/${id}/delete`, { _key: context.id() });
    const undo = undoOn(await browser.read(answer.headers.get('location') ?? ''));
    assert.equal(undo?.path, `/plan/actions/${id}/restore`);
    await browser.post(undo!.path, { _key: context.id() });
    assert.equal((await find(id)).deletedAt, null);
  });

  // The last one: the session has ended by then.
  it('is refused after the next change and after a day', async () => {
    const id = await add('Write to parents');
    await closed(id);
    const { version } = await find(id);
    const tooLate = (error: unknown) => error instanceof Problem && error.code === 'undo.too-late';
    await addNote(context, maya, id, { words: 'They liked it' }, how);
    await assert.rejects(undoClosing(context, maya, id, { ...how, version }), tooLate);
    await setStatus(context, maya, id, 'planned', how);
    await closed(id);
    context.setClock(new Date(context.clock().getTime() + 25 * 3_600_000).toISOString());
    const again = await find(id);
    await assert.rejects(
      undoClosing(context, maya, id, { ...how, version: again.version }),
      tooLate,
    );
    assert.equal((await find(id)).status, 'done');
  });
});
