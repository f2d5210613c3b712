import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { calendarOf, calendarText, folded } from './calendar.js';
import { sampleAction } from './testing/actions.js';

/** Reads a calendar as RFC 5545 says: unfold, split at the first colon, undo the escapes. */
function parsed(text: string): [string, string][] {
  return text
    .replace(/\r\n[ \t]/g, '')
    .split('\r\n')
    .slice(0, -1)
    .map((line) => {
      const at = line.indexOf(':');
      const value = line
        .slice(at + 1)
        .replace(/\\([\\;,nN])/g, (_, letter: string) => (/n/i.test(letter) ? '\n' : letter));
      return [line.slice(0, at), value];
    });
}

const now = new Date('2026-11-23T09:00:00Z');
const draw = (actions: ReturnType<typeof sampleAction>[]) =>
  calendarOf({ school: 'St Anne’s; a, b', actions, now, origin: 'https://waymark.example' });

describe('the calendar', () => {
  it('holds an open action with a due day, and its open milestones', () => {
    const lines = parsed(
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
    const values = (name: string) =>
      lines.filter(([key]) => key === name).map(([, value]) => value);
    assert.deepEqual(values('SUMMARY'), ['Due: Talk, plan; act\\do', 'Milestone: Half way']);
    assert.deepEqual(values('DTSTART;VALUE=DATE'), ['20261231', '20261204']);
    assert.deepEqual(values('DTEND;VALUE=DATE'), ['20270101', '20261205']);
    assert.equal(new Set(values('UID')).size, 2);
    assert.deepEqual(values('DTSTAMP'), ['20261123T090000Z', '20261123T090000Z']);
    assert.deepEqual(values('X-WR-CALNAME'), ['Careers plan, St Anne’s; a, b']);
    assert.deepEqual(lines.at(0), ['BEGIN', 'VCALENDAR']);
    assert.deepEqual(lines.at(-1), ['END', 'VCALENDAR']);
    assert.equal(values('BEGIN').length, values('END').length);
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

  it('any text without control characters comes back as it was typed', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', ';', ',', '\\', '\n', 'n', ':', 'é', '😀') }),
        (words) => {
          const text = folded(`SUMMARY:${calendarText(words)}`);
          assert.deepEqual(parsed(text), [['SUMMARY', words]]);
        },
      ),
    );
  });
});
