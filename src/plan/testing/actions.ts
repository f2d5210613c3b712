import fc from 'fast-check';
import type { Milestone } from '../milestones.js';
import type { Action } from '../plan.js';

/** An action with nothing in it but a title. */
export function sampleAction(fields: Partial<Action> = {}): Action {
  return {
    id: '01900000-0000-7000-8000-000000000001',
    academicYear: 2026,
    priority: '',
    objective: '',
    aim: null,
    title: 'Write the outcomes',
    owner: null,
    startOn: null,
    dueOn: null,
    milestones: [],
    resources: '',
    cost: '',
    expectedChange: '',
    measure: '',
    expectedEvidence: '',
    result: '',
    changed: '',
    status: 'planned',
    closedOn: null,
    fromReview: null,
    carriedFrom: null,
    goesOnIn: null,
    createdAt: new Date('2026-09-10T09:00:00Z'),
    updatedBy: 'Maya Okafor',
    updatedAt: new Date('2026-09-10T09:00:00Z'),
    deletedAt: null,
    version: 1,
    ...fields,
  };
}

/** A day between 2001 and 2098, as ISO text. */
export const anyDay: fc.Arbitrary<string> = fc
  .integer({ min: 11_400, max: 46_700 })
  .map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));

const words = fc
  .array(fc.constantFrom('learners', 'tutors', 'the', 'plan', '50%', 'é', '=1', 'to do'), {
    minLength: 1,
    maxLength: 6,
  })
  .map((each) => each.join(' '));

/** Objects as the code makes them. */
const plain = { noNullPrototype: true } as const;

export const anyMilestones: fc.Arbitrary<Milestone[]> = fc.uniqueArray(
  fc.record({ on: fc.option(anyDay), what: words, isReached: fc.boolean() }, plain),
  { maxLength: 5, selector: ({ what }) => what },
);

const text = fc.oneof(fc.constant(''), words);

/** Any open action. */
export const anyAction: fc.Arbitrary<Action> = fc
  .record({
    title: words,
    academicYear: fc.integer({ min: 2020, max: 2030 }),
    priority: text,
    objective: text,
    aim: fc.option(
      fc.record({ statement: fc.constantFrom('1.1', '2.10'), level: fc.nat(4) }, plain),
    ),
    owner: fc.option(fc.record({ id: fc.option(fc.uuid({ version: 7 })), name: words }, plain)),
    days: fc.tuple(fc.option(anyDay), fc.option(anyDay)),
    milestones: anyMilestones,
    resources: text,
    cost: text,
    expectedChange: text,
    measure: text,
    expectedEvidence: text,
    status: fc.constantFrom('planned' as const, 'under way' as const),
  })
  .map(({ days: [one, other], ...fields }) => {
    const [startOn, dueOn] = one && other && one > other ? [other, one] : [one, other];
    return sampleAction({ ...fields, startOn, dueOn });
  });
