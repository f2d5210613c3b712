import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { rolesFor } from '../../tests/support/permissions-expected.js';
import { EVERY_ROLE, type Role } from '../platform/access/member.js';
import { Problem } from '../platform/problems.js';
import { actionInput, typedFrom, writtenFrom } from './action-input.js';
import { goingOn } from './changes/years.js';
import { termWords } from './days.js';
import { milestoneLines, milestonesFrom, strangeDayIn } from './milestones.js';
import { assertMay, may, type permissions } from './permissions.js';
import { noAction, statusTitle, urgencyOf, yearIsArchived } from './plan.js';
import { anyAction, anyMilestones, sampleAction } from './testing/actions.js';

describe('days', () => {
  it('lie in a term', () => {
    assert.equal(termWords('2026-09-01'), 'Autumn term 2026/27');
    assert.equal(termWords('2027-02-10'), 'Spring term 2026/27');
    assert.equal(termWords('2027-08-31'), 'Summer term 2026/27');
  });
});

describe('milestones', () => {
  it('begin with a day where there is one', () => {
    assert.deepEqual(
      milestonesFrom('4 December 2026: every tutor has it\n\n5/1/27 staff meeting\nA talk'),
      [
        { on: '2026-12-04', what: 'every tutor has it', isReached: false },
        { on: '2027-01-05', what: 'staff meeting', isReached: false },
        { on: null, what: 'A talk', isReached: false },
      ],
    );
  });

  it('are cut from their day alone, whatever signs their words hold', () => {
    for (const what of ['Prepare: with tutors', '5 Jan 2027: again', 'a - b, c: d', '- : x']) {
      const milestone = { on: '2026-12-04', what, isReached: false };
      assert.deepEqual(milestonesFrom(`4 December 2026: ${what}`), [milestone]);
      assert.deepEqual(milestonesFrom(milestoneLines([milestone])), [milestone], what);
    }
    assert.equal(milestonesFrom('Prepare: 4 December 2026: all')[0]?.on, null);
  });

  it('a line that begins with a number is not a day', () => {
    assert.deepEqual(milestonesFrom('12 tutors trained'), [
      { on: null, what: '12 tutors trained', isReached: false },
    ]);
  });

  it('keep whether they were reached when the text is saved again', () => {
    fc.assert(
      fc.property(anyMilestones, (milestones) => {
        assert.deepEqual(milestonesFrom(milestoneLines(milestones), milestones), milestones);
      }),
    );
  });
});

describe('what is urgent', () => {
  const today = '2026-11-23';
  const cases: [string | null, 'planned' | 'under way' | 'done' | 'stopped', string | null][] = [
    ['2026-11-22', 'planned', 'overdue'],
    ['2026-11-22', 'under way', 'overdue'],
    ['2026-11-22', 'done', null],
    ['2026-11-22', 'stopped', null],
    ['2026-11-23', 'planned', 'due soon'],
    ['2026-12-07', 'planned', 'due soon'],
    ['2026-12-08', 'planned', null],
    [null, 'planned', null],
  ];
  for (const [dueOn, status, urgency] of cases) {
    it(`${status}, due ${dueOn ?? 'never'}: ${urgency ?? 'not urgent'}`, () =>
      assert.equal(urgencyOf({ status, dueOn, goesOnIn: null }, today), urgency));
  }
});

describe('an action that goes on in the next year', () => {
  it('is not due any more in the old one', () => {
    const action = { status: 'planned' as const, dueOn: '2026-01-01', goesOnIn: 2026 };
    assert.equal(urgencyOf(action, '2026-11-23'), null);
  });
});

describe('an action as it is typed', () => {
  it('comes back from its own form as it was', () => {
    fc.assert(
      fc.property(anyAction, (action) => {
        const input = actionInput.parse(typedFrom(action));
        const written = writtenFrom(
          input,
          action.owner?.id ? action.owner.name : null,
          action.milestones,
        );
        for (const [field, value] of Object.entries(written)) {
          assert.deepEqual(action[field as keyof typeof action], value, field);
        }
      }),
    );
  });

  it('says what is missing or wrong, field by field', () => {
    const read = actionInput.safeParse({
      title: ' ',
      academicYear: 'x',
      startOn: 'soon',
      aim: '2.1',
    });
    assert.deepEqual(
      read.error?.issues.map(({ path, message }) => [path[0], message]),
      [
        ['title', 'Enter the action'],
        ['academicYear', 'Choose an academic year'],
        ['aim', 'Choose a statement and a level to aim for'],
        ['startOn', 'Enter the start date like 4 December 2026'],
      ],
    );
  });

  it('is not due before it starts', () => {
    const read = actionInput.safeParse({
      ...{ title: 'A', academicYear: '2026', startOn: '2026-12-04', dueOn: '2026-12-03' },
    });
    assert.equal(read.error?.issues[0]?.path[0], 'dueOn');
  });
});

describe('an action that goes on next year', () => {
  it('moves its days on a year and leaves behind what was reached', () => {
    const action = sampleAction({
      startOn: '2028-02-29',
      dueOn: '2028-05-01',
      milestones: [
        { on: '2028-03-01', what: 'a', isReached: true },
        { on: null, what: 'b', isReached: false },
      ],
    });
    const next = goingOn(action);
    assert.deepEqual([next.startOn, next.dueOn], ['2029-02-28', '2029-05-01']);
    assert.deepEqual(next.milestones, [{ on: null, what: 'b', isReached: false }]);
    assert.equal(next.carriedFrom, action.id);
    assert.equal(next.academicYear, action.academicYear + 1);
  });

  it('keeps the day of its start when it is under way: that day has been', () => {
    const days = { startOn: '2026-01-19', dueOn: '2026-07-17', status: 'under way' } as const;
    const next = goingOn(sampleAction(days));
    assert.deepEqual([next.startOn, next.dueOn], ['2026-01-19', '2027-07-17']);
  });
});

const as = (role: Role) => ({ role, isOwner: true, person: null });

describe('who may change the plan', () => {
  for (const act of ['plan.write', 'plan.delete', 'plan.lead'] as const) {
    it(`is as it was decided: ${act}`, () =>
      assert.deepEqual(
        EVERY_ROLE.filter((role) => may(as(role), act)),
        rolesFor(act),
      ));
  }
  it('a refusal says whose it is', () => {
    const says = (role: 'contributor' | 'governor', act: keyof typeof permissions) => {
      try {
        assertMay(as(role), act);
        return 'may';
      } catch (error) {
        assert.ok(error instanceof Problem);
        return `${error.status} ${error.code}: ${error.message}`;
      }
    };
    const refused = (who: string) => `403 plan.denied: Only ${who} at your school can do this.`;
    assert.equal(says('contributor', 'plan.write'), 'may');
    assert.equal(says('governor', 'plan.write'), refused('a careers leader or a contributor'));
    assert.equal(says('contributor', 'plan.delete'), refused('a careers leader'));
    assert.equal(says('contributor', 'plan.lead'), refused('a careers leader'));
  });
});

describe('the words of the plan', () => {
  it('name a status as a title', () => {
    assert.deepEqual(
      [statusTitle('planned'), statusTitle('under way')],
      ['Not started', 'In progress'],
    );
  });
  it('say that an action may be gone, and how an archived year is opened again', () => {
    const gone = noAction();
    assert.deepEqual([gone.status, gone.code], [404, 'action.not-found']);
    assert.match(gone.message, /may have been deleted/);
    const archived = yearIsArchived('2025/26');
    assert.deepEqual([archived.status, archived.code], [409, 'plan.archived']);
    assert.match(archived.message, /2025\/26 is archived.*careers leader can reopen it/);
  });
});

it('milestones name no day that no month has', () => {
  for (const [text, strange] of [
    ['Ask\n30 Feb 2026: Ask again', '30 Feb 2026'],
    ['31/11/2026 Ask', '31/11/2026'],
    ['2026-02-29 - Ask', '2026-02-29'],
    ['30 February 2026 Ask', '30 February 2026'],
    ['12 learners 2026 have been asked', null],
    ['28 Feb 2026: Ask', null],
    ['Feb: Ask 30 people', null],
  ] as const)
    assert.equal(strangeDayIn(text), strange, text);
});
