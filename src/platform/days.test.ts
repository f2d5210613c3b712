import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  dateWords,
  dayAsTyped,
  dayAt,
  dayStart,
  daysBetween,
  daysLater,
  dayWords,
  momentWords,
  monthsBetween,
  monthsEarlier,
  readDay,
  readMonth,
  timeWords,
} from './days.js';

const anyDay = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2100-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('a day as people type it', () => {
  const cases: [string, string | null][] = [
    ['2026-12-04', '2026-12-04'],
    ['2026-1-4', '2026-01-04'],
    ['4/12/2026', '2026-12-04'],
    ['4.12.26', '2026-12-04'],
    ['3 9 26', '2026-09-03'],
    [' 4 December 2026 ', '2026-12-04'],
    ['4th Dec 2026', '2026-12-04'],
    ['1st Sept 2026', '2026-09-01'],
    ['4 December, 2026', '2026-12-04'],
    ['29 February 2028', '2028-02-29'],
    ['29 February 2027', null],
    ['31/4/2027', null],
    ['11/23/2026', null],
    ['0/1/2026', null],
    ['1/0/2026', null],
    ['1/1/1999', null],
    ['1/1/2101', null],
    ['4 Foo 2026', null],
    ['Dec 2026', null],
    ['soon', null],
    ['', null],
  ];
  for (const [typed, day] of cases)
    it(`"${typed}" is ${day ?? 'no day'}`, () => assert.equal(readDay(typed), day));

  it('so many months earlier is in the month before, and no day of it is left out', () => {
    assert.equal(monthsEarlier('2026-11-23', 24), '2024-11-23');
    assert.equal(monthsEarlier('2027-01-31', 1), '2026-12-31');
    assert.equal(monthsEarlier('2027-03-31', 1), '2027-02-28');
    assert.equal(monthsEarlier('2028-03-30', 1), '2028-02-29');
    assert.equal(monthsEarlier('2028-02-29', 12), '2027-02-28');
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 120 }), (day, months) => {
        const earlier = monthsEarlier(day, months);
        assert.equal(readDay(earlier, 1980), earlier);
        const [year = 0, month = 0] = day.split('-').map(Number);
        const [itsYear = 0, itsMonth = 0] = earlier.split('-').map(Number);
        assert.equal(itsYear * 12 + itsMonth, year * 12 + month - months);
      }),
    );
  });

  it('is read back from its own text and from its words, and going there and back changes nothing', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -400, max: 400 }), (day, days) => {
        assert.equal(readDay(day), day);
        assert.equal(readDay(dayWords(day)), day);
        assert.equal(daysLater(daysLater(day, days), -days), day);
        assert.equal(daysBetween(day, daysLater(day, days)), days);
      }),
    );
  });
});

describe('the earliest year', () => {
  it('is the one that is asked for', () => {
    assert.equal(readDay('31 December 1989', 1990), null);
    assert.equal(readDay('1/1/1990', 1990), '1990-01-01');
    assert.equal(readDay('1990-01-01', 1990), '1990-01-01');
    assert.equal(readMonth('Dec 1989', 1990), null);
    assert.equal(readMonth('Jan 1990', 1990), '1990-01-01');
    assert.equal(readMonth('Dec 1999'), null);
  });
});

describe('a month as people type it', () => {
  const cases: [string, string | null][] = [
    ['June 2025', '2025-06-01'],
    [' nov 26 ', '2026-11-01'],
    ['Sept-2026', '2026-09-01'],
    ['Foo 2026', null],
    ['4 June 2025', null],
    ['June', null],
  ];
  for (const [typed, day] of cases)
    it(`"${typed}" is ${day ?? 'no month'}`, () => assert.equal(readMonth(typed), day));
});

describe('a day in words', () => {
  it('is one that is written as 2026-12-04', () => {
    assert.equal(dayWords('2026-12-04'), '4 December 2026');
    assert.throws(() => dayWords('4/12/2026'), RangeError);
  });

  it('stays as it was typed when it is none', () => {
    assert.equal(dayAsTyped('4th Dec 2026'), '4 December 2026');
    assert.equal(dayAsTyped('soon'), 'soon');
  });
});

describe('a moment', () => {
  it('is told as clocks in England show it, in winter and in summer', () => {
    const winter = new Date('2026-12-03T23:59:00Z');
    assert.equal(dateWords(winter), '3 December 2026');
    assert.equal(timeWords(winter), '23:59');
    assert.equal(dayAt(winter), '2026-12-03');
    const summer = new Date('2026-06-30T23:05:00Z');
    assert.equal(momentWords(summer), '1 July 2026 at 00:05');
    assert.equal(dayAt(summer), '2026-07-01');
  });

  it('is told the same however often it is asked for, also when it lies beside another', () => {
    const first = new Date('2026-06-30T22:59:59.999Z');
    for (let round = 0; round < 3; round += 1) {
      assert.equal(dateWords(first), '30 June 2026');
      assert.equal(dateWords(new Date(first.getTime() + 1)), '1 July 2026');
    }
    for (let hour = 0; hour < 10_050; hour += 1) dateWords(new Date(hour * 3_600_000));
    assert.equal(dateWords(first), '30 June 2026');
  });
});

describe('the beginning of a day', () => {
  it('is midnight in London, on the days too on which the hour changes', () => {
    assert.equal(dayStart('2026-11-23').toISOString(), '2026-11-23T00:00:00.000Z');
    assert.equal(dayStart('2026-06-01').toISOString(), '2026-05-31T23:00:00.000Z');
    assert.equal(dayStart('2026-03-29').toISOString(), '2026-03-29T00:00:00.000Z');
    assert.equal(dayStart('2026-03-30').toISOString(), '2026-03-29T23:00:00.000Z');
    assert.equal(dayStart('2026-10-25').toISOString(), '2026-10-24T23:00:00.000Z');
    assert.equal(dayStart('2026-10-26').toISOString(), '2026-10-26T00:00:00.000Z');
  });

  it('lies in the day, and a moment before it in the day before', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const start = dayStart(day);
        assert.equal(dayAt(start), day);
        assert.equal(dayAt(new Date(start.getTime() - 1)), daysLater(day, -1));
      }),
    );
  });
});

describe('months between two days', () => {
  it('count when they are whole', () => {
    assert.equal(monthsBetween('2026-01-31', '2026-02-28'), 0);
    assert.equal(monthsBetween('2026-01-15', '2026-02-15'), 1);
    assert.equal(monthsBetween('2025-11-30', '2026-12-01'), 12);
    assert.equal(monthsBetween('2026-02-15', '2026-01-15'), 0);
  });
});

it('a day begins at midnight in London, in summer and in winter', () => {
  for (const [day, begins] of [
    ['2026-11-23', '2026-11-23T00:00:00.000Z'],
    ['2026-06-01', '2026-05-31T23:00:00.000Z'],
    ['2026-03-29', '2026-03-29T00:00:00.000Z'],
    ['2026-03-30', '2026-03-29T23:00:00.000Z'],
    ['2026-10-25', '2026-10-24T23:00:00.000Z'],
    ['2026-10-26', '2026-10-26T00:00:00.000Z'],
  ] as const)
    assert.equal(dayStart(day).toISOString(), begins, day);
});
