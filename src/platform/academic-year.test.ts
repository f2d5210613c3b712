import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  academicYear,
  academicYearAt,
  academicYearOf,
  academicYearStart,
} from './academic-year.js';

describe('the academic year', () => {
  it('is written as people say it', () => {
    assert.equal(academicYear(2026), '2026/27');
    assert.equal(academicYear(1999), '1999/00');
  });

  it('of a moment goes by the clocks of London, which are an hour ahead on 1 September', () => {
    assert.equal(academicYearAt(new Date('2026-08-31T22:59:00Z')), 2025);
    assert.equal(academicYearAt(new Date('2026-08-31T23:30:00Z')), 2026);
    assert.equal(academicYearAt(new Date('2026-09-01T00:30:00+01:00')), 2026);
    assert.equal(academicYearAt(new Date('2027-01-10T12:00:00Z')), 2026);
  });

  it('of a day begins on 1 September', () => {
    const days: [string, number][] = [
      ['2026-08-31', 2025],
      ['2026-09-01', 2026],
      ['2026-12-31', 2026],
      ['2027-01-01', 2026],
    ];
    for (const [day, year] of days) {
      assert.equal(academicYearOf(day), year);
      assert.equal(academicYearStart(day), `${year}-09-01`);
    }
  });
});
