/** The page of a year, what followed its actions, and the page on which an action is closed, as people read them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addEvidence } from '../evidence/changes.js';
import { typedItem } from '../evidence/testing/library.js';
import { academicYear, academicYearAt } from '../platform/academic-year.js';
import { agree } from '../review/changes/agree.js';
import { openSchool } from '../review/testing/school.js';
import { actionInput } from './action-input.js';
import { addAction } from './changes/add.js';
import { closeAction } from './changes/change.js';
import { deleteAction } from './changes/remove.js';

const school = await openSchool();
const { context, maya, browser } = school;
const how = { key: null };
const add = async (fields: Record<string, string>) =>
  (await addAction(context, maya, actionInput.parse(fields), how)).id;
const send = (path: string, fields: Record<string, string | string[]>) =>
  browser.post(path, { ...fields, _key: context.id() });
const location = (answer: Response) => answer.headers.get('location') ?? '';
const read = async (path: string) => (await browser.read(path)).replace(/\s+/g, ' ');
/** The words of a page, without its markup. */
const words = async (path: string) =>
  (await browser.read(path)).replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
/** The day that it is in England by the tests' clock: "23 November 2026". */
const today = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'long',
  timeZone: 'Europe/London',
}).format(context.clock());
const item = (title: string) =>
  addEvidence(context, maya, { input: typedItem({ title }), upload: null }, how);

describe('the page of a year', () => {
  it('leads on after carrying over, archiving and opening again, and says what was done', async () => {
    const one = await add({ title: 'Goes on', academicYear: '2026' });
    await add({ title: 'Is left', academicYear: '2026' });
    const none = await send('/year/carry', { from: '2026' });
    assert.equal(none.status, 422);
    assert.match(await none.text(), /<h1>\s*0 of 2 actions complete\s*<\/h1>/);
    const elsewhere = await send('/year/carry', { from: '2031' });
    assert.match(await elsewhere.text(), /<title>[^<]*Year summary 2031\/32/);
    const carried = await send('/year/carry', { from: '2026', actions: [one] });
    assert.equal(location(carried), '/plan?year=2027');
    assert.match(await read('/plan?year=2027'), /1 action carried over to 2027\/28\./);
    const archived = await send('/year/archive', { year: '2026', words: 'Our year' });
    assert.equal(location(archived), '/year?year=2026');
    assert.match(await read('/year?year=2026'), /The plan for 2026\/27 is archived\./);
    assert.match(
      await words('/year?year=2026'),
      new RegExp(
        `Archived on ${today} +by Maya Okafor *\\. You can read the plan but not change it\\. +Reopen +the +year`,
      ),
    );
    for (const role of ['contributor', 'viewer'] as const) {
      await school.as(maya, role);
      assert.doesNotMatch(await read('/year?year=2026'), /Reopen the year|Start of the year/);
      await school.as(maya, 'careers leader');
    }
    assert.match(await read('/year?year=2026'), /Start of the year/);
    const now = academicYearAt(context.clock());
    const next = new RegExp(`<a href="/plan\\?year=${now}">Careers plan ${academicYear(now)}</a>`);
    for (const year of [now - 1, now]) assert.match(await read(`/year?year=${year}`), next);
    const opened = await send('/year/open', { year: '2026' });
    assert.equal(location(opened), '/year?year=2026');
    assert.match(await read('/year?year=2026'), /The plan for 2026\/27 is open again\./);
  });

  it('tells where the school stood at both ends, what rose first, and how each action ended', async () => {
    const [first, second] = [await school.review(null, 2022), await school.review(null, 2023)];
    for (const [review, statement, rating] of [
      [first, '1.3', 2],
      [first, '2.1', 1],
      [second, '1.3', 1],
      [second, '2.1', 3],
    ] as const)
      await agree(context, maya, {
        ...{ review, statement, version: null, key: null },
        input: { rating },
      });
    const id = await add({ title: 'Was stopped', academicYear: '2022' });
    await closeAction(
      context,
      maya,
      id,
      { status: 'stopped', changed: 'No time', result: '', evidence: [] },
      how,
    );
    const page = await words('/year?year=2022');
    assert.match(page, new RegExp(`Stopped on ${today}[ .:]+No time`));
    assert.match(page, /to +Internal leadership review 2023\/24 *, which is still open *:/);
    assert.match(page, /2\.1 [^:]*Level 1 +then +Level 3 +1\.3 [^:]*Level 2 +then +Level 1/);
    const html = await read('/year?year=2022');
    assert.deepEqual(
      [...html.matchAll(/href="(\/year\?year=\d+)" aria-current="true"/g)].map(([, to]) => to),
      ['/year?year=2022'],
    );
    await context.superuser.query("UPDATE reviews SET closed_at = '2026-11-23' WHERE id = $1", [
      second,
    ]);
    assert.doesNotMatch(await words('/year?year=2022'), /which is still open/);
    await context.superuser.query('UPDATE reviews SET deleted_at = now()');
  });
});

describe('what followed', () => {
  it('says who did what, what the measure says, what shows it, and that a level rose so far', async () => {
    const id = await add({
      ...{ title: 'Visit employers', academicYear: '2025', aim: '3.1@4' },
      ...{ ownerName: 'Anita Shah', measure: 'Visits', startOn: '1 September 2025' },
    });
    const evidence = [(await item('Log of visits')).id];
    const ending = { status: 'done' as const, changed: 'All went', result: 'Forty visits' };
    await closeAction(context, maya, id, { ...ending, evidence }, how);
    assert.match(
      await read('/plan/followed'),
      /<h1>\s*No review since the actions were completed\s*<\/h1>/,
    );
    const [first, second] = [await school.review(null, 2024), await school.review(null, 2025)];
    await agreeAt(first, 1);
    await agreeAt(second, 3);
    const q = context.superuser.query.bind(context.superuser);
    await q("UPDATE actions SET closed_on = '2026-01-10' WHERE id = $1", [id]);
    await q("UPDATE reviews SET closed_at = '2025-08-01' WHERE id = $1", [first]);
    const page = await words('/plan/followed');
    assert.match(page, /Complete on 10 January 2026 *, Anita Shah *\. Aim: +level 4 +in +3\.1 /);
    assert.match(page, /Result +Forty visits +What changed +All went/);
    assert.match(page, /Level 1 +2024\/25 *, 3\.1 +then +Level 3 +2025\/26 *, 3\.1 +so far/);
    assert.match(page, /It went up, but not yet to the level you aimed for\./);
    assert.match(page, /Evidence: +Log of visits/);
    await q("UPDATE reviews SET closed_at = '2026-08-01' WHERE id = $1", [second]);
    assert.doesNotMatch(await words('/plan/followed'), /so far/);
  });
  const agreeAt = (review: string, rating: 1 | 3) =>
    agree(context, maya, {
      ...{ review, statement: '3.1', version: null, key: null },
      input: { rating },
    });
});

describe('closing, deleting and restoring an action', () => {
  it('asks beside what was hoped for, and keeps what was chosen when something is missing', async () => {
    const id = await add({ title: 'Measured', academicYear: '2026', measure: 'All tutors' });
    assert.match(await words(`/plan/actions/${id}/close`), /Success measure: +All tutors/);
    const { id: log } = await item('Tutor log');
    const refused = await send(`/plan/actions/${id}/close`, {
      ...{ status: 'done', changed: '', result: 'Nine of ten', evidence: [log] },
    });
    assert.equal(refused.status, 422);
    const page = await refused.text();
    assert.match(page, /Nine of ten/);
    assert.match(page, new RegExp(`<input[^>]*value="${log}"[^>]*checked`));
    for (const [status, said] of [
      ['done', 'Action complete.'],
      ['stopped', 'Action stopped.'],
    ] as const) {
      const each = await add({ title: 'Ends', academicYear: '2026' });
      const answer = await send(`/plan/actions/${each}/close`, { status, changed: 'So it is' });
      assert.equal(location(answer), `/plan/actions/${each}`);
      assert.match(await read(location(answer)), new RegExp(`role="status"[^>]*>.{0,200}${said}`));
    }
  });

  it('says of a deleted action whose year it was and when, and leads to it once it is restored', async () => {
    const id = await add({ title: 'Comes back', academicYear: '2026' });
    await deleteAction(context, maya, id, how);
    assert.match(
      await words('/plan/deleted'),
      new RegExp(`Comes back +Careers plan 2026/27, deleted on ${today}`),
    );
    const answer = await send(`/plan/actions/${id}/restore`, {});
    assert.equal(location(answer), `/plan/actions/${id}`);
    assert.match(await read(location(answer)), /Restored\./);
  });
});
