import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dateFormat, shownDate } from './excel-dates.js';

describe('the format of a cell', () => {
  const CASES: [number, string | undefined, string | null][] = [
    [14, undefined, 'dd/mm/yyyy'],
    [15, undefined, 'd-mmm-yy'],
    [16, undefined, 'd-mmm'],
    [17, undefined, 'mmm-yy'],
    [22, undefined, 'dd/mm/yyyy'],
    [0, undefined, null],
    [2, undefined, null],
    [164, 'd.m', 'd.m'],
    [164, 'yyyy', 'yyyy'],
    [164, 'MMM', 'MMM'],
    [164, 'mm:ss', null],
    [164, '0.00', null],
    [164, '#,##0 "days"', null],
    [164, '"day" ?', null],
    [164, '0 "yd"', null],
    [164, '"d"', null],
    [164, '\\d', null],
    [164, '[$-809]d mmmm yyyy;@', 'd mmmm yyyy'],
    [164, '[Red][$-809]d/m', 'd/m'],
    [164, 'd "of #" mmm', 'd "of #" mmm'],
    [14, '0', null],
  ];
  for (const [id, code, expected] of CASES) {
    it(`${code ?? `built in as ${id}`} is ${expected ? `the date ${expected}` : 'no date'}`, () => {
      assert.equal(dateFormat(id, code), expected);
    });
  }
});

describe('a number of days', () => {
  // 24,139 days after the last but one of 1899 is 1 February 1966.
  const CASES: [number, string, string][] = [
    [24139, 'd.m', '1.2'],
    [24139, 'dd/mm/yyyy', '01/02/1966'],
    [24139, 'd-mmm', '1-Feb'],
    [24139, 'd mmmm yy', '1 February 66'],
    [24139, 'D-MMM-YY', '1-Feb-66'],
    [24139.99, 'd/m', '1/2'],
    [24139, 'd "of" mmmm', '1 of February'],
    [24139, 'd\\.m', '1.2'],
    [24139, 'dddd d', '1'],
    [24139, 'd/m h:mm', '1/2'],
    [24139, 'H:mm d', ''],
    [0, 'd/m/yyyy', '30/12/1899'],
    [1e12, 'd/m', '1000000000000'],
  ];
  for (const [days, format, expected] of CASES) {
    it(`${days} as ${format} is "${expected}"`, () => {
      assert.equal(shownDate(days, format, false), expected);
    });
  }

  it('is counted from 1904 where the workbook says so', () => {
    assert.equal(shownDate(0, 'd/m/yyyy', true), '1/1/1904');
    assert.equal(shownDate(31, 'd/m/yyyy', true), '1/2/1904');
  });

  it('names every month', () => {
    const months = Array.from({ length: 12 }, (_, month) =>
      shownDate(month * 31, 'mmmm mmm', true),
    );
    assert.equal(
      months.join(),
      'January Jan,February Feb,March Mar,April Apr,May May,June Jun,' +
        'July Jul,August Aug,September Sep,October Oct,November Nov,December Dec',
    );
  });
});
