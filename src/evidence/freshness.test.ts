import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { VOICES } from './evidence.js';
import {
  type Agreed,
  promptsFor,
  promptsForItem,
  type Showing,
  voicesWorthHearing,
} from './freshness.js';

const TODAY = '2026-11-23';
const agreed = (rating: Agreed['rating'], voices: string[] = []): Agreed => ({
  rating,
  ratingWords: `Level ${rating}`,
  voices,
});
const item = (
  effectiveOn: string | null,
  validUntil: string | null = null,
  voice: Showing['voice'] = 'staff',
): Showing => ({ effectiveOn, validUntil, voice });
const codes = (prompts: { code: string }[]) => prompts.map(({ code }) => code);

describe('where evidence is thin', () => {
  const cases: [string, Agreed, Showing[], string[]][] = [
    ['nothing is asked of what is not recorded', agreed(null), [], []],
    ['nor of "not yet"', agreed('not-yet'), [], []],
    ['a level with nothing cited', agreed(1), [], ['Level 1, and no evidence is linked yet.']],
    [
      'level 4 and one old piece',
      agreed(4),
      [item('2024-10-10')],
      ['Level 4, and the only evidence is from 2 years ago.'],
    ],
    ['level 2 may rest on last year', agreed(2), [item('2025-02-01')], []],
    [
      'level 3 may not',
      agreed(3),
      [item('2025-02-01')],
      ['Level 3, and the only evidence is from a year ago.'],
    ],
    ['a year and a day less than a month is not old', agreed(4), [item('2025-11-01')], []],
    ['the newest counts', agreed(4), [item('2020-01-01'), item('2026-11-01', null, 'data')], []],
    [
      'of several, the newest is named',
      agreed(3),
      [item('2020-01-01'), item('2023-11-01', null, 'data')],
      ['Level 3, and the newest evidence is from 3 years ago.'],
    ],
    [
      'one without a date may be newer',
      agreed(3),
      [item('2020-01-01'), item(null, null, 'data')],
      ['Level 3, and the newest evidence with a date is from 6 years ago.'],
    ],
    [
      'the only piece is over',
      agreed(2),
      [item('2024-11-12', '2025-08-31')],
      ['Level 2, and the only evidence was only valid until 31 August 2025.'],
    ],
    [
      'a piece that is over does not count beside one that holds',
      agreed(2),
      [item('2024-11-12', '2025-08-31'), item('2026-09-01')],
      [],
    ],
    [
      'level 3 and 13 months to the day',
      agreed(3),
      [item('2025-10-23')],
      ['Level 3, and the only evidence is from a year ago.'],
    ],
    ['level 3 and a day less', agreed(3), [item('2025-10-24')], []],
    [
      'level 2 and 25 months to the day',
      agreed(2),
      [item('2024-10-23')],
      ['Level 2, and the only evidence is from 2 years ago.'],
    ],
    ['level 2 and a day less', agreed(2), [item('2024-10-24')], []],
    ['its last day still counts', agreed(2), [item('2026-09-01', TODAY)], []],
    [
      'no date at all',
      agreed(2),
      [item(null)],
      ['Level 2, and the only evidence does not say when it is from.'],
    ],
    [
      'a voice is missing',
      agreed(3, ['Learner', 'Careers Leader', 'Parent or carer']),
      [item('2026-09-01')],
      ['Level 3, and no evidence gives the view of learners or parents and carers.'],
    ],
    ['voices are not asked for at level 2', agreed(2, ['Learner']), [item('2026-09-01')], []],
    [
      'all from one side',
      agreed(4),
      [item('2026-09-01'), item('2026-10-01')],
      ['Level 4, and all 2 items of evidence come from staff.'],
    ],
  ];
  for (const [what, about, cited, sentences] of cases)
    it(what, () =>
      assert.deepEqual(
        promptsFor(about, cited, TODAY).map(({ sentence }) => sentence),
        sentences,
      ),
    );

  it('hears only voices from outside the staff in the views a statement asks for', () => {
    assert.deepEqual(
      voicesWorthHearing([
        'Careers Leader',
        'Learner',
        'Enterprise Adviser',
        'Careers Link Governor',
      ]),
      ['learner', 'employer', 'governor'],
    );
    assert.deepEqual(voicesWorthHearing(['Careers Leader', 'SENCo', 'Careers Adviser']), []);
  });

  it('says of one item what weakens it', () => {
    assert.deepEqual(
      codes(promptsForItem({ ...item(null, '2025-01-01', null), citations: 0 }, TODAY)),
      ['past-its-date', 'undated', 'voice-missing', 'nothing-cited'],
    );
    assert.deepEqual(promptsForItem({ ...item('2026-01-01'), citations: 1 }, TODAY), []);
    for (const [effectiveOn, says] of [
      ['2024-11-23', []],
      ['2024-10-23', ['It is from 2 years ago.']],
      ['2023-11-24', ['It is from 2 years ago.']],
      ['2023-11-23', ['It is from 3 years ago.']],
    ] as const)
      assert.deepEqual(
        promptsForItem({ ...item(effectiveOn), citations: 1 }, TODAY).map((each) => each.sentence),
        says,
        effectiveOn,
      );
  });
});

const day = fc
  .date({ min: new Date('2018-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const showing: fc.Arbitrary<Showing> = fc.record({
  effectiveOn: fc.option(day),
  validUntil: fc.option(day),
  voice: fc.option(fc.constantFrom(...VOICES.map(({ voice }) => voice))),
});
const someAgreed = fc.record({
  rating: fc.integer({ min: 1, max: 4 }),
  ratingWords: fc.constant('Level'),
  voices: fc.subarray(['Learner', 'Parent or carer', 'Enterprise Adviser', 'Headteacher']),
});

describe('the rules of freshness, whatever the evidence', () => {
  it('do not depend on the order of the evidence', () => {
    fc.assert(
      fc.property(someAgreed, fc.array(showing), day, (about, cited, today) => {
        assert.deepEqual(
          promptsFor(about, cited, today),
          promptsFor(about, cited.toReversed(), today),
        );
      }),
    );
  });

  it('never find a date too old once something from today is added', () => {
    fc.assert(
      fc.property(someAgreed, fc.array(showing), day, (about, cited, today) => {
        const more = [...cited, { effectiveOn: today, validUntil: null, voice: null }];
        const left = codes(promptsFor(about, more, today));
        for (const code of ['old', 'undated', 'past-its-date', 'nothing-cited'])
          assert.ok(!left.includes(code), code);
      }),
    );
  });

  it('never ask for more of a lower level', () => {
    fc.assert(
      fc.property(someAgreed, fc.array(showing), day, (about, cited, today) => {
        const lower = codes(promptsFor({ ...about, rating: about.rating - 1 }, cited, today));
        const here = codes(promptsFor(about, cited, today));
        for (const code of lower) assert.ok(here.includes(code), code);
      }),
    );
  });

  it('do not forget that evidence is old as time goes by, unless it is over', () => {
    fc.assert(
      fc.property(
        someAgreed,
        fc.array(showing, { minLength: 1 }),
        day,
        day,
        (about, cited, a, b) => {
          const [early, late] = a < b ? [a, b] : [b, a];
          if (!codes(promptsFor(about, cited, early)).includes('old')) return;
          const later = codes(promptsFor(about, cited, late));
          const stillSaid = ['old', 'past-its-date', 'undated'].some((code) =>
            later.includes(code),
          );
          assert.ok(stillSaid);
        },
      ),
    );
  });
});
