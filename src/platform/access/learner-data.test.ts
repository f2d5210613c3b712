import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isUpn, looksLikePupils } from './learner-data.js';

const today = new Date('2026-11-23T09:00:00Z');
const because = (text: string) => looksLikePupils(text, today)?.because ?? null;

describe('a list of pupils', () => {
  const lists: [string, string, RegExp][] = [
    [
      'unique pupil numbers',
      `${upn('82000001600')}\n${upn('82000001601')}`,
      /2 unique pupil numbers/,
    ],
    ['one unique pupil number in a sentence', `About ${upn('93240001100')}.`, /1 unique/],
    [
      'names with dates of birth',
      'Ann Lee, 12/03/2011\nBen Ode, 4.5.2011\nCy Park, 2012-01-30',
      /3 names with dates of birth/,
    ],
    [
      'names with year groups',
      'Lee, Ann\tYear 9\nOde, Ben\tYear 9\nPark, Cy\tYear 10',
      /3 names with year groups/,
    ],
    [
      'names with forms',
      'Ann Lee, 9B\nBen Ode, 9B\nCy Park, 10CD\nDi Ray, 11A',
      /4 names with year groups/,
    ],
    [
      'the heading of an export',
      'Surname,Forename,DOB,Reg group\nLee,Ann,x,y\nOde,Ben,x,y\nPark,Cy,x,y',
      /heading of a pupil list/,
    ],
  ];
  for (const [name, text, wanted] of lists) {
    it(`is known by ${name}`, () => assert.match(because(text) ?? '', wanted));
  }

  const others: [string, string][] = [
    [
      'staff with addresses',
      'Ann Lee <ann@x.sch.uk>\nBen Ode <ben@x.sch.uk>\nCy Park <cy@x.sch.uk>',
    ],
    ['names alone', 'Ann Lee\nBen Ode\nCy Park\nDi Ray'],
    [
      'a reason about year groups',
      'All learners in Year 9 meet an employer.\nYear 10 has a week of work experience.\nIn Year 11 everybody has an interview with a Careers Adviser.',
    ],
    [
      'dates of events',
      'Careers fair 12/03/2026\nParents evening 4/5/2026\nMock interviews 1/6/2026',
    ],
    [
      'staff with their start dates of long ago',
      'Ann Lee, 12/03/1981\nBen Ode, 4/5/1975\nCy Park, 30/1/1990',
    ],
    ['two examples', 'Ann Lee 12/03/2011\nBen Ode 4/5/2011'],
    ['telephone numbers and URNs', '01234 567890\n123456\n10012345\n1234567'],
    [
      'heads of year',
      'Ann Lee <ann@x.sch.uk>, Head of Year 9\nBen Ode <ben@x.sch.uk>, Head of Year 10\nCy Park <cy@x.sch.uk>, Head of Year 11',
    ],
    ['nothing', ''],
  ];
  for (const [name, text] of others) {
    it(`is not ${name}`, () => assert.equal(because(text), null));
  }

  it('is looked for by the check letter, so that a part number is no pupil', () => {
    const right = upn('82000001600');
    assert.equal(isUpn(right), true);
    const wrong = `${right[0] === 'A' ? 'B' : 'A'}${right.slice(1)}`;
    assert.equal(isUpn(wrong), false);
    assert.equal(because(`Order ${wrong}`), null);
  });

  it('of a hundred thousand characters is judged in a moment', () => {
    const text = `${'Ann Lee '.repeat(12)}\n`.repeat(1000).slice(0, 100_000);
    const start = process.cpuUsage();
    looksLikePupils(text, today);
    const { user } = process.cpuUsage(start);
    assert.ok(user < 2_000_000, `${user} µs`);
  });
});

/** A unique pupil number with the right check letter, of eleven digits and a last one. */
function upn(digits: string): string {
  const whole = `${digits}7`;
  const letters = 'ABCDEFGHJKLMNPQRTUVWXYZ';
  const sum = [...whole].reduce((total, digit, index) => total + Number(digit) * (index + 2), 0);
  return letters[sum % 23] + whole;
}
