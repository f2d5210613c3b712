import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import excel from 'exceljs';
import { newVisitor } from '../../tests/support/visitor.js';
import { addEvidence } from '../evidence/changes.js';
import { typedItem } from '../evidence/testing/library.js';
import { scopeOf } from '../platform/access/member.js';
import { readCsv } from '../platform/documents/csv.js';
import type { RoleWord } from '../platform/storage/tables/people.js';
import { agree } from '../review/changes/agree.js';
import { closeReview } from '../review/changes/close.js';
import { openSchool } from '../review/testing/school.js';
import { actionInput } from './action-input.js';
import { addAction } from './changes/add.js';
import { closeAction } from './changes/change.js';
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
    const moves = (html: string) =>
      [...html.matchAll(/<article class="card move">.*?<h3>(?:\s*<a[^>]*>)?\s*(\d\.\d)/gs)].map(
        ([, code]) => code,
      );
    const next = await browser.read(`/reviews/${review}/next`);
    assert.ok(moves(page).length > 1);
    assert.deepEqual(moves(page), moves(next));
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
    assert.match(page, /Enter the action/);
    assert.match(page, /Enter the due date like 4 December 2026/);
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
    assert.match(page, /Two people changed this at the same time/);
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
    assert.match(page, /2023\/24 was reviewed, with no plan in Waymark/);
    assert.match(page, /<a href="\/year\?year=2023">Year summary 2023\/24<\/a>/);
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

  const add = async (fields: Record<string, string>) =>
    (await addAction(context, maya, actionInput.parse(fields), { key: null })).id;
  const close = (id: string, status: 'done' | 'stopped') =>
    closeAction(
      context,
      maya,
      id,
      { status, changed: 'All have it', result: '', evidence: [] },
      { key: null },
    );
  /** Sends a form, and reads the page that it leads to. */
  const after = async (path: string, fields: Record<string, string | string[]>) =>
    browser.read(location(await browser.post(path, { ...fields, _key: key() })));

  it('goes over pages when it is long, and says where nothing is', async () => {
    const first = await browser.read('/plan?year=2060&by=theme');
    assert.match(first, /Page 1 of 3/);
    assert.doesNotMatch(first, /Previous page|continued/);
    assert.match(first, /href="\/plan\?year=2060&amp;by=theme&amp;page=2">Next page/);
    const second = await browser.read('/plan?year=2060&by=theme&page=2');
    assert.match(second, /<h2 id="group-0">[^<]+<span class="quiet small"> \(continued\)<\/span>/);
    assert.equal(second.match(/\(continued\)/g)?.length, 1);
    assert.match(second, /href="\/plan\?year=2060&amp;by=theme">Previous page/);
    assert.match(second, /&amp;by=theme&amp;page=3">Next page/);
    const third = await browser.read('/plan?year=2060&page=3');
    assert.match(third, /&amp;page=2">Previous page/);
    assert.doesNotMatch(third, /Next page|Nothing on this page/);
    assert.match(await browser.read('/plan?year=2060&page=4'), /Nothing on this page\./);
    const none = await browser.read('/plan?year=2060&status=stopped');
    assert.match(none, /<h1>No actions<\/h1>/);
    assert.match(none, /The careers plan 2060\/61 has no such actions\./);
    assert.match(none, /href="\/plan\?year=2060&amp;status=done"/);
  });

  it('is grouped by terms as England has them, and says what has no due day', async () => {
    const days = ['31 August 2062', '1 September 2062', '31 December 2062', '1 January 2063'];
    for (const dueOn of [...days, '9 April 2063', '10 April 2063', ''])
      await add({ title: `Due ${dueOn}`, academicYear: '2062', dueOn });
    const page = await browser.read('/plan?year=2062&by=term');
    const groups = [...page.matchAll(/<h2 id="group-\d+">([^<]+)<\/h2>(.*?)<\/ul>/gs)].map(
      ([, title, rows]) => [title, rows?.match(/\/plan\/actions\//g)?.length],
    );
    assert.deepEqual(groups, [
      ['Summer term 2061/62', 1],
      ['Autumn term 2062/63', 2],
      ['Spring term 2062/63', 2],
      ['Summer term 2062/63', 1],
      ['No due date', 1],
    ]);
  });

  it('says after each small change of an action what it did, and the history says it too', async () => {
    const id = await add({ title: 'Small steps', academicYear: '2063', milestones: 'one\ntwo' });
    const base = `/plan/actions/${id}`;
    assert.match(await after(`${base}/status`, { status: 'under way' }), /Action in progress\./);
    assert.match(await after(`${base}/status`, { status: 'planned' }), /Action not started\./);
    const reached = { what: 'one', reached: 'yes' };
    assert.match(await after(`${base}/milestones`, reached), /Milestone reached\./);
    const opened = { what: 'one', reached: 'no' };
    assert.match(await after(`${base}/milestones`, opened), /Milestone not reached\./);
    const item = await addEvidence(
      context,
      maya,
      { input: typedItem({ title: 'Tutor notes' }), upload: null },
      { key: null },
    );
    assert.match(await after(`${base}/evidence`, { evidence: [item.id] }), /Evidence attached\./);
    const moved = {
      title: 'Small steps',
      academicYear: '2064',
      dueOn: '1 May 2065',
      _version: '6',
    };
    await after(base, { ...moved, milestones: 'two' });
    await after(base, { title: 'Small steps', academicYear: '2064', _version: '7' });
    const page = await browser.read(base);
    for (const words of [
      'set it back to not started',
      'reached “one” in it',
      'marked “one” in it as not reached',
      'attached 1 item of evidence to it',
      'Plan: 2064/65, before that 2063/64.',
      'Due date: 1 May 2065.',
      'Milestones: 1 milestone, before that 2 milestones.',
      'Due date: removed, before that 1 May 2065.',
      'Milestones: removed, before that 1 milestone.',
    ])
      assert.ok(page.includes(words), words);
  });

  it('asks why an action was stopped, and what changed when it is done', async () => {
    const id = await add({ title: 'Stop me', academicYear: '2065', aim: '2.1@3' });
    await close(id, 'stopped');
    const page = await browser.read(`/plan/actions/${id}`);
    assert.match(page, /<h2 id="ending">Why it was stopped<\/h2>/);
    assert.doesNotMatch(page, /It aimed for|What changed<\/h2>/);
    assert.match(await browser.read('/history?area=The+plan'), /Why: “All have it”/);
  });

  it('shows on the heat map what goes on, what is aimed at and what is reached', async () => {
    await add({ title: 'Reached', academicYear: '2066', aim: '2.1@2' });
    await add({ title: 'Not reached', academicYear: '2066', aim: '1.3@2' });
    const page = await browser.read('/plan?year=2066&view=heatmap');
    assert.match(page, /1 of 2 target levels reached/);
    assert.match(
      page,
      /The levels are from Internal leadership review 2026\/27, which is still open\. Yellow/,
    );
    const table = page.slice(page.indexOf('scrolls aims'));
    const rows = [...table.matchAll(/<th scope="row"[^>]*>(\d\.\d)[^<]*<\/th>(.*?)<\/tr>/gs)];
    assert.deepEqual(
      rows.map(([, code, cells]) => [code, />(Reached|Not yet)</.exec(cells ?? '')?.[1]]),
      [
        ['1.3', 'Not yet'],
        ['2.1', 'Reached'],
      ],
    );
    await add({ title: 'No aim', academicYear: '2067' });
    const none = await browser.read('/plan?year=2067&view=heatmap');
    assert.match(none, /No action is linked to a statement yet/);
    assert.doesNotMatch(none, /Levels now and levels aimed for/);
  });

  it('tells twenty actions on a page what followed them, and twelve levels that rose alone', async () => {
    const ids = [];
    for (let at = 0; at < 21; at += 1) {
      const id = await add({ title: `Done ${at}`, academicYear: '2068', aim: '2.1@3' });
      await close(id, 'done');
      ids.push(id);
    }
    // Before the review of 2026 was begun: it has looked since, and none before can be compared with.
    await context.superuser.query(
      "UPDATE actions SET closed_on = '2010-01-01' WHERE status = 'done'",
    );
    const [before] = (
      await context.superuser.query('SELECT id FROM reviews WHERE academic_year = 2023')
    ).rows;
    const risen = school.codes.slice(0, 14);
    for (const [where, rating] of [
      [before.id, 1],
      [review, 2],
    ] as const)
      for (const statement of [...risen].reverse())
        await agree(context, maya, {
          ...{ review: where, statement, version: null, key: null },
          input: { rating },
        });
    const first = await browser.read('/plan/followed');
    const [, all] = /The level did not rise after any of (\d+) actions/.exec(first) ?? [];
    assert.ok(Number(all) >= 21);
    assert.equal(first.match(/<li class="chain card">/g)?.length, 20);
    assert.match(first, /Page 1 of 2/);
    assert.match(first, /href="\/plan\/followed\?page=2">Next page/);
    assert.doesNotMatch(first, /Previous page/);
    const alone = [
      ...first.matchAll(/<li class="alone-row">\s*<span>\s*<a href="\/model\/([\d.]+)"/g),
    ];
    assert.deepEqual(
      alone.map(([, code]) => code),
      risen.slice(0, 12),
    );
    assert.match(first, new RegExp(`Before that: ${risen[12]} and ${risen[13]}\\.`));
    const second = await browser.read('/plan/followed?page=2');
    assert.equal(second.match(/<li class="chain card">/g)?.length, Number(all) - 20);
    assert.match(second, /href="\/plan\/followed\?page=1">Previous page/);
    assert.doesNotMatch(second, /Next page|without an action in the plan/);
  });

  it('lists fifty actions of a year at its end, and leads to the rest', async () => {
    await fillYear(context, maya, 2069, 49);
    const year = async () => browser.read('/year?year=2069');
    assert.match(await year(), /<a href="\/plan\?year=2069">\s*Careers plan 2069\/70\s*<\/a>/);
    await add({ title: 'The fiftieth', academicYear: '2069' });
    await add({ title: 'One more', academicYear: '2069' });
    assert.match(await year(), /All actions in the careers plan 2069\/70/);
  });

  it('leads from an action that is done to the review that was agreed last', async () => {
    const id = await add({ title: 'Done at last', academicYear: '2026', aim: '2.1@3' });
    await close(id, 'done');
    const signing = { signedOffAs: 'Maya Okafor', gapsReason: 'A short year' };
    await closeReview(context, maya, review, signing, { key: null });
    const [other] = (
      await context.superuser.query('SELECT id FROM reviews WHERE academic_year = 2023')
    ).rows;
    await closeReview(context, maya, other.id, signing, { key: null });
    const page = await browser.read(`/plan/actions/${id}`);
    assert.match(page, /It aimed for level 3 in 2\.1\. Check the level in\s+your next review\./);
    assert.match(
      page,
      new RegExp(`href="/reviews/${review}/statements/2.1">\\s*See what was agreed for 2.1`),
    );
    assert.match(await browser.read('/plan?year=2066&view=heatmap'), /2026\/27, agreed on /);
  });
});
