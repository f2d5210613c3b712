/** Whatever somebody writes comes out of a file as it was written: each sign is escaped once, where the file is made. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { schoolsModel } from '../framework/testing/schools-model.js';
import { readCsv } from '../platform/documents/csv.js';
import { calendarOf } from './calendar.js';
import { COLUMNS, harmless, planCsv } from './columns.js';
import type { Action } from './plan.js';
import { sampleAction } from './testing/actions.js';
import { eventsOf, propertyOf, readCalendar } from './testing/read-calendar.js';

/** Every sign that means something in a calendar, a table, a spreadsheet, HTML, JSON, a URL or Typst. */
const SIGNS = String.raw`a, b; c\d\n "e" 'f' <g> &amp; =h %69 {j} #k $l$ @m *n* _o_ ${'`'}p${'`'} | q/r // s	t é 😀`;
const said = (words: string) => `${words}: ${SIGNS}`;
const lines = (words: string) => `${said(words)}\n${SIGNS}`;

/** An action with these signs in every field that people write. */
const action: Action = sampleAction({
  ...{ priority: said('Priority'), objective: lines('Objective'), title: said('Title') },
  ...{ owner: { id: null, name: said('Owner') }, resources: lines('Resources') },
  ...{ cost: said('Cost'), expectedChange: lines('To change'), measure: lines('Measure') },
  ...{ expectedEvidence: lines('Evidence'), result: lines('Result'), changed: lines('Changed') },
  ...{ dueOn: '2026-12-31' },
  milestones: [{ on: '2026-12-04', what: said('Milestone'), isReached: false }],
});
const school = said('School');

/** What stands in each column in which people write. */
const WRITTEN = {
  ...{ Priority: action.priority, Objective: action.objective, Action: action.title },
  ...{ Owner: action.owner?.name, Milestones: `4 December 2026: ${said('Milestone')}` },
  ...{ Resources: action.resources, Cost: action.cost },
  ...{ 'What will change': action.expectedChange, 'Success measure': action.measure },
  ...{ 'Evidence expected': action.expectedEvidence, 'What changed': action.changed },
  Result: action.result,
};

function assertWritten(headings: readonly unknown[], cells: readonly unknown[]): void {
  const row = Object.fromEntries(
    Array.from(headings, (heading, at) => [String(heading), cells[at]]),
  );
  for (const [title, words] of Object.entries(WRITTEN)) assert.equal(row[title], words, title);
}

describe('whatever somebody writes comes out as it was written', () => {
  it('of a calendar', () => {
    const calendar = readCalendar(
      calendarOf({
        ...{ school, actions: [action], now: new Date('2026-11-23T09:00:00Z') },
        origin: 'https://waymark.example',
      }),
    );
    // What has a tab is written with a space: a calendar has no control characters.
    const plain = (text: string) => text.replaceAll('\t', ' ');
    const url = `https://waymark.example/plan/actions/${action.id}`;
    const told = eventsOf(calendar).map((event) => [
      propertyOf(event, 'summary'),
      propertyOf(event, 'description'),
    ]);
    assert.deepEqual(told, [
      [
        plain(`Due: ${action.title}`),
        plain(`${action.objective}\nSuccess measure: ${action.measure}\n\n${url}`),
      ],
      [plain(`Milestone: ${said('Milestone')}`), plain(`${action.title}\n\n${url}`)],
    ]);
    // ical.js leaves the escapes in what is not in the standard.
    const name = propertyOf(calendar, 'x-wr-calname')?.replace(/\\(.)/g, '$1');
    assert.equal(name, plain(`Careers plan, ${school}`));
  });

  it('of a CSV file', () => {
    const [headings, row] = readCsv(planCsv([action], schoolsModel), ',');
    assertWritten(headings?.fields ?? [], row?.fields ?? []);
  });

  it('of a CSV file that Excel reads as UTF-8, whose lines end as RFC 4180 has them', () => {
    for (const actions of [[], [action]]) {
      const csv = planCsv(actions, schoolsModel);
      assert.equal(csv.codePointAt(0), 0xfeff);
      const betweenCells = csv.replace(/"(?:[^"]|"")*"/g, '');
      assert.match(betweenCells, /^\ufeff,+\r\n(,+\r\n)*$/);
      assert.equal(betweenCells.split('\r\n').length, actions.length + 2);
    }
  });

  it('is asked of every column in which people write', () => {
    const others = ['Statement and level', 'Start date', 'Due date', 'Status'];
    assert.deepEqual(
      COLUMNS.map(({ title }) => title).filter((title) => !others.includes(title)),
      Object.keys(WRITTEN),
    );
  });
});

describe('a cell of an export', () => {
  it('is worked out by no spreadsheet, whatever blanks stand before its sign', () => {
    for (const blank of ['', ' ', '   ', '\t', '\n', '\r\n', '\u00a0', ' \n '])
      for (const sign of ['=', '+', '-', '@', '＝', '＋', '－', '＠']) {
        const cell = `${blank}${sign}HYPERLINK("https://evil.example")`;
        assert.equal(harmless(cell), `'${cell}`, JSON.stringify(cell));
      }
    for (const cell of ['', ' ', 'a=b', '  words - and more', '2.1'])
      assert.equal(harmless(cell), cell);
  });
});
