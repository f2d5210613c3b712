import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { placeInYear, spanInYear } from './academic-year.js';

test('the academic year runs from 1 September to 31 August', () => {
  assert.equal(placeInYear('2026-09-01', 2026), 0);
  assert.equal(placeInYear('2026-08-31', 2026), null);
  assert.equal(placeInYear('2027-09-01', 2026), null);
  assert.ok(placeInYear('2027-08-31', 2026)! > 99);
});

test('an action is cut to the year, and left out when it is in another', () => {
  assert.deepEqual(spanInYear('2020-01-01', '2030-01-01', 2026), { x: 0, width: 100 });
  assert.equal(spanInYear('2020-01-01', '2026-08-31', 2026), null);
  assert.equal(spanInYear('2027-09-01', '2027-10-01', 2026), null);
  assert.deepEqual(
    spanInYear('2026-12-01', '2026-10-01', 2026),
    spanInYear('2026-10-01', '2026-12-01', 2026),
  );
});

const day = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

test('a bar lies within the year and can be seen', () => {
  fc.assert(
    fc.property(day, day, fc.integer({ min: 2020, max: 2034 }), (start, due, year) => {
      const span = spanInYear(start, due, year);
      if (span === null) return;
      assert.ok(span.x >= 0 && span.width >= 1.5);
      assert.ok(span.x + span.width <= 100.02);
    }),
  );
});
