import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type excel from 'exceljs';
import { formsOf } from '../../tests/support/forms.js';
import { newVisitor } from '../../tests/support/visitor.js';
import { send } from '../evidence/testing/library.js';
import { actionInput } from '../plan/action-input.js';
import { addAction } from '../plan/changes/add.js';
import { changeWords } from '../plan/changes/change.js';
import { listActionsOf } from '../plan/store.js';
import { scopeOf } from '../platform/access/member.js';
import { agree } from '../review/changes/agree.js';
import { closeReview } from '../review/changes/close.js';
import { openSchool } from '../review/testing/school.js';
import { cellAt, edited } from './testing/workbooks.js';

const school = await openSchool({ now: '2026-11-23T09:00:00Z' });
const { context, maya, browser } = school;

const set = (review: string, statement: string, input: Parameters<typeof agree>[2]['input']) =>
  agree(context, maya, { review, statement, input, version: null, key: null });

async function download(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const answer = await browser.get(path);
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get('content-type') ?? '', /spreadsheetml/);
  return new Uint8Array(await answer.arrayBuffer());
}

/** Sends a file as the browser does. */
async function upload(path: string, file: Uint8Array<ArrayBuffer> | null) {
  const sent = file && { name: 'answers.xlsx', bytes: file };
  const answer = await send(context, browser, path, {}, sent);
  return { status: answer.status, html: await answer.text() };
}

/** The form of the changes on a page. */
function changesIn(html: string) {
  const form = formsOf(html).find(({ action }) => action.includes('/workbook/changes'));
  assert.ok(form, html.slice(html.indexOf('<main'), html.indexOf('<main') + 3000));
  return form;
}

const inSheet = (file: Uint8Array, name: string, work: (sheet: excel.Worksheet) => void) =>
  edited(file, (book) => work(book.getWorksheet(name)!));

const fields = (name: string, key: string, value: string) => (sheet: excel.Worksheet) => {
  cellAt(sheet, key, name).value = value;
};

const verbs = async (like: string): Promise<string[]> => {
  const { rows } = await context.superuser.query(
    'SELECT verb FROM history WHERE subject_kind = $1 ORDER BY position',
    [like],
  );
  return rows.map(({ verb }) => verb);
};

describe('the workbook of a review', () => {
  it('is downloaded, filled in and loaded: changes are shown, a conflict is chosen, and history tells it', async () => {
    const review = await school.review();
    const base = `/reviews/${review}`;
    await set(review, '1.1', { rating: 2, reason: 'We met.' });
    await set(review, '1.2', { reason: 'Old words' });
    const file = await inSheet(await download(`${base}/workbook.xlsx`), 'Review', (sheet) => {
      fields('Level agreed', '1.1', 'Level 3')(sheet);
      fields('Reason', '1.2', '=From the file')(sheet);
      fields('Strength', '1.3', 'Not wanted')(sheet);
      fields('Level agreed', '1.4', 'High')(sheet);
    });
    await set(review, '1.2', { reason: 'Words of a colleague' });

    const { status, html } = await upload(`${base}/workbook`, file);
    assert.equal(status, 200);
    const form = changesIn(html);
    assert.match(html, /Review, row 5, column D \(Level agreed\)/);
    assert.deepEqual(form.fields['choose-1.1-rating'], ['file']);
    assert.equal(form.fields['choose-1.2-reason'], undefined);

    const { 'choose-1.3-strength': _left, ...sent } = form.fields;
    const refused = await browser.post(form.action, sent);
    assert.equal(refused.status, 422);
    const again = changesIn(await refused.text());
    assert.equal(again.fields['choose-1.3-strength'], undefined);
    assert.deepEqual(again.fields.note, form.fields.note);
    assert.equal((await school.read(review)).agreements.get('1.1')?.rating, 2);

    const saved = await browser.post(again.action, {
      ...again.fields,
      'choose-1.2-reason': 'file',
    });
    assert.equal(saved.headers.get('location'), base);
    assert.match(await browser.read(base), /2 changes saved/);
    const { agreements } = await school.read(review);
    assert.equal(agreements.get('1.1')?.rating, 3);
    assert.equal(agreements.get('1.1')?.reason, 'We met.');
    assert.equal(agreements.get('1.2')?.reason, '=From the file');
    assert.equal(agreements.get('1.3')?.strength ?? '', '');
    assert.match(await browser.read(`${base}/history`), /1\.1[\s\S]*level 3/i);
    assert.equal((await verbs('agreement')).length, 5);
  });

  it('what is saved while somebody chooses is asked again, and nothing of the rest is saved before', async () => {
    const review = await school.review(null, 2027);
    const base = `/reviews/${review}`;
    const file = await inSheet(await download(`${base}/workbook.xlsx`), 'Review', (sheet) => {
      fields('Reason', '1.1', 'Mine')(sheet);
      fields('Reason', '1.2', 'Mine too')(sheet);
    });
    const form = changesIn((await upload(`${base}/workbook`, file)).html);
    await set(review, '1.2', { reason: 'Theirs' });
    const refused = await browser.post(form.action, form.fields);
    assert.equal(refused.status, 409);
    const again = changesIn(await refused.text());
    assert.deepEqual(again.fields['choose-1.1-reason'], ['file']);
    assert.equal(again.fields['choose-1.2-reason'], undefined);
    assert.equal((await school.read(review)).agreements.get('1.1')?.reason ?? '', '');
    await browser.post(again.action, { ...again.fields, 'choose-1.2-reason': 'now' });
    const { agreements } = await school.read(review);
    assert.equal(agreements.get('1.1')?.reason, 'Mine');
    assert.equal(agreements.get('1.2')?.reason, 'Theirs');
    // Sent again, nothing is asked of what is the same by now.
    const twice = await browser.post(again.action, again.fields);
    assert.ok([303, 409, 422].includes(twice.status));
    assert.equal((await school.read(review)).agreements.get('1.2')?.reason, 'Theirs');
  });

  it('a level that was copied from an earlier review is not recorded, and confirmed by choosing it', async () => {
    const before = await school.review(null, 2031);
    await set(before, '1.1', { rating: 3, reason: 'Then' });
    const review = await school.review(before, 2032);
    const base = `/reviews/${review}`;
    const file = await inSheet(await download(`${base}/workbook.xlsx`), 'Review', (sheet) => {
      assert.equal(cellAt(sheet, '1.1', 'Level agreed').text, 'Not recorded');
      fields('Level agreed', '1.1', 'Level 3')(sheet);
    });
    const form = changesIn((await upload(`${base}/workbook`, file)).html);
    await browser.post(form.action, form.fields);
    const agreement = (await school.read(review)).agreements.get('1.1');
    assert.deepEqual(
      [agreement?.rating, agreement?.isCarried, agreement?.reason],
      [3, false, 'Then'],
    );
  });

  it('texts that look like a list of learners are asked about, and what was chosen is kept', async () => {
    const review = await school.review(null, 2028);
    const base = `/reviews/${review}`;
    const list =
      'Amy Smith 12/03/2011\nBen Jones 04/05/2011\nCara Patel 06/07/2011\nDan Khan 08/09/2011';
    const file = await inSheet(await download(`${base}/workbook.xlsx`), 'Review', (sheet) => {
      fields('Reason', '1.1', list)(sheet);
      fields('Reason', '1.2', 'Fine')(sheet);
    });
    const form = changesIn((await upload(`${base}/workbook`, file)).html);
    const refused = await browser.post(form.action, form.fields);
    assert.equal(refused.status, 422);
    const again = changesIn(await refused.text());
    const question = again.shown.find(({ name }) => /learner/i.test(name));
    assert.ok(question, JSON.stringify(again.shown));
    assert.equal((await school.read(review)).agreements.get('1.2')?.reason ?? '', '');
    const saved = await browser.post(again.action, { ...again.fields, [question.name]: 'yes' });
    assert.equal(saved.status, 303);
    assert.equal((await school.read(review)).agreements.get('1.1')?.reason, list);
  });

  it('a file that is none of ours is refused at its field, and no file asks for one', async () => {
    const review = await school.review(null, 2029);
    const path = `/reviews/${review}/workbook`;
    for (const [file, words] of [
      [null, /Choose the workbook/],
      [new TextEncoder().encode('a,b\n1,2'), /not an Excel workbook/],
      [await download('/plan/workbook.xlsx'), /workbook of a plan/],
      [await download('/plan/export.xlsx'), /not a workbook that was downloaded here/],
    ] as const) {
      const { status, html } = await upload(path, file);
      assert.equal(status, 422);
      assert.match(html, words);
      assert.match(html, /id="file-error"/);
    }
  });

  it('is read by everyone, and loaded by those who set levels while it is open', async () => {
    const review = await school.review(null, 2030);
    const path = `/reviews/${review}/workbook`;
    const file = await download(`${path}.xlsx`);
    for (const role of ['contributor', 'viewer', 'governor'] as const) {
      await school.as(maya, role);
      assert.match(await browser.read(path), /Download the workbook/);
      await download(`${path}.xlsx`);
      assert.equal((await upload(path, file)).status, 403, role);
      assert.equal((await browser.post(`${path}/changes`, {})).status, 403, role);
    }
    await school.as(maya, 'careers leader');
    const changed = await inSheet(file, 'Review', fields('Reason', '1.1', 'Words that stay'));
    const form = changesIn((await upload(path, changed)).html);
    await closeReview(
      context,
      maya,
      review,
      { signedOffAs: 'Maya Okafor', gapsReason: 'Time' },
      { key: null },
    );
    assert.equal((await upload(path, file)).status, 409);
    const refused = await browser.post(form.action, form.fields);
    assert.equal(refused.status, 409);
    assert.match(await refused.text(), /review is closed[\s\S]*Words that stay/);
    assert.doesNotMatch(await browser.read(path), /type="file"/);
    const stranger = newVisitor(context);
    assert.equal((await stranger.get(`${path}.xlsx`)).status, 303);
  });
});

describe('the workbook of a plan', () => {
  const actions = () =>
    context.storage.read(scopeOf(maya), (db) => listActionsOf(db, maya.organisation.id, 2026));
  const add = (words: object) =>
    addAction(context, maya, actionInput.parse({ title: 'x', academicYear: '2026', ...words }), {
      key: null,
    });

  it('changes, closes and adds actions, in one go and in the history', async () => {
    const { id } = await add({ title: 'Write it', dueOn: '2026-12-04', priority: 'A' });
    const { id: other } = await add({ title: 'Show it', priority: 'B' });
    const file = await inSheet(await download('/plan/workbook.xlsx?year=2026'), 'Plan', (sheet) => {
      fields('Status', '1', 'complete')(sheet);
      fields('What changed', '1', 'All know it')(sheet);
      cellAt(sheet, '1', 'Due date').value = new Date('2027-03-28T09:30:00Z');
      cellAt(sheet, '2', 'Cost').value = 120;
      fields('Owner', '2', 'maya okafor')(sheet);
      const row = sheet.getRow(5);
      row.getCell(2).value = 'A new one';
      row.getCell(3).value = '2.1';
      row.getCell(4).value = 'Level 3';
    });
    const form = changesIn((await upload('/plan/workbook?year=2026', file)).html);
    const saved = await browser.post(form.action, form.fields);
    assert.equal(saved.status, 303);
    const now = await actions();
    const [first, second] = [id, other].map((each) => now.find((action) => action.id === each));
    assert.deepEqual(
      [first?.status, first?.changed, first?.dueOn],
      ['done', 'All know it', '2027-03-28'],
    );
    assert.deepEqual(
      [second?.cost, second?.owner],
      ['£120', { id: maya.person.id, name: 'Maya Okafor' }],
    );
    const added = now.find(({ title }) => title === 'A new one');
    assert.deepEqual(added?.aim, { statement: '2.1', level: 3 });
    assert.deepEqual((await verbs('action')).slice(2).sort(), [
      ...['action.added', 'action.changed', 'action.changed', 'action.closed'],
    ]);

    // Loaded once more, the file says nothing new but the row that is there by now.
    const again = await upload('/plan/workbook?year=2026', file);
    const { fields: sent } = changesIn(again.html);
    assert.deepEqual(
      Object.keys(sent).filter((name) => name.startsWith('choose')),
      [],
    );
  });

  it('what the plan does not allow is refused at its place, and nothing is saved', async () => {
    const { id } = await add({ title: 'Due and begun', startOn: '2026-12-01', priority: 'C' });
    const { id: other } = await add({ title: 'Beside it', priority: 'D' });
    const number = String((await actions()).findIndex((action) => action.id === id) + 1);
    const beside = String((await actions()).findIndex((action) => action.id === other) + 1);
    const file = await inSheet(await download('/plan/workbook.xlsx?year=2026'), 'Plan', (sheet) => {
      cellAt(sheet, number, 'Due date').value = new Date('2026-11-01');
      fields('Objective', beside, 'Changed')(sheet);
    });
    const form = changesIn((await upload('/plan/workbook?year=2026', file)).html);
    const refused = await browser.post(form.action, form.fields);
    assert.equal(refused.status, 422);
    const html = await refused.text();
    assert.match(html, new RegExp(`href="#choose-${id}-dueOn"`));
    assert.match(html, new RegExp(`id="choose-${id}-dueOn-error"`));
    assert.equal((await actions()).find((action) => action.id === other)?.objective, '');
    const { [`choose-${id}-dueOn`]: _left, ...rest } = changesIn(html).fields;
    assert.equal((await browser.post(form.action, rest)).status, 303);
    assert.equal((await actions()).find((action) => action.id === other)?.objective, 'Changed');
  });

  it('an action that is changed or deleted meanwhile is not overwritten', async () => {
    const { id } = await add({ title: 'Moving', priority: 'E' });
    const number = String((await actions()).findIndex((action) => action.id === id) + 1);
    const file = await inSheet(await download('/plan/workbook.xlsx?year=2026'), 'Plan', (sheet) => {
      fields('Objective', number, 'Mine')(sheet);
    });
    const form = changesIn((await upload('/plan/workbook?year=2026', file)).html);
    await changeWords(
      context,
      maya,
      id,
      actionInput.parse({ title: 'Moving', academicYear: '2026', objective: 'Theirs' }),
      { key: null },
    );
    const refused = await browser.post(form.action, form.fields);
    assert.equal(refused.status, 409);
    assert.equal(changesIn(await refused.text()).fields[`choose-${id}-objective`], undefined);
    assert.equal((await actions()).find((action) => action.id === id)?.objective, 'Theirs');
  });

  it('archived, it is read and not loaded', async () => {
    await context.superuser.query(
      'INSERT INTO archived_years (organisation_id, academic_year, words, archived_by, archived_at) VALUES ($1, 2026, $2, $3, now())',
      [maya.organisation.id, '', maya.person.id],
    );
    const file = await download('/plan/workbook.xlsx?year=2026');
    assert.equal((await upload('/plan/workbook?year=2026', file)).status, 409);
    assert.doesNotMatch(await browser.read('/plan/workbook?year=2026'), /type="file"/);
  });
});
