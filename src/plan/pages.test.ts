import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import excel from 'exceljs';
import { newVisitor } from '../../tests/support/visitor.js';
import { scopeOf } from '../platform/access/member.js';
import { readCsv } from '../platform/documents/csv.js';
import type { RoleWord } from '../platform/storage/tables/people.js';
import { agree } from '../review/changes/agree.js';
import { openSchool } from '../review/testing/school.js';
import { actionInput } from './action-input.js';
import { addAction } from './changes/add.js';
import { harmless } from './columns.js';
import { findAction } from './store.js';
import { fillYear } from './testing/fill.js';
import { eventsOf, propertyOf, readCalendar } from './testing/read-calendar.js';

const school = await openSchool();
const { context, maya, browser } = school;
const review = await school.review();
for (const [statement, rating] of [
  ['2.1', 2],
  ['1.3', 1],
  ['3.1', 2],
] as const) {
  await agree(context, maya, {
    ...{ review, statement, version: null, key: null },
    input: { rating },
  });
}
const key = () => context.id();
const location = (answer: Response) => answer.headers.get('location') ?? '';

describe('the plan', () => {
  it('begins with the next steps that support the most others, each one press away', async () => {
    const page = await browser.read('/plan');
    assert.match(page, /Nothing is planned yet/);
    assert.match(page, /Add to the plan/);
    const answer = await browser.post('/plan/actions/from-move', {
      ...{ review, statement: '2.1', level: '3', _key: key() },
    });
    assert.equal(answer.status, 303);
    assert.match(await browser.read(location(answer)), /2\.1/);
  });

  it('keeps what was typed when something is wrong with it', async () => {
    const answer = await browser.post('/plan/actions', {
      ...{ title: '', academicYear: '2026', dueOn: 'soon', measure: 'All tutors', _key: key() },
    });
    assert.equal(answer.status, 422);
    const page = await answer.text();
    assert.match(page, /Enter what is to be done/);
    assert.match(page, /Enter the day it is due like 4 December 2026/);
    assert.match(page, /All tutors/);
  });

  it('shows both texts when two people wrote at once, and saves what is chosen', async () => {
    const { id } = await addAction(
      context,
      maya,
      actionInput.parse({ title: 'First words', academicYear: '2026' }),
      { key: null },
    );
    const fields = { academicYear: '2026', status: 'planned' };
    const save = (title: string, version: string) =>
      browser.post(`/plan/actions/${id}`, { ...fields, title, _version: version, _key: key() });
    assert.equal((await save('Theirs', '1')).status, 303);
    const answer = await save('Mine', '1');
    assert.equal(answer.status, 409);
    const page = await answer.text();
    assert.match(page, /Two people wrote at once/);
    assert.match(page, /Theirs/);
    assert.match(page, /Mine/);
    assert.match(page, /name="_version" value="2"/);
    assert.equal((await save('Both', '2')).status, 303);
    assert.match(await browser.read(`/plan/actions/${id}`), /<h1>Both<\/h1>/);
  });

  it('keeps of both texts what is chosen for each field, and nothing until all is chosen', async () => {
    const { id } = await addAction(
      context,
      maya,
      actionInput.parse({ title: 'First words', academicYear: '2026', cost: '£5' }),
      { key: null },
    );
    const path = `/plan/actions/${id}`;
    const fields = { academicYear: '2026', status: 'planned' };
    const save = (typed: Record<string, string | string[]>, version: string) =>
      browser.post(path, { ...fields, ...typed, _version: version, _key: key() });
    await save(
      { title: 'Theirs', measure: 'Their measure', cost: '£10', dueOn: '2026-12-04' },
      '1',
    );
    const mine = { title: 'Mine', measure: 'My measure', cost: '£20', dueOn: '4 December 2026' };
    const asked = [
      ...(await (await save(mine, '1')).text()).matchAll(/name="_asked" value="(\w+)"/g),
    ];
    assert.deepEqual(asked.map(([, field]) => field).sort(), ['cost', 'measure', 'title']);
    const choices = { _asked: ['title', 'measure', 'cost'], 'choose-title': 'mine' };
    const missing = await save({ ...mine, ...choices, 'choose-cost': 'theirs' }, '2');
    assert.equal(missing.status, 409);
    assert.match(await missing.text(), /href="#choose-measure">Choose which to keep/);
    const chosen = {
      ...{ ...mine, ...choices, 'choose-cost': 'theirs', 'choose-measure': 'together' },
      'together-measure': 'Both measures',
    };
    assert.equal((await save(chosen, '2')).status, 303);
    const action = await context.storage.read(scopeOf(maya), (db) =>
      findAction(db, maya.organisation.id, id),
    );
    assert.deepEqual(
      [action.title, action.measure, action.cost, action.dueOn],
      ['Mine', 'Both measures', '£10', '2026-12-04'],
    );
  });

  it('moves an action over the board by buttons, closes it and asks what changed', async () => {
    const { id } = await addAction(
      context,
      maya,
      actionInput.parse({ title: 'Move me', academicYear: '2026', aim: '2.1@3' }),
      { key: null },
    );
    const base = `/plan/actions/${id}`;
    const back = '/plan?year=2026&view=board';
    const moved = await browser.post(`${base}/status`, { status: 'under way', back, _key: key() });
    assert.equal(location(moved), back);
    const empty = await browser.post(`${base}/close`, { status: 'done', changed: '', _key: key() });
    assert.equal(empty.status, 422);
    await browser.post(`${base}/close`, { status: 'done', changed: 'All have it', _key: key() });
    const page = await browser.read(base);
    assert.match(page, /All have it/);
    assert.match(page, new RegExp(`href="/reviews/${review}/statements/2.1"`));
  });

  it('goes out as CSV in which nothing is a formula, and as a workbook', async () => {
    await addAction(
      context,
      maya,
      actionInput.parse({
        title: '=HYPERLINK("x")',
        academicYear: '2020',
        cost: '-1',
        measure: 'Half\ufffe a\uffff word\u0001',
        objective: 'a, b; c\\d "e" \'f\' <g> &amp; _x0041_\nh é 😀',
      }),
      { key: null },
    );
    const csv = await browser.read('/plan/export.csv?year=2020');
    assert.match(csv, /"'=HYPERLINK\(""x""\)"/);
    assert.match(csv, /"'-1"/);
    assert.equal(harmless('plain'), 'plain');
    for (const sign of '=+-@\t\r') assert.equal(harmless(`${sign}1`), `'${sign}1`);
    assert.equal(harmless('\t=1'), "'\t=1");
    assert.equal(harmless('\u0001＝1'), "'＝1");
    const file = await browser.get('/plan/export.xlsx?year=2020');
    const book = await new excel.Workbook().xlsx.load(await file.arrayBuffer());
    const cells = book.worksheets[0]?.getRow(2).values as string[];
    assert.ok(cells.includes('\'=HYPERLINK("x")') && cells.includes('Half a word'), `${cells}`);
    // Both files hold the same: src/plan/exports.test.ts looks at every column.
    assert.deepEqual(cells.slice(1), readCsv(csv, ',')[1]?.fields);
  });

  it('gives a calendar to whoever has its address, until it is taken back', async () => {
    await fillYear(context, maya, 2026, 1);
    const page = await (await browser.post('/plan/calendar', { _key: key() })).text();
    const [, address = ''] = /value="https?:\/\/[^/]+(\/calendar\/[^"]+\.ics)"/.exec(page) ?? [];
    assert.ok(address);
    const stranger = newVisitor(context);
    const feed = await stranger.get(address);
    assert.match(feed.headers.get('content-type') ?? '', /^text\/calendar/);
    const due = eventsOf(readCalendar(await feed.text())).map((event) =>
      propertyOf(event, 'SUMMARY'),
    );
    assert.ok(due.includes('Due: Action 0'));
    const { rows } = await context.superuser.query('SELECT token_hash FROM calendar_feeds');
    assert.equal(rows.length, 1);
    assert.doesNotMatch(await browser.read('/plan/mine'), /\.ics/);
    await browser.post('/plan/calendar/drop', { _key: key() });
    assert.equal((await stranger.get(address)).status, 404);
    assert.equal((await stranger.get('/calendar/none.ics')).status, 404);
  });

  it('names a year that was reviewed and never planned, and says so', async () => {
    await school.review(null, 2023);
    const page = await browser.read('/plan');
    assert.match(page, /2023\/24 was reviewed, and nothing was planned in Waymark/);
    assert.match(page, /<a href="\/year\?year=2023">See the year 2023\/24<\/a>/);
  });

  const READS = [
    '/plan',
    '/plan/mine',
    '/plan/followed',
    '/plan/print',
    '/year',
    '/insight',
    '/insight/what-if',
    '/insight/ways',
    '/insight/years',
    '/insight/links?statement=2.1',
    '/crosswalk',
    '/crosswalk/provider-access',
  ];
  for (const role of ['contributor', 'governor', 'adviser', 'viewer'] as RoleWord[]) {
    it(`a ${role} reads ${role === 'contributor' ? 'and writes' : 'and changes nothing'}`, async () => {
      await school.as(maya, role);
      try {
        for (const path of READS) assert.equal((await browser.get(path)).status, 200, path);
        const isWriter = role === 'contributor';
        const write = await browser.post('/plan/actions', {
          title: 'A',
          academicYear: '2026',
          _key: key(),
        });
        assert.equal(write.status, isWriter ? 303 : 403);
        assert.equal((await browser.get('/insight/hard')).status, isWriter ? 200 : 403);
        assert.equal((await browser.get('/insight/soon')).status, isWriter ? 200 : 403);
        assert.equal((await browser.get('/plan/deleted')).status, 403);
        const lead = await browser.post('/insight/efforts', {
          statement: '2.1',
          level: '3',
          days: '2',
          _key: key(),
        });
        assert.equal(lead.status, 403);
        if (!isWriter) assert.doesNotMatch(await browser.read('/plan'), /Add an action/);
      } finally {
        await school.as(maya, 'careers leader');
      }
    });
  }

  it('asks the database three times at most, however many actions it has', async () => {
    await fillYear(context, maya, 2060, 60);
    const views = [
      '',
      '&by=theme',
      '&by=owner',
      '&by=term',
      '&view=timeline',
      '&view=board',
      '&view=ridge',
    ];
    for (const view of views) {
      await browser.read(`/plan?year=2060${view}`);
      const before = context.storage.queries();
      await browser.read(`/plan?year=2060${view}`);
      assert.ok(
        context.storage.queries() - before <= 3,
        `${view}: ${context.storage.queries() - before}`,
      );
    }
    for (const path of [...READS, '/insight/soon', '/insight/hard']) {
      await browser.read(path);
      const before = context.storage.queries();
      await browser.read(path);
      assert.ok(
        context.storage.queries() - before <= 3,
        `${path}: ${context.storage.queries() - before}`,
      );
    }
  });

  it('a year is archived and can be read, not changed', async () => {
    await fillYear(context, maya, 2010, 1);
    const answer = await browser.post('/year/archive', {
      year: '2010',
      words: 'A year',
      _key: key(),
    });
    assert.equal(answer.status, 303);
    assert.match(await browser.read('/year?year=2010'), /A year/);
    assert.match(await browser.read('/plan?year=2010'), /is archived/);
  });
});
