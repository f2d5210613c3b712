/** Every text of an action stands in its own place wherever an action is read, and counts where it should alone. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import excel from 'exceljs';
import { runCommand } from '../../tests/support/command.js';
import { formsOf } from '../../tests/support/forms.js';
import { newProgram } from '../../tests/support/program.js';
import { type Member, scopeOf } from '../platform/access/member.js';
import { openSchool } from '../review/testing/school.js';
import { actionInput } from './action-input.js';
import { calendarOf } from './calendar.js';
import { makeCalendar, readCalendar } from './calendar-changes.js';
import { addAction } from './changes/add.js';
import { changeWords, closeAction, setStatus } from './changes/change.js';
import { deleteAction } from './changes/remove.js';
import { carryOver } from './changes/years.js';
import { COLUMNS } from './columns.js';
import { type Asked, type Grouping, listBoard, listPlan } from './list-store.js';
import { findAction, listActionsOf } from './store.js';
import { findYearEnd, listDoneWithAim } from './year-store.js';

const school = await openSchool({ now: '2027-05-31T22:59:00Z' });
const { context, maya, browser } = school;
const program = await newProgram(context, maya);
const how = { key: null };
const read = <T>(work: Parameters<typeof context.storage.read<T>>[1]) =>
  context.storage.read(scopeOf(maya), work);
const find = (id: string) => read((db) => findAction(db, maya.organisation.id, id));

/** What people write of an action: each field holds its own name. */
const WORDS = {
  ...{ title: 'own title', priority: 'own priority', objective: 'own objective' },
  ...{ resources: 'own resources', cost: 'own cost', expectedChange: 'own expected change' },
  ...{ measure: 'own measure', expectedEvidence: 'own expected evidence' },
};
const ENDING = { changed: 'own changed', result: 'own result' };
const add = async (fields: Record<string, string> = {}) => {
  const typed = { academicYear: '2026', ownerName: 'own owner', milestones: 'own milestone' };
  const days = { startOn: '1 March 2027', dueOn: '2 April 2027' };
  const input = actionInput.parse({ ...WORDS, ...typed, ...days, ...fields });
  return (await addAction(context, maya, input, how)).id;
};
const close = (id: string, status: 'done' | 'stopped' = 'done') =>
  closeAction(context, maya, id, { status, ...ENDING, evidence: [] }, how);

const partOf = (whole: object, names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, (whole as Record<string, unknown>)[name]]));

/** The cells of a sheet, by the titles of their columns. */
const CELLS = {
  ...{ Priority: 'own priority', Objective: 'own objective', Action: 'own title' },
  ...{ Owner: 'own owner', 'Start date': '1 March 2027', 'Due date': '2 April 2027' },
  ...{ Milestones: 'own milestone', Resources: 'own resources', Cost: 'own cost' },
  ...{ 'What will change': 'own expected change', 'Success measure': 'own measure' },
  ...{ 'Evidence expected': 'own expected evidence', 'What changed': 'own changed' },
  ...{ Result: 'own result' },
};

describe('the texts of an action', async () => {
  const id = await add();
  await close(id);

  it('are read as they were written', async () => {
    const action = await find(id);
    const all = { ...WORDS, ...ENDING };
    assert.deepEqual(partOf(action, Object.keys(all)), all);
    assert.equal(action.owner?.name, 'own owner');
  });

  it('are read by programs under their own names', async () => {
    const { json } = await program.get(`/plan/actions/${id}`);
    const all = Object.entries({ ...WORDS, ...ENDING, owner: 'own owner' });
    for (const [name, words] of all)
      assert.equal(json[name.replace(/[A-Z]/g, (sign) => `_${sign.toLowerCase()}`)], words);
    assert.deepEqual([json.start_on, json.due_on], ['2027-03-01', '2027-04-02']);
  });

  it('stand on its page, each by its own name', async () => {
    const html = await browser.read(`/plan/actions/${id}`);
    const rows = [...html.matchAll(/<dt[^>]*>([^<]*)<\/dt>\s*<dd[^>]*>([^<]*)<\/dd>/g)];
    const found = Object.fromEntries(rows.map(([, name, words]) => [name, words]));
    const { Action, Milestones, 'What changed': _, Result: __, ...named } = CELLS;
    const facts = { Statement: 'Not linked to a statement', 'Plan year': '2026/27' };
    assert.deepEqual(found, { ...named, ...facts });
    assert.match(html, /What changed<\/h2><p class="typed">own changed</);
    assert.match(html, /Result:<\/b> own result</);
  });

  it('stand in its own form', async () => {
    const html = await browser.read(`/plan/actions/${id}/edit`);
    for (const [name, words] of Object.entries(WORDS)) {
      const area = new RegExp(`<textarea[^>]* name="${name}"[^>]*>\\s*${words}<`);
      const line = [...html.matchAll(/<input[^>]*>/g)].some(
        ([tag]) => tag.includes(` name="${name}"`) && tag.includes(` value="${words}"`),
      );
      assert.ok(line || area.test(html), name);
    }
  });

  it('stand under their own columns in a sheet', async () => {
    const csv = (await browser.read('/plan/export.csv?year=2026')).split('\r\n');
    const cells = (line = '') => [...line.matchAll(/"([^"]*)"/g)].map(([, cell]) => cell);
    const [titles, row] = [cells(csv[0]), cells(csv[1])];
    const byTitle = Object.fromEntries(titles.map((title, at) => [title, row[at]]));
    assert.deepEqual(partOf(byTitle, Object.keys(CELLS)), CELLS);
    const file = await browser.get('/plan/export.xlsx?year=2026');
    assert.equal(file.status, 200);
    const book = await new excel.Workbook().xlsx.load(await file.arrayBuffer());
    assert.equal(book.worksheets[0]?.name, 'Plan 2026-27');
    assert.match(
      file.headers.get('content-disposition') ?? '',
      /filename="careers-plan-2026-2027\.xlsx"/,
    );
    const [first, second] = [1, 2].map((at) => book.worksheets[0]?.getRow(at).values as string[]);
    const inBook = Object.fromEntries(
      Array.from(first ?? [], (title, at) => [title ?? '', second?.[at]]),
    );
    assert.deepEqual(partOf(inBook, Object.keys(CELLS)), CELLS);
  });

  it('stand in a calendar while it is open: what it is, what for and how it is measured', async () => {
    const action = { ...(await find(id)), status: 'planned' as const };
    const now = context.clock();
    const text = calendarOf({ school: 'Otterbridge', actions: [action], now, origin: null });
    assert.match(text, /SUMMARY:Due: own title\r\n/);
    assert.match(text, /DESCRIPTION:own objective\\nSuccess measure: own measure\r\n/);
  });

  it('change one by one, and each is a change of version', async () => {
    const changed = await add();
    for (const name of Object.keys(WORDS)) {
      const before = await find(changed);
      const typed = { ...WORDS, ...partOf(before, Object.keys(WORDS)), [name]: `new ${name}` };
      const more = { academicYear: '2026', ownerName: 'own owner', milestones: 'own milestone' };
      const days = { startOn: '1 March 2027', dueOn: '2 April 2027' };
      const input = actionInput.parse({ ...typed, ...more, ...days });
      await changeWords(context, maya, changed, input, { ...how, version: before.version });
      const after = await find(changed);
      assert.equal(after.version, before.version + 1, name);
      assert.deepEqual(partOf(after, Object.keys(WORDS)), typed, name);
    }
    await deleteAction(context, maya, changed, how);
  });

  it('go on in the next year as they were', async () => {
    const open = await add();
    await carryOver(context, maya, { from: 2026, actions: [open] }, how);
    const [copy] = await read((db) => listActionsOf(db, maya.organisation.id, 2027));
    assert.deepEqual(partOf(copy ?? {}, Object.keys(WORDS)), WORDS);
    assert.equal(copy?.owner?.name, 'own owner');
    assert.deepEqual([copy?.startOn, copy?.dueOn], ['2028-03-01', '2028-04-02']);
    assert.deepEqual([copy?.changed, copy?.result, copy?.status], ['', '', 'planned']);
  });
});

describe('the options of a command', () => {
  const added = async (options: Record<string, string>) =>
    find(await runCommand(context, ['plan add', 'own title'], options));

  it('each go where they belong, of an action that is added', async () => {
    const action = await added({
      ...{ year: '2031', aim: '2.1@3', due: '2031-12-04', start: '2031-11-01' },
      ...{ owner: 'own owner', priority: 'own priority', measure: 'own measure' },
    });
    assert.deepEqual(
      partOf(action, ['title', 'academicYear', 'dueOn', 'startOn', 'priority', 'measure']),
      {
        ...{ title: 'own title', academicYear: 2031, dueOn: '2031-12-04', startOn: '2031-11-01' },
        ...{ priority: 'own priority', measure: 'own measure' },
      },
    );
    assert.deepEqual(action.aim, { statement: '2.1', level: 3 });
    assert.deepEqual(action.owner, { id: null, name: 'own owner' });
  });

  it('tell the year of a list, which is this one when none is said', async () => {
    const now = await added({});
    assert.equal(now.academicYear, 2026);
    const idsIn = async (options: Record<string, string>) =>
      (await runCommand(context, ['plan list'], options))
        .split('\n')
        .map((line) => line.split(' ')[0]);
    const other = await added({ year: '2032' });
    assert.deepEqual(await idsIn({ year: '2032' }), [other.id]);
    const today = await idsIn({});
    assert.ok(today.includes(now.id) && !today.includes(other.id));
    for (const year of ['1999', '2101', '26', '2026.5'])
      await assert.rejects(runCommand(context, ['plan list'], { year }), { code: 'command.year' });
    await deleteAction(context, maya, now.id, how);
  });

  it('say how an action ended, and what changed', async () => {
    for (const [stopped, status, said] of [
      [{}, 'done', 'Complete'],
      [{ stopped: true }, 'stopped', 'Stopped'],
    ] as const) {
      const { id } = await added({ year: '2033' });
      const text = await runCommand(context, ['plan done', id], { ...ENDING, ...stopped });
      assert.equal(text, `${id}: ${said}.`);
      assert.deepEqual(partOf(await find(id), ['status', 'changed', 'result']), {
        ...{ status, ...ENDING },
      });
    }
  });
});

describe('the actions that are listed', () => {
  const today = '2045-03-10';
  let sam: Member;
  const year = { academicYear: '2044', startOn: '', milestones: '' };
  /** Each is found by its title. */
  const made = (): Record<string, Record<string, string>> => ({
    today: { dueOn: '2045-03-10', priority: 'b', ownerId: sam.person.id, aim: '2.1@3' },
    yesterday: { dueOn: '2045-03-09', priority: 'a', ownerName: 'Anna', aim: '1.3@2' },
    'in fourteen days': { dueOn: '2045-03-24', priority: '', ownerId: sam.person.id },
    'in fifteen days': { dueOn: '2045-03-25', priority: 'B', ownerName: '', startOn: '2044-09-02' },
    someday: { dueOn: '', priority: 'a', ownerName: 'zoe', aim: '1.3@3' },
    closed: { dueOn: '2045-01-01', priority: 'c', ownerId: sam.person.id },
    earlier: { dueOn: '2045-01-01', priority: 'c', ownerName: 'Zora' },
    stopped: { dueOn: '2045-01-01', priority: 'c', ownerName: 'Zora' },
  });
  const ids: Record<string, string> = {};
  // Not while the tests before still run: the clock goes on meanwhile.
  before(async () => {
    sam = await school.colleague('Sam Reid', 'contributor');
    for (const [title, fields] of Object.entries(made()))
      ids[title] = await add({ ...year, ...{ ownerName: '' }, ...fields, title });
    await setStatus(context, maya, ids.someday!, 'under way', how);
    const was = context.clock().toISOString();
    for (const [title, day] of [
      ['earlier', '2045-02-01'],
      ['closed', '2045-02-02'],
    ] as const) {
      context.setClock(`${day}T09:00:00Z`);
      await close(ids[title]!);
    }
    await close(ids.stopped!, 'stopped');
    context.setClock(was);
    await add({ ...year, academicYear: '2043', title: 'of another year', dueOn: '2045-03-09' });
    await deleteAction(context, maya, await add({ ...year, title: 'deleted' }), how);
  });

  const part = (asked: Partial<Asked> = {}, by: Grouping | 'due' | 'start' = 'due') =>
    read((db) =>
      listPlan(
        db,
        maya.organisation.id,
        { academicYear: 2044, ...asked },
        { by, codes: ['1.3', '2.1'], page: 1, today },
      ),
    );
  const titles = async (...asked: Parameters<typeof part>) =>
    (await part(...asked)).actions.map(({ title }) => title);
  const open = ['yesterday', 'today', 'in fourteen days', 'in fifteen days', 'someday'];

  it('are those that are asked for, with the counts of these', async () => {
    const ended = ['closed', 'earlier', 'stopped'];
    assert.deepEqual(await titles(), [...ended, ...open]);
    assert.deepEqual(await titles({ status: 'open' }), open);
    assert.deepEqual(await titles({ status: 'planned' }), open.slice(0, 4));
    assert.deepEqual(await titles({ status: 'done' }), ['closed', 'earlier']);
    const own = ['closed', 'today', 'in fourteen days'];
    assert.deepEqual(await titles({ owner: sam.person.id }), own);
    assert.deepEqual(await titles({ owner: sam.person.id, status: 'open' }), own.slice(1));
    assert.deepEqual((await part()).counts, {
      ...{ found: 8, planned: 4, underWay: 1, done: 2, stopped: 1 },
      ...{ overdue: 1, dueSoon: 2 },
    });
    assert.deepEqual((await part({ owner: sam.person.id })).counts, {
      ...{ found: 3, planned: 2, underWay: 0, done: 1, stopped: 0 },
      ...{ overdue: 0, dueSoon: 2 },
    });
  });

  it('stand in the order of what they are grouped by, and then by their due day', async () => {
    const inOrder = (by: Grouping | 'start') => titles({ status: 'open' }, by);
    assert.deepEqual(await inOrder('priority'), [
      ...['yesterday', 'someday', 'in fifteen days', 'today', 'in fourteen days'],
    ]);
    assert.deepEqual(await inOrder('theme'), [
      ...['yesterday', 'someday', 'today', 'in fourteen days', 'in fifteen days'],
    ]);
    assert.deepEqual(await inOrder('owner'), [
      ...['yesterday', 'today', 'in fourteen days', 'someday', 'in fifteen days'],
    ]);
    assert.deepEqual(await inOrder('start'), ['in fifteen days', ...open.slice(0, 3), 'someday']);
  });

  it('stand on the board by their status, what was closed last first', async () => {
    const { actions } = await read((db) =>
      listBoard(db, maya.organisation.id, { academicYear: 2044 }, today),
    );
    const of = (status: string) =>
      actions.filter((each) => each.status === status).map(({ title }) => title);
    assert.deepEqual(of('planned'), open.slice(0, 4));
    assert.deepEqual([of('under way'), of('stopped')], [['someday'], ['stopped']]);
    assert.deepEqual(of('done'), ['closed', 'earlier']);
  });

  it('are on the page as its address asks, and the links of the page keep what was asked', async () => {
    const page = async (asked: string) => {
      const html = await browser.read(`/plan?year=2044${asked}`);
      return Object.keys(ids).filter((title) => html.includes(`${ids[title]}"`));
    };
    assert.deepEqual((await page('&status=open')).sort(), [...open].sort());
    assert.deepEqual(await page('&status=stopped'), ['stopped']);
    assert.deepEqual(await page('&status=nothing'), Object.keys(ids));
    const html = await browser.read('/plan?year=2044&status=open&by=owner');
    for (const href of [
      'year=2044&amp;view=board&amp;by=owner&amp;status=open',
      'year=2044&amp;by=term&amp;status=open',
      'year=2044&amp;by=owner&amp;status=done',
    ])
      assert.ok(html.includes(`href="/plan?${href}"`), href);
  });

  it('are in a calendar those of the person alone whose address it is', async () => {
    const token = await makeCalendar(context, sam);
    const calendar = await readCalendar(context, token, null);
    const due = [...calendar.matchAll(/SUMMARY:Due: (.*)\r\n/g)].map(([, title]) => title);
    assert.deepEqual(due, ['today', 'in fourteen days']);
    assert.match(calendar, /X-WR-CALNAME:Careers plan\\, Otterbridge School/);
    const next = await makeCalendar(context, sam);
    await assert.rejects(readCalendar(context, token, null), { code: 'calendar.unknown' });
    await readCalendar(context, next, null);
    await context.superuser.query('UPDATE memberships SET ended_at = now() WHERE person_id = $1', [
      sam.person.id,
    ]);
    await assert.rejects(readCalendar(context, next, null), { code: 'calendar.unknown' });
    assert.deepEqual(
      (await part()).left.map(({ title }) => title),
      ['today', 'in fourteen days'],
      'what somebody owned who has left is told',
    );
  });

  it('are told at the end of their year: what goes on, what is open, what ended and last first', async () => {
    const end = () => read((db) => findYearEnd(db, maya.organisation.id, 2044));
    const named = (actions: { title: string }[]) => actions.map(({ title }) => title);
    await carryOver(context, maya, { from: 2044, actions: [ids.today!, ids.someday!] }, how);
    const { counts, open: left, goingOn, closed, archived } = await end();
    assert.deepEqual(counts, { all: 8, done: 2, stopped: 1, open: 5, carried: 2 });
    assert.deepEqual(named(left), ['yesterday', 'in fourteen days', 'in fifteen days']);
    assert.deepEqual(named(goingOn), ['today', 'someday']);
    assert.deepEqual(named(closed), ['closed', 'stopped', 'earlier']);
    assert.equal(archived, null);
    const { json } = await program.get('/plan/years/2044');
    assert.deepEqual([json.year, json.is_archived, json.actions], [2044, false, counts]);
    const html = await browser.read('/year?year=2044');
    assert.match(html, /2 of 8 actions complete/);
    assert.match(html, /1 stopped, 2 carried over to 2045\/46, 3 still open\./);
    const offered = [...html.matchAll(/name="actions"[^>]*value="([^"]+)"/g)].map(([, id]) => id);
    assert.deepEqual(
      offered,
      ['yesterday', 'in fourteen days', 'in fifteen days'].map((each) => ids[each]),
    );
    const urgent = (await part()).counts;
    assert.deepEqual([urgent.overdue, urgent.dueSoon], [1, 1], 'what goes on is due elsewhere');
    const page = await browser.read(`/plan/actions/${ids.today}`);
    const next = await read((db) => listActionsOf(db, maya.organisation.id, 2045));
    const copy = next.find(({ carriedFrom }) => carriedFrom === ids.today);
    assert.ok(copy && page.includes(`href="/plan/actions/${copy.id}"`));
    const later = await browser.read(`/plan/actions/${copy.id}`);
    assert.ok(later.includes(`href="/plan/actions/${ids.today}"`));
  });

  it('count as carried over only while they are open in their own year', async () => {
    await close(ids.today!);
    const { counts } = await read((db) => findYearEnd(db, maya.organisation.id, 2044));
    assert.deepEqual(counts, { all: 8, done: 3, stopped: 1, open: 4, carried: 1 });
    await setStatus(context, maya, ids.today!, 'planned', how);
  });

  it('are one’s own on a page, where reminders are turned off and on', async () => {
    const mine = await add({ ...year, ownerName: '', ownerId: maya.person.id, title: 'Of Maya' });
    const html = await browser.read('/plan/mine');
    assert.ok(html.includes(`/plan/actions/${mine}"`));
    assert.ok(!html.includes(`/plan/actions/${ids.yesterday}"`), 'what is somebody else’s');
    for (const [wanted, words] of [
      ['no', 'You get no reminders from this school.'],
      ['yes', 'You get an email when an action of yours is due'],
    ] as const) {
      const answer = await browser.post('/plan/reminders', { wanted, _key: context.id() });
      assert.equal(answer.headers.get('location'), '/plan/mine');
      assert.ok((await browser.read('/plan/mine')).includes(words), wanted);
    }
    await deleteAction(context, maya, mine, how);
    assert.ok(!(await browser.read('/plan/mine')).includes(`/plan/actions/${mine}"`));
  });

  it('are on paper, in the same columns', async () => {
    const csv = (await browser.read('/plan/export.csv?year=2026')).split('\r\n');
    const cells = (csv[1] ?? '').match(/"([^"]*)"/g)?.map((cell) => cell.slice(1, -1)) ?? [];
    const filled = COLUMNS.map(({ title }, at) => [title, cells[at] ?? '']).filter(
      ([, cell]) => cell,
    );
    const paper = await browser.read('/plan/print?year=2026');
    const [, block = ''] = /<article>([\s\S]*?)<\/article>/.exec(paper) ?? [];
    const printed = [...block.matchAll(/<dt>([^<]*)<\/dt>\s*<dd[^>]*>([^<]*)</g)];
    const [, title = ''] = /<h2>([^<]*)</.exec(block) ?? [];
    assert.deepEqual(
      [['Action', title], ...printed.map(([, name, words]) => [name, words])].sort(),
      filled.sort(),
    );
  });
});

describe('one’s own actions', () => {
  it('stand under how soon they are due, and the heading says the most urgent', async () => {
    context.setClock('2027-05-31T09:00:00Z');
    const own: Record<string, string> = {};
    const mine = async () => {
      const html = await browser.read('/plan/mine');
      const parts = [...html.matchAll(/<h2 id="[^"]+">([^<]+)<\/h2>\s*<ul(.*?)<\/ul>/gs)];
      const [, heading] = /<h1[^>]*>([^<]+)<\/h1>/.exec(html) ?? [];
      const of = (rows = '') => Object.keys(own).filter((day) => rows.includes(`${own[day]}"`));
      return [heading, ...parts.map(([, title, rows]) => [title, ...of(rows)])];
    };
    const due = async (dueOn: string) => {
      own[dueOn] = await add({ startOn: '', ownerName: '', ownerId: maya.person.id, dueOn });
    };
    assert.deepEqual(await mine(), ['You have no actions yet']);
    await due('');
    assert.deepEqual(await mine(), ['1 action, none due soon', ['Yours', '']]);
    await due('15 June 2027');
    assert.deepEqual(await mine(), ['2 actions, none due soon', ['Yours', '', '15 June 2027']]);
    await due('14 June 2027');
    const later = ['Later', '', '15 June 2027'];
    assert.deepEqual(await mine(), [
      '1 action due in the next 14 days',
      ['Due in the next 14 days', '14 June 2027'],
      later,
    ]);
    await due('31 May 2027');
    await due('30 May 2027');
    assert.deepEqual(await mine(), [
      '1 action overdue',
      ['Overdue', '30 May 2027'],
      ['Due in the next 14 days', '14 June 2027', '31 May 2027'],
      later,
    ]);
    for (const id of Object.values(own)) await deleteAction(context, maya, id, how);
  });
});

describe('the page of a plan', () => {
  const lead = (html: string) => /<p class="lead[^"]*">([^<]*)</.exec(html)?.[1];
  const open = (html: string, words: string) =>
    formsOf(html).filter(({ buttons }) => buttons.some((each) => each.words.startsWith(words)));

  it('says that one action is due soon', async () => {
    context.setClock('2027-05-31T09:00:00Z');
    await add({ academicYear: '2051', dueOn: '5 June 2027' });
    await add({ academicYear: '2051', dueOn: '5 July 2027' });
    const html = await browser.read('/plan?year=2051&status=open');
    assert.equal(lead(html), '2 actions. 2 not started. 1 action due in the next 14 days.');
    assert.match(html, /<nav class="picks[^>]* aria-label="Status">/);
    assert.match(html, /<a href="[^"]*status=open" aria-current="true">Open<\/a>/);
    assert.doesNotMatch(html, /aria-current="true">All</);
  });

  it('names to careers leaders what is open of people who have left, and when it is due', async () => {
    context.setClock('2027-05-31T09:00:00Z');
    const lee = await school.colleague('Lee Park', 'contributor');
    const of = { academicYear: '2026', startOn: '', ownerName: '', ownerId: lee.person.id };
    const ids = [
      await add({ ...of, title: 'Late', dueOn: '30 May 2027' }),
      await add({ ...of, title: 'Not yet', dueOn: '31 May 2027' }),
    ];
    await context.superuser.query('UPDATE memberships SET ended_at = $2 WHERE person_id = $1', [
      ...[lee.person.id, context.clock()],
    ]);
    const html = await browser.read('/plan');
    assert.match(html, />Late<\/a>\s*<span[^>]*>\s*Lee Park \(has left\), was due 30 May 2027/);
    assert.match(html, />Not yet<\/a>\s*<span[^>]*>\s*Lee Park \(has left\), due 31 May 2027/);
    await school.as(maya, 'contributor');
    assert.doesNotMatch(await browser.read('/plan'), /of people who have left/);
    await school.as(maya, 'careers leader');
    for (const id of ids) await deleteAction(context, maya, id, how);
  });

  it('leads from a long column of the board to the rest of it', async () => {
    for (let at = 0; at < 17; at += 1) await add({ academicYear: '2052' });
    const html = await browser.read('/plan?year=2052&view=board');
    assert.match(html, /Not started <span[^>]*>17</);
    assert.match(html, /<a href="\/plan\?year=2052&amp;status=planned">\s*And 2 more, in the list/);
  });

  it('has on the timeline what has a day, and below it what has none', async () => {
    const at = { academicYear: '2053', startOn: '', dueOn: '' };
    await add({ ...at, title: 'Begins', startOn: '1 October 2053' });
    await add({ ...at, title: 'Ends', dueOn: '1 May 2054' });
    await add({ ...at, title: 'Some day' });
    const html = await browser.read('/plan?year=2053&view=timeline');
    const [, undated = ''] = /No dates<\/h2>([\s\S]*?)<\/ul>/.exec(html) ?? [];
    assert.match(undated, />Some day</);
    assert.doesNotMatch(undated, />Begins<|>Ends</);
  });

  it('moves an action by the buttons of its page and of the board as they say', async () => {
    const id = await add({ academicYear: '2054' });
    const path = `/plan/actions/${id}`;
    const board = '/plan?year=2054&view=board';
    const press = async (page: string, words: string, status: string) => {
      const [form] = open(await browser.read(page), words);
      assert.equal((await browser.post(form?.action ?? '', form?.fields ?? {})).status, 303);
      assert.equal((await find(id)).status, status, words);
    };
    await press(path, 'Start', 'under way');
    await press(board, 'Not started', 'planned');
    await press(board, 'Start', 'under way');
    await close(id);
    await press(board, 'Reopen', 'under way');
    await close(id, 'stopped');
    await press(path, 'Reopen the action', 'under way');
  });

  it('of one’s own turns reminders off and on, and the calendar address likewise', async () => {
    const page = () => browser.read('/plan/mine');
    const press = async (words: string) => {
      const [form] = open(await page(), words);
      return browser.post(form?.action ?? '', form?.fields ?? {});
    };
    for (const [words, message] of [
      ['Turn reminders off', 'Reminders are off.'],
      ['Turn reminders on', 'Reminders are on.'],
    ] as const) {
      assert.equal((await press(words)).status, 303);
      assert.ok((await page()).includes(`<p>${message}</p>`), words);
    }
    const made = await (await press('Make a calendar address')).text();
    const [, address = ''] = /value="https?:\/\/[^/]+(\/calendar\/[^"]+\.ics)"/.exec(made) ?? [];
    const feed = await browser.get(address);
    assert.equal(feed.headers.get('cache-control'), 'private, no-store');
    assert.match(await page(), /You have a calendar address\./);
    const next = await (await press('Make a new calendar address')).text();
    assert.ok(!next.includes(address));
    await press('Stop the calendar address');
    const html = await page();
    assert.match(html, /Your calendar address no longer works\./);
    assert.match(html, /Make a calendar address/);
  });
});

describe('an aim', () => {
  it('is shown on the heat map before any review as well', async () => {
    await add({ aim: '1.1@2', academicYear: '2024' });
    const page = await browser.read('/plan?year=2024&view=heatmap');
    assert.match(page, /There is no review yet, so there are no levels to show\./);
    assert.match(page, /0 of 1 target level reached/);
  });

  it('is not that of an action which was stopped or deleted', async () => {
    const ids = await Promise.all(
      ['1.1@2', '1.1@4', '1.2@3', '1.3@3'].map((aim) => add({ aim, academicYear: '2025' })),
    );
    const [done, higher, stopped, deleted] = ids as [string, string, string, string];
    await close(done);
    await close(higher, 'stopped');
    await close(stopped, 'stopped');
    await close(deleted);
    await deleteAction(context, maya, deleted, how);
    const page = { by: 'due', page: 1, today: '2027-05-31' } as const;
    const { aims } = await read((db) =>
      listPlan(db, maya.organisation.id, { academicYear: 2025 }, page),
    );
    assert.deepEqual(aims, [{ statement: '1.1', level: 2, actions: 1, done: 1 }]);
    const shown = await read((db) => listDoneWithAim(db, maya.organisation.id));
    assert.deepEqual(
      shown.actions.map((action) => action.id),
      [done],
    );
  });
});

describe('carrying over', () => {
  it('is offered open from the first of June in London', async () => {
    await add();
    const isOffered = async (time: string) => {
      context.setClock(time);
      const html = await browser.read('/year?year=2026');
      const [, details] =
        /<details([^>]*)>\s*<summary[^>]*>.{0,99}?Carry over to/s.exec(html) ?? [];
      assert.notEqual(details, undefined);
      return /\bopen\b/.test(details ?? '');
    };
    assert.equal(await isOffered('2027-05-31T22:59:00Z'), false);
    assert.equal(await isOffered('2027-05-31T23:00:00Z'), true);
  });
});
