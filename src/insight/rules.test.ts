import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { checkFramework } from '../framework/check.js';
import { statementsOf } from '../framework/framework.js';
import { readFrameworkSource } from '../framework/load.js';
import { rootFolder } from '../platform/config.js';
import { Problem } from '../platform/problems.js';
import type { Rating } from '../review/rating.js';
import { type Agreement, blankAgreement } from '../review/review.js';
import { anyReview } from '../review/testing/arbitraries.js';
import { hardToAgree, type LevelChange } from './contested.js';
import { builtInCrosswalks, checkCrosswalk, countTowards, ownCrosswalk } from './crosswalk.js';
import { daysWords, formatDays, sumOfDays } from './format-days.js';
import { headingsFrom } from './list-reading.js';
import { paceOf } from './pace.js';
import { fittingInto, minutesOf } from './workload.js';

const root = rootFolder();
const { framework } = checkFramework(
  await readFrameworkSource(`${root}/models/careers-impact-schools`),
);
assert.ok(framework);
const model = framework;

const agreed = (fields: Partial<Agreement> & { statement: string }): Agreement => ({
  ...blankAgreement(fields.statement),
  ...fields,
});
const asMap = (...list: Agreement[]) => new Map(list.map((each) => [each.statement, each]));

describe('what could be settled soon', () => {
  it('what is decided takes no part, and what was taken over does', () => {
    const agreements = asMap(
      agreed({ statement: '1.1', rating: 2 }),
      agreed({ statement: '1.2', rating: 2, isCarried: true, reason: 'As before' }),
    );
    const all = minutesOf(model, agreements, { '1.2': 1 });
    assert.equal(
      all.some(({ statement }) => statement.id === '1.1'),
      false,
    );
    assert.equal(all[0]?.statement.id, '1.2');
    assert.equal(all[0]?.minutes, 2);
    assert.equal(all[0]?.inView, 2);
  });

  it('a reason and evidence that are missing take 2 minutes each, a contradiction 3', () => {
    const carried = { statement: '3.1', rating: 3 as Rating, isCarried: true };
    const alone = minutesOf(model, asMap(agreed(carried)), {});
    assert.equal(alone.find(({ statement }) => statement.id === '3.1')?.minutes, 6);
    const apart = asMap(agreed(carried), agreed({ statement: '2.1', rating: 1 }));
    const formatted = minutesOf(model, apart, {}).find(({ statement }) => statement.id === '3.1');
    assert.equal(formatted?.minutes, 9);
    assert.ok(formatted?.because.includes('it may not fit with another level'));
  });

  it('takes 4 minutes and a quarter for each point that nobody marked, else 2, and says why', () => {
    const all = minutesOf(model, asMap(), { '2.1': 1, '2.2': 3 });
    const at = (code: string) => all.find(({ statement }) => statement.id === code)!;
    const points = (code: string) =>
      statementsOf(model)
        .find(({ id }) => id === code)!
        .levels.flatMap(({ criteria }) => criteria);
    const few = points('2.1').length;
    assert.equal(at('2.1').minutes, 4 + few / 4 + 2);
    assert.deepEqual(at('2.1').because, [`${few} criteria are not marked`, 'no reason yet']);
    assert.equal(at('1.1').minutes, 4 + points('1.1').length / 4 + 4);
    assert.equal(at('1.1').inView, null);
    assert.equal(all.length, 32);
    assert.deepEqual(
      all.map(({ minutes }) => minutes),
      all.map(({ minutes }) => minutes).sort((one, other) => one - other),
    );
    const marks = Object.fromEntries(points('2.1').map(({ id }) => [id, 'met' as const]));
    const marked = asMap(agreed({ statement: '2.1', marks, reason: 'So it is' }));
    const quick = minutesOf(model, marked, { '2.1': 1 })[0]!;
    assert.deepEqual([quick.statement.id, quick.inView], ['2.1', 4]);
    assert.deepEqual(quick.because.slice(0, 1), ['the criteria suggest a level']);
    const [last, ...others] = points('2.2').reverse();
    const one = Object.fromEntries(others.map(({ id }) => [id, 'not-yet' as const]));
    const open = minutesOf(model, asMap(agreed({ statement: '2.2', marks: one })), {});
    const nearly = open.find(({ statement }) => statement.id === '2.2')!;
    assert.ok(last && !nearly.because.includes(`${others.length} criteria are not marked`));
  });

  it('pulls apart only from what is agreed, not from what was taken over', () => {
    const carried = { statement: '3.1', rating: 3 as Rating, isCarried: true };
    const both = asMap(agreed(carried), agreed({ statement: '2.1', rating: 1, isCarried: true }));
    const quick = minutesOf(model, both, {}).find(({ statement }) => statement.id === '3.1');
    assert.equal(quick?.minutes, 6);
  });

  it('holds as many statements as any other choice would, and never more minutes than there are', () => {
    const quick = (minutes: number) => ({
      ...{ statement: statementsOf(model)[0]!, inView: null, because: [], minutes },
    });
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 9 }),
        fc.integer({ min: 0, max: 40 }),
        (minutes, room) => {
          const fitting = fittingInto(room, minutes.map(quick));
          assert.ok(fitting.reduce((sum, each) => sum + each.minutes, 0) <= room);
          let most = 0;
          for (let mask = 0; mask < 1 << minutes.length; mask++) {
            const chosen = minutes.filter((_, bit) => mask & (1 << bit));
            if (chosen.reduce((sum, each) => sum + each, 0) <= room)
              most = Math.max(most, chosen.length);
          }
          assert.equal(fitting.length, most);
        },
      ),
    );
  });
});

describe('what was hard to agree on', () => {
  const change = (statement: string, from: Rating, to: Rating, person: string): LevelChange => ({
    ...{ statement, from, to, person, at: new Date('2026-11-03T10:00:00Z') },
  });

  it('counts changes after the first setting, and the people who made them', () => {
    const [first, second, ...rest] = hardToAgree(
      model,
      asMap(agreed({ statement: '3.1', contradictionReasons: { '3.1@3>2.1@3': 'Both are so' } })),
      [
        change('2.1', null, 2, 'a'),
        change('2.1', 2, 3, 'b'),
        change('2.1', 3, 2, 'a'),
        change('1.1', null, 2, 'a'),
      ],
    );
    assert.deepEqual(rest, []);
    assert.deepEqual([first?.statement.id, first?.changes.length, first?.people], ['2.1', 2, 2]);
    assert.deepEqual(
      [second?.statement.id, second?.contradictionReasons],
      ['3.1', ['Both are so']],
    );
  });
});

describe('the order of what was hard to agree on', () => {
  it('is by changes, then people, then contradictions kept; what stayed as it was is no change', () => {
    const at = new Date('2026-11-03T10:00:00Z');
    const set = (statement: string, from: Rating, to: Rating, person: string): LevelChange => ({
      ...{ statement, from, to, person, at },
    });
    const kept = (statement: string, ...reasons: string[]) =>
      agreed({
        statement,
        contradictionReasons: Object.fromEntries(reasons.map((why, key) => [`k${key}`, why])),
      });
    const found = hardToAgree(model, asMap(kept('1.1', 'a'), kept('1.2', 'a', 'b')), [
      set('2.1', 1, 2, 'a'),
      set('2.2', 1, 2, 'a'),
      set('2.2', 2, 2, 'b'),
      set('2.3', 1, 2, 'a'),
      set('2.3', 2, 'not-yet', 'a'),
      set('2.4', 3, 3, 'a'),
      set('2.5', null, 3, 'a'),
    ]);
    assert.deepEqual(
      found.map(({ statement, changes, people, contradictionReasons: { length } }) => [
        ...[statement.id, changes.length, people, length],
      ]),
      [
        ['2.3', 2, 1, 0],
        ['2.2', 1, 2, 0],
        ['2.1', 1, 1, 0],
        ['1.2', 0, 0, 2],
        ['1.1', 0, 0, 1],
      ],
    );
  });
});

describe('days of work as they are told', () => {
  it('are half days upwards where they are guessed, and as the school said them otherwise', () => {
    assert.equal(formatDays(1.25, true), 1.5);
    assert.equal(formatDays(2, true), 2);
    assert.equal(formatDays(1.25, false), 1.25);
    assert.equal(formatDays(0.1, false), 0.1);
    assert.equal(daysWords(1), '1 day');
    assert.equal(daysWords(24.5), '24.5 days');
  });

  it('add up: the whole is what its parts are, whichever way they are put together', () => {
    const day = fc.tuple(fc.integer({ min: 1, max: 4000 }), fc.boolean());
    fc.assert(
      fc.property(fc.array(day), fc.nat(30), (days, cut) => {
        const formatted = days.map(([hundred, isGuess]) => formatDays(hundred / 100, isGuess));
        const parts = [sumOfDays(formatted.slice(0, cut)), sumOfDays(formatted.slice(cut))];
        assert.equal(sumOfDays(parts), sumOfDays(formatted));
      }),
    );
  });
});

describe('cross-walks', () => {
  it('that come with Waymark are sound', () => {
    for (const list of builtInCrosswalks(root)) {
      assert.deepEqual(checkCrosswalk(JSON.stringify(list), model).faults, [], list.id);
    }
  });

  const cases: [string, string, RegExp][] = [
    ['no YAML', '{{', /./],
    ['no entries', 'id: a\ntitle: A\nentries: []', /A list needs entries/],
    [
      'a code that is not there',
      'id: a\ntitle: A\nentries: [{id: x, title: X, statements: ["2.11"]}]',
      /no statement "2\.11"\. Did you mean/,
    ],
    [
      'an entry for which nothing counts',
      'id: a\ntitle: A\nentries: [{id: x, title: X}]',
      /Name statements or a benchmark/,
    ],
    [
      'twins',
      'id: a\ntitle: A\nentries: [{id: x, title: X, benchmark: 1}, {id: x, title: Y, benchmark: 2}]',
      /called "x" already/,
    ],
    [
      'a field that nobody knows',
      'id: a\ntitle: A\nlevel: 1\nentries: [{id: x, title: X, benchmark: 1}]',
      /level/,
    ],
  ];
  for (const [name, text, message] of cases) {
    it(`with ${name} are refused`, () => {
      const { crosswalk, faults } = checkCrosswalk(text, model);
      assert.equal(crosswalk, null);
      assert.match(faults.map((each) => each.message).join('\n'), message);
    });
  }

  it('count a statement towards every entry that it speaks to, and name the gaps', () => {
    const [gatsby] = builtInCrosswalks(root);
    const counted = countTowards(gatsby!, model, { '2.1': 2, '4.1': 1 }, { '2.1': 3 });
    const holding = counted.filter(({ statements }) =>
      statements.some(({ statement }) => statement.id === '2.1'),
    );
    assert.deepEqual(
      holding.map(({ entry }) => entry.id),
      ['1', '3'],
    );
    assert.deepEqual(
      counted.map(({ gap }) => gap),
      [
        ...[null, 'nothing recorded', null, 'no evidence'],
        ...['nothing recorded', 'nothing recorded', 'nothing recorded', 'nothing recorded'],
      ],
    );
  });

  it('count what is named and what is of a benchmark, each once and in the order of the model', () => {
    const list = {
      ...{ id: 'l', title: 'L', about: '' },
      entries: [
        { id: 'a', title: 'A', about: '', benchmark: 4, statements: ['6.1', '9.9', '1.2'] },
        { id: 'b', title: 'B', about: '', statements: ['1.2'] },
      ],
    };
    const [a, b] = countTowards(list, model, { '1.2': 'not-yet' }, { '6.1': 2 });
    const ofBenchmark = model.themes
      .filter(({ benchmarks }) => benchmarks.includes(4))
      .flatMap(({ statements }) => statements.map(({ id }) => id));
    assert.ok(ofBenchmark.length > 0);
    assert.deepEqual(
      a?.statements.map(({ statement }) => statement.id),
      ['1.2', ...ofBenchmark, '6.1'].sort(),
    );
    assert.deepEqual([a?.gap, b?.gap], [null, 'no evidence']);
    assert.deepEqual(
      b?.statements.map(({ rating, evidence }) => [rating, evidence]),
      [['not-yet', 0]],
    );
  });

  it('say there is a gap just where nothing recorded counts, or no evidence, in any framework', () => {
    fc.assert(
      fc.property(anyReview(), fc.nat(3), ({ framework: any, ratings }, evidence) => {
        const codes = statementsOf(any).map(({ id }) => id);
        const own = ownCrosswalk(codes.map((code) => ({ title: code, statements: [code] })));
        const counts = Object.fromEntries(codes.map((code) => [code, evidence]));
        for (const { gap, statements } of countTowards(own!, any, ratings, counts)) {
          const recorded = statements.some(({ rating }) => rating !== null);
          assert.equal(gap === 'nothing recorded', !recorded);
          assert.equal(gap === 'no evidence', recorded && evidence === 0);
        }
      }),
    );
  });

  it('read the headings of the school’s own plan line by line', () => {
    assert.deepEqual(
      headingsFrom('Curriculum: 4.1, 4.2 4.1\n\nStaff: all of them: 4.3\nLater', model),
      [
        { title: 'Curriculum', statements: ['4.1', '4.2'] },
        { title: 'Staff: all of them', statements: ['4.3'] },
        { title: 'Later', statements: [] },
      ],
    );
    assert.throws(
      () => headingsFrom('Curriculum: 9.9', model),
      (error) => error instanceof Problem && /There is no 9\.9/.test(error.message),
    );
    assert.equal(ownCrosswalk([]), null);
  });
});

describe('the pace of a goal', () => {
  const day = fc
    .integer({ min: 0, max: 20_000 })
    .map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10));

  it('is days of work over weeks, to the next quarter upwards', () => {
    assert.deepEqual(paceOf(34, '2026-11-23', '2027-07-19'), { weeks: 34, daysAWeek: 1 });
    assert.deepEqual(paceOf(35, '2026-11-23', '2027-07-19'), { weeks: 34, daysAWeek: 1.25 });
    assert.deepEqual(paceOf(2, '2026-11-23', '2026-11-24'), { weeks: 1, daysAWeek: 14 });
    for (const past of ['2026-11-23', '2026-11-22', 'never'])
      assert.equal(paceOf(3, '2026-11-23', past), null);
  });

  it('always suffices, and a quarter less never would', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4000 }), day, day, (quarters, one, other) => {
        const days = quarters / 4;
        const pace = paceOf(days, one, other);
        assert.equal(pace === null, other <= one);
        if (!pace) return;
        const weeks = (Date.parse(other) - Date.parse(one)) / 86_400_000 / 7;
        assert.ok(pace.daysAWeek * weeks >= days - 1e-9);
        assert.ok((pace.daysAWeek - 0.25) * weeks < days);
      }),
    );
  });
});
