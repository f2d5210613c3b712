import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { rolesFor } from '../../tests/support/permissions-expected.js';
import { harbour } from '../framework/testing/harbour.js';
import { EVERY_ROLE, type Role } from '../platform/access/member.js';
import { Problem } from '../platform/problems.js';
import { goneBefore } from '../platform/restoring.js';
import { assertMay, may, permissions } from './permissions.js';
import {
  blankAgreement,
  contradictionReasonsIn,
  isDecided,
  MOST_TITLE,
  marksFrom,
  nameApart,
  nextToDo,
  ratingsFrom,
  reviewName,
  stateOf,
  titleKey,
} from './review.js';

type ReviewState = keyof typeof IN_STATE;
/** The acts that are done to a review. */
type Act = Exclude<keyof typeof permissions, 'review.list' | 'review.start'>;
const ACTS = Object.keys(permissions).filter(
  (act) => !['review.list', 'review.start'].includes(act),
) as Act[];
const as = (role: Role) => ({ role, isOwner: true, person: null });

const MOMENT = new Date('2026-11-23T09:00:00Z');
const IN_STATE = {
  open: { closedAt: null, deletedAt: null, levelSetters: ['sam'] },
  closed: { closedAt: MOMENT, deletedAt: null, levelSetters: ['sam'] },
  deleted: { closedAt: null, deletedAt: MOMENT, levelSetters: ['sam'] },
} as const;

const problemOf = (work: () => void): string => {
  try {
    work();
    return 'may';
  } catch (error) {
    assert.ok(error instanceof Problem);
    return `${error.status} ${error.code}`;
  }
};

describe('who may do what in which state', () => {
  for (const act of ACTS) {
    for (const state of ['open', 'closed', 'deleted'] as const) {
      it(`is as it was decided: ${act}, ${state}`, () =>
        assert.deepEqual(
          EVERY_ROLE.filter((role) => may(as(role), act, IN_STATE[state])),
          rolesFor(act, state),
        ));
    }
  }

  it('a refusal says whether it is the state or the role, and hides what a role may not know of', () => {
    const cases: [Act, Role, ReviewState, string][] = [
      ['review.agree', 'contributor', 'open', '403 review.denied'],
      ['review.cite', 'contributor', 'open', 'may'],
      ['review.agree', 'governor', 'open', '403 review.denied'],
      ['review.agree', 'careers leader', 'closed', '409 review.closed'],
      ['review.agree', 'careers leader', 'deleted', '409 review.deleted'],
      ['review.agree', 'contributor', 'deleted', '404 review.not-found'],
      ['review.remark', 'governor', 'closed', 'may'],
      ['review.remark', 'careers leader', 'deleted', '409 review.deleted'],
      ['review.reopen', 'careers leader', 'open', '409 review.open'],
      ['review.reopen', 'viewer', 'closed', '403 review.denied'],
      ['review.restore', 'governor', 'deleted', '404 review.not-found'],
    ];
    for (const [act, role, state, expected] of cases) {
      assert.equal(
        problemOf(() => assertMay(as(role), act, IN_STATE[state])),
        expected,
        `${role}: ${act} in ${state}`,
      );
    }
  });
});

describe('the agreed level', () => {
  const sam = (role: Role) => ({ role, isOwner: false, person: { id: 'sam' } });

  it('is set by careers leaders and by contributors who are named for the review, while it is open', () => {
    assert.equal(may(sam('contributor'), 'review.agree', IN_STATE.open), true);
    assert.equal(may(sam('contributor'), 'review.agree', IN_STATE.closed), false);
    assert.equal(may(sam('contributor'), 'review.agree', IN_STATE.deleted), false);
    assert.equal(may(sam('viewer'), 'review.agree', IN_STATE.open), false);
    const another = { ...IN_STATE.open, levelSetters: ['anita'] };
    assert.equal(may(sam('contributor'), 'review.agree', another), false);
    assert.equal(may(sam('careers leader'), 'review.agree', another), true);
  });
});

describe('the sentence of a refusal', () => {
  const SAYS: [Act, Role, ReviewState, RegExp][] = [
    [
      'review.change',
      'contributor',
      'open',
      /^Only a careers leader at your school can do this\.$/,
    ],
    ['review.cite', 'viewer', 'open', /^Only a careers leader or a contributor at your school/],
    [
      'review.agree',
      'contributor',
      'open',
      /^A careers leader sets the agreed level, or someone they name for this review\.$/,
    ],
    ['review.reopen', 'careers leader', 'open', /is open\. Close it first/],
    ['review.agree', 'contributor', 'closed', /is closed.*careers leader can reopen it/],
    ['review.close', 'careers leader', 'deleted', /deleted.*restore it within 30 days/],
    ['review.agree', 'contributor', 'deleted', /review does not exist/],
  ];
  for (const [act, role, state, says] of SAYS) {
    it(`says what is so and what can be done: ${role}, ${act}, ${state}`, () => {
      assert.throws(() => assertMay(as(role), act, IN_STATE[state]), { message: says });
    });
  }
});

describe('a review', () => {
  const agreed = (statement: string, rating: number | null, isCarried = false) => ({
    ...blankAgreement(statement),
    rating,
    isCarried,
    marks: { [`${statement}.1a`]: 'met' as const },
    contradictionReasons: { [`${statement}@3>1.1@1`]: 'why' },
  });
  const mapOf = (...each: ReturnType<typeof agreed>[]) =>
    new Map(each.map((agreement) => [agreement.statement, agreement]));

  it('is open, closed or deleted, and deleted comes first', () => {
    assert.equal(stateOf({ closedAt: MOMENT, deletedAt: MOMENT }), 'deleted');
    assert.equal(stateOf(IN_STATE.closed), 'closed');
    assert.equal(stateOf(IN_STATE.open), 'open');
  });

  it('begins with nothing agreed', () => {
    const { rating, reason, strength, nextStep, version } = blankAgreement('1.1');
    assert.deepEqual(
      { rating, reason, strength, nextStep, version },
      {
        ...{ rating: null, reason: '', strength: '', nextStep: '', version: 0 },
      },
    );
  });

  it('is told apart by its name from the others of its year, however the name is written', () => {
    const first = 'Internal leadership review';
    assert.equal(nameApart(first, []), first);
    assert.equal(nameApart(first, ['internal  Leadership review ']), `${first}, second review`);
    assert.equal(nameApart(first, [first, `${first}, second review`]), `${first}, third review`);
    const many = [first];
    for (let at = 0; at < 30; at++) many.push(nameApart(first, many));
    assert.equal(new Set(many.map(titleKey)).size, 31);
    const long = 'x'.repeat(MOST_TITLE);
    const apart = nameApart(long, [long]);
    assert.ok(apart.length <= MOST_TITLE && apart !== long);
  });

  it('is gone for good 30 days after it was deleted', () => {
    assert.equal(goneBefore(MOMENT).toISOString(), '2026-10-24T09:00:00.000Z');
  });

  it('counts a carried answer as decided only once it is confirmed', () => {
    assert.equal(isDecided(undefined), false);
    assert.equal(isDecided(agreed('1.1', null)), false);
    assert.equal(isDecided(agreed('1.1', 2, true)), false);
    assert.equal(isDecided(agreed('1.1', 2)), true);
  });

  it('goes on at the next statement to do, round to the beginning', () => {
    const framework = harbour;
    const codes = framework.themes.flatMap((theme) => theme.statements.map(({ id }) => id));
    const [first = '', second = '', third = ''] = codes;
    assert.equal(nextToDo(framework, mapOf()), first);
    assert.equal(nextToDo(framework, mapOf(agreed(first, 1))), second);
    assert.equal(nextToDo(framework, mapOf(agreed(third, 1)), second), codes[3] ?? first);
    assert.equal(nextToDo(framework, mapOf(agreed(second, 1, true)), first), second);
    assert.equal(nextToDo(framework, mapOf(...codes.map((code) => agreed(code, 1)))), null);
  });

  it('gathers standings, marks and notes over its judgements', () => {
    const both = [agreed('1.1', 2), agreed('1.2', null)];
    assert.deepEqual(ratingsFrom(both), { '1.1': 2, '1.2': null });
    assert.deepEqual(marksFrom(both), { '1.1.1a': 'met', '1.2.1a': 'met' });
    assert.deepEqual(contradictionReasonsIn(both), { '1.1@3>1.1@1': 'why', '1.2@3>1.1@1': 'why' });
  });
});

describe('the name of a review', () => {
  for (const [title, name] of [
    ['Internal leadership review', 'Internal leadership review 2026/27'],
    ['Internal leadership review 2026/27', 'Internal leadership review 2026/27'],
    ['Review 2026/27, second review', 'Review 2026/27, second review'],
    // The year that it begins in is not the academic year.
    ['Review of autumn 2026', 'Review of autumn 2026 2026/27'],
    ['Review after 2025/26', 'Review after 2025/26 2026/27'],
  ] as const)
    it(`says its academic year once: ${title}`, () =>
      assert.equal(reviewName({ title, academicYear: 2026 }), name));
});
