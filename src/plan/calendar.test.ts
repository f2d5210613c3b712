import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { runs } from '../../tests/support/runs.js';
import { calendarOf, calendarText, folded } from './calendar.js';
import { anyAction, sampleAction } from './testing/actions.js';
import { eventsOf, propertyOf, readCalendar } from './testing/read-calendar.js';

const now = new Date('2026-11-23T09:00:00Z');
const draw = (actions: ReturnType<typeof sampleAction>[]) =>
  calendarOf({ school: 'St Anne’s; a, b', actions, now, origin: 'https://waymark.example' });

describe('the calendar', () => {
  it('holds an open action with a due day, and its open milestones', () => {
    const calendar = readCalendar(
      draw([
        sampleAction({
          title: 'Talk, plan; act\\do',
          dueOn: '2026-12-31',
          milestones: [
            { on: '2026-12-04', what: 'Half way', isReached: false },
            { on: '2026-11-04', what: 'Begun', isReached: true },
            { on: null, what: 'Some day', isReached: false },
          ],
        }),
      ]),
    );
    const values = (name: string) => eventsOf(calendar).map((event) => propertyOf(event, name));
    assert.deepEqual(values('SUMMARY'), ['Due: Talk, plan; act\\do', 'Milestone: Half way']);
    assert.deepEqual(values('DTSTART'), ['20261231', '20261204']);
    assert.deepEqual(values('DTEND'), ['20270101', '20261205']);
    assert.deepEqual(values('DTSTAMP'), ['20261123T090000Z', '20261123T090000Z']);
    assert.equal(propertyOf(calendar, 'X-WR-CALNAME'), 'Careers plan\\, St Anne’s\\; a\\, b');
  });

  it('says of an event what the action is for, where it is, and which change of it this is', () => {
    const [due, milestone] = eventsOf(
      readCalendar(
        draw([
          sampleAction({
            ...{ id: 'a', objective: 'Know more', measure: 'Nine in ten say so', version: 3 },
            dueOn: '2026-12-31',
            milestones: [{ on: '2026-12-04', what: 'Half way', isReached: false }],
          }),
        ]),
      ),
    );
    assert.ok(due && milestone);
    const message = (event: typeof due) =>
      ['UID', 'DESCRIPTION', 'URL', 'SEQUENCE', 'LAST-MODIFIED'].map((each) =>
        propertyOf(event, each),
      );
    const [url, changed] = ['https://waymark.example/plan/actions/a', '20260910T090000Z'];
    const about = 'Know more\nSuccess measure: Nine in ten say so';
    assert.deepEqual(message(due), ['a@waymark', `${about}\n\n${url}`, url, '2', changed]);
    const words = `Write the outcomes\n\n${url}`;
    const [uid, ...others] = message(milestone);
    assert.match(uid ?? '', /^a-[0-9a-f]{16}@waymark$/);
    assert.deepEqual(others, [words, url, '2', changed]);
  });

  describe('keeps the UID of an event', () => {
    const step = (what: string, on: string | null = '2026-12-04', isReached = false) => ({
      ...{ what, on, isReached },
    });
    const [a, b, c] = [step('Begun', '2026-11-30'), step('Half way'), step('Nearly', '2026-12-18')];
    const action = sampleAction({ dueOn: '2026-12-31', milestones: [a, b, c] });
    const uidsOf = (...actions: ReturnType<typeof sampleAction>[]) =>
      new Map(
        eventsOf(readCalendar(draw(actions))).map((event) => [
          propertyOf(event, 'SUMMARY'),
          propertyOf(event, 'UID'),
        ]),
      );
    const before = uidsOf(action);
    const later = { version: 7, updatedAt: new Date('2026-11-20T09:00:00Z') };
    const cases: [string, Partial<typeof action>][] = [
      ['one before it is reached', { milestones: [{ ...a, isReached: true }, b, c] }],
      [
        'each but the last is reached',
        { milestones: [a, b].map((each) => ({ ...each, isReached: true })).concat(c) },
      ],
      ['one before it is taken out', { milestones: [b, c] }],
      ['one between is taken out', { milestones: [a, c] }],
      ['one comes before it', { milestones: [step('First of all'), a, b, c] }],
      ['one before it is told in other words', { milestones: [step('Begun well'), b, c] }],
      ['one before it has no day any more', { milestones: [{ ...a, on: null }, b, c] }],
      ['they stand in another order', { milestones: [c, b, a] }],
      ['it moves to another day itself', { milestones: [a, { ...b, on: '2026-12-11' }, c] }],
      ['the action is due another day', { dueOn: '2027-01-15' }],
      ['the action is no longer due', { dueOn: null }],
      ['the action goes into the plan of another year', { academicYear: 2027 }],
      ['the action has another owner', { owner: { id: null, name: 'Priya' } }],
      ['the action is under way', { status: 'under way' }],
    ];
    for (const [what, fields] of cases) {
      it(`when ${what}`, () => {
        const after = uidsOf({ ...action, ...later, ...fields });
        const both = [...after].filter(([summary]) => before.has(summary));
        assert.ok(both.length > 0);
        for (const [summary, uid] of both) assert.equal(uid, before.get(summary), summary);
      });
    }

    it('when another action comes, goes or is done', () => {
      const id = '01900000-0000-7000-8000-000000000000';
      const other = sampleAction({ id, title: 'Other', dueOn: '2026-12-01', milestones: [a] });
      for (const status of ['planned', 'done'] as const) {
        const after = uidsOf({ ...other, status }, action);
        assert.deepEqual(
          [...before].filter(([key]) => after.get(key) !== before.get(key)),
          [],
        );
      }
    });

    it('and gives it to no other, whatever the words and the days', () => {
      const alike = [step('Meet'), step('Meet', '2026-12-11'), step('Meet-2'), step('meet')];
      const events = eventsOf(readCalendar(draw([{ ...action, milestones: [a, ...alike] }])));
      const uids = events.map((event) => propertyOf(event, 'UID'));
      assert.equal(new Set(uids).size, 6);
    });
  });

  it('leaves out of an event what is not known', () => {
    const about = (fields: Parameters<typeof sampleAction>[0]) =>
      eventsOf(
        readCalendar(
          calendarOf({
            ...{ school: 'A', now, origin: null },
            actions: [sampleAction({ dueOn: '2026-12-31', ...fields })],
          }),
        ),
      ).map((event) => propertyOf(event, 'DESCRIPTION'));
    assert.deepEqual(about({}), [undefined]);
    assert.deepEqual(about({ measure: 'All say so' }), ['Success measure: All say so']);
    assert.deepEqual(about({ objective: 'Know more' }), ['Know more']);
    const props = { school: 'A', actions: [sampleAction({ dueOn: '2026-12-31' })], now };
    const text = calendarOf({ ...props, origin: null });
    assert.ok(!/^URL/m.test(text), text);
    assert.equal(text.split('BEGIN:VEVENT')[1]?.split('\r\n').filter(Boolean).length, 10);
  });

  it('is a calendar by the letter of the standard, whatever the plan holds, and when it holds nothing', () => {
    assert.deepEqual(eventsOf(readCalendar(draw([]))), []);
    fc.assert(
      fc.property(
        fc.array(anyAction, { maxLength: 6 }),
        fc.string({ unit: 'binary' }),
        (some, words) => {
          const actions = some.map((action, at) => ({
            ...action,
            id: `01900000-0000-7000-8000-00000000000${at}`,
            ...(at % 2 ? { title: words, objective: words } : {}),
          }));
          const due = actions.filter(({ dueOn }) => dueOn !== null).length;
          const days = actions.flatMap(({ milestones }) =>
            milestones.filter(({ on, isReached }) => on !== null && !isReached),
          );
          assert.equal(eventsOf(readCalendar(draw(actions))).length, due + days.length);
        },
      ),
      { numRuns: runs(15, 100) },
    );
  });

  it('leaves out what is done, stopped or has no due day', () => {
    const text = draw([
      sampleAction({ dueOn: '2026-12-31', status: 'done', closedOn: '2026-11-01' }),
      sampleAction({ dueOn: '2026-12-31', status: 'stopped', closedOn: '2026-11-01' }),
      sampleAction(),
    ]);
    assert.doesNotMatch(text, /VEVENT/);
  });

  it('folds any line at 75 octets without cutting a character, and unfolds to what it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (words) => {
        const line = `SUMMARY:${calendarText(words)}`;
        const wire = folded(line);
        assert.ok(wire.endsWith('\r\n'));
        for (const part of wire.slice(0, -2).split('\r\n')) {
          assert.ok(Buffer.byteLength(part) <= 75);
          assert.doesNotMatch(part, /[\r\n]/);
          assert.equal(Buffer.from(part).toString(), part);
        }
        assert.equal(wire.slice(0, -2).replace(/\r\n /g, ''), line);
      }),
    );
  });

  it('folds where the line is full, and not before', () => {
    const x = (count: number) => 'x'.repeat(count);
    assert.equal(folded(x(75)), `${x(75)}\r\n`);
    assert.equal(folded(x(76)), `${x(75)}\r\n x\r\n`);
    assert.equal(folded(x(150)), `${x(75)}\r\n ${x(74)}\r\n x\r\n`);
  });

  it('turns any end of a line into one, and other control characters into spaces', () => {
    assert.equal(calendarText('a\r\nb\rc\nd\u0007e'), 'a\\nb\\nc\\nd e');
  });

  it('any text without control characters comes back as it was typed', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', ';', ',', '\\', '\n', 'n', ':', 'é', '😀') }),
        (words) => {
          const calendar = draw([sampleAction({ title: words, dueOn: '2026-12-31' })]);
          const [event] = eventsOf(readCalendar(calendar));
          assert.equal(event && propertyOf(event, 'SUMMARY'), `Due: ${words}`);
        },
      ),
    );
  });
});
