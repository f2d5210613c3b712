import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Problem } from '../problems.js';
import { assertNoLearnerData, isUpn, looksLikePupils } from './learner-data.js';

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
      /headings of a pupil list/,
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

describe('dates beside names', () => {
  const born = (year: string) =>
    ['Ann Lee', 'Ben Ode', 'Cy Park'].map((name) => `${name}, 12/03/${year}`).join('\n');
  for (const [year, isList] of [
    ['2000', false],
    ['2001', true],
    ['2023', true],
    ['2024', false],
    ['01', true],
    ['11', true],
    ['24', false],
    ['99', false],
  ] as const)
    it(`of ${year} are ${isList ? '' : 'not '}those of learners`, () =>
      assert.equal(because(born(year)) !== null, isList));
});

describe('texts that look like a list of pupils', () => {
  const LIST = 'Ann Lee, 12/03/2011\nBen Ode, 4.5.2011\nCy Park, 2012-01-30';
  const LONGER = `${LIST}\nDi Ray, 2012-02-01`;
  /** The fields that are questioned, and how one goes on. */
  const asked = (more: Omit<Parameters<typeof assertNoLearnerData>[0], 'today'>) => {
    try {
      assertNoLearnerData({ ...more, today });
      return null;
    } catch (error) {
      assert.ok(error instanceof Problem);
      assert.equal(error.code, 'learner-data.doubt');
      return { fields: Object.keys(error.fields), says: error.message };
    }
  };

  it('are questioned field by field, unless somebody has said that they name nobody', () => {
    const texts = { title: 'Visits', note: LIST, aim: null, quote: LONGER, link: undefined };
    assert.deepEqual(asked({ texts })?.fields, ['note', 'quote']);
    assert.equal(asked({ texts, namesNoLearners: true }), null);
    assert.deepEqual(asked({ texts, namesNoLearners: false })?.fields, ['note', 'quote']);
    assert.equal(asked({ texts: { title: 'Visits' } }), null);
  });

  it('are not questioned again while what is doubted stays the same in the same field', () => {
    assert.equal(asked({ texts: { note: `${LIST}.` }, was: { note: LIST } }), null);
    assert.ok(asked({ texts: { note: LONGER }, was: { note: LIST } }));
    assert.ok(asked({ texts: { note: LIST }, was: { quote: LIST } }));
    assert.ok(asked({ texts: { note: LIST }, was: { note: null } }));
  });

  for (const [channel, words] of [
    [undefined, 'say below that it names none'],
    ['page', 'say below that it names none'],
    ['api', '"names_no_learners": true'],
    ['command', 'add --names-no-learners'],
  ] as const)
    it(`say how one goes on: ${channel ?? 'left out'}`, () => {
      const says = asked({ texts: { note: LIST }, ...(channel ? { channel } : {}) })?.says ?? '';
      assert.ok(says.includes(words), says);
      assert.match(says, /3 names with dates of birth/);
    });
});
