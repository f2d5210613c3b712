import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Framework, statementsOf } from '../framework/framework.js';
import { harbour } from '../framework/testing/harbour.js';
import { schoolsModel } from '../framework/testing/schools-model.js';
import { leverageOf } from './leverage.js';
import { moveKey } from './moves.js';
import { atLeast, type Ratings, ratingOf } from './rating.js';
import { anyReview, withoutLink } from './testing/arbitraries.js';
import { plausibleSchool } from './testing/plausible-school.js';

const all = (level: number): Ratings =>
  Object.fromEntries(statementsOf(schoolsModel).map(({ id }) => [id, level]));
const codes = (ratings: Ratings, number: number) =>
  leverageOf(schoolsModel, ratings)
    .slice(0, number)
    .map(({ move }) => move.statement);
const weights = (framework: Framework, ratings: Ratings) =>
  new Map(leverageOf(framework, ratings).map(({ move, weight }) => [moveKey(move), weight]));

test('in a small harbour all that is supported can be counted by hand', () => {
  const ratings = { '1.1': 0, '1.2': 0, '2.1': 1, '2.2': 0 };
  const [first, second, ...rest] = leverageOf(harbour, ratings);
  // 1.1 to 1 supports 1.2 to 1 and, as 2.1 is at 1 already, 2.1 to 2; 1.2 to 2 follows from 1.2 to 1 and counts no more.
  assert.deepEqual(first!.move, { statement: '1.1', level: 1 });
  assert.equal(first!.rank, 1);
  assert.equal(first!.weight, 2);
  assert.deepEqual(first!.direct, [
    { statement: '1.2', level: 1, because: 'somebody has to put the table up', isNext: true },
    {
      statement: '2.1',
      level: 2,
      because: 'there has to be a harbour master to tell',
      isNext: true,
    },
  ]);
  assert.deepEqual(first!.onward, []);
  assert.equal(
    first!.explanation,
    'Reaching moored in 1.1 supports the next step in 2 other statements.',
  );
  assert.deepEqual(
    [second, ...rest].map((each) => each?.rank),
    [2, 3],
  );
  // 2.2 to 1 supports 1.1 to 2; nothing lies beyond.
  assert.deepEqual(second!.move, { statement: '2.2', level: 1 });
  assert.equal(
    second!.explanation,
    'Reaching moored in 2.2 supports the next step in 1 other statement.',
  );
  // 1.2 to 1 supports nothing directly; its own level 2 supports 2.1 to 2.
  assert.deepEqual(
    rest.map(({ move, weight }) => [moveKey(move), weight]),
    [['1.2@1', 0.25]],
  );
  assert.equal(
    rest[0]!.explanation,
    'Reaching moored in 1.2 supports no other next step directly, 1 later on.',
  );
  assert.deepEqual(rest[0]!.onward, [
    { statement: '2.1', level: 2, steps: 2, from: [{ statement: '1.2', level: 2 }], via: null },
  ]);
});

test('a later level of a statement that is supported already is not counted a second time', () => {
  const framework = structuredClone(harbour);
  for (const statement of statementsOf(framework)) statement.buildsOn = [];
  const [, tide, leaving] = statementsOf(framework);
  const needs = { statement: '1.1', level: 1 };
  // Both levels of 1.2 need 1.1 directly, and 2.1 needs the second of them.
  tide!.buildsOn = [2, 1].map((level) => ({ level, needs, because: `for ${level}` }));
  leaving!.buildsOn = [{ level: 1, needs: { statement: '1.2', level: 2 }, because: 'onward' }];
  const [first] = leverageOf(framework, { '1.1': 0, '1.2': 0, '2.1': 0, '2.2': 0 });
  assert.deepEqual(
    first!.direct.map(({ statement, level, because }) => [statement, level, because]),
    [['1.2', 1, 'for 1']],
  );
  assert.deepEqual(first!.onward, [
    {
      ...{ statement: '2.1', level: 1, steps: 2 },
      ...{ from: [{ statement: '1.2', level: 2 }], via: { statement: '1.2', level: 1 } },
    },
  ]);
  assert.equal(first!.weight, 1.25);
});

test('each other statement is counted once', () => {
  fc.assert(
    fc.property(anyReview(), ({ framework, ratings }) => {
      for (const { move, direct, onward } of leverageOf(framework, ratings)) {
        const statements = [...direct, ...onward].map(({ statement }) => statement);
        assert.equal(new Set(statements).size, statements.length);
        assert.ok(!statements.includes(move.statement));
      }
    }),
  );
});

test('in a school that has begun, the moves that the field leans on most come first', () => {
  const leanedOn = ['1.1', '1.3', '1.4', '2.1', '2.2'];
  assert.ok(
    codes(plausibleSchool, 3).every((code) => leanedOn.includes(code)),
    String(codes(plausibleSchool, 5)),
  );
  assert.deepEqual(codes(all(1), 4).sort(), ['1.3', '1.4', '2.1', '2.2']);
  assert.deepEqual(codes(all(2), 4).sort(), ['1.3', '1.4', '2.1', '2.2']);
  assert.ok(codes({ ...all(1), '1.1': 'not-yet' }, 5).includes('1.1'));
});

test('the basics that nearly every school has count nothing once they are made', () => {
  const made = leverageOf(schoolsModel, all(1)).filter(({ move }) => move.level === 1);
  assert.deepEqual(made, []);
});

test('a school at the highest level everywhere, or with nothing recorded, has no moves to rank', () => {
  assert.deepEqual(leverageOf(schoolsModel, all(4)), []);
  assert.deepEqual(leverageOf(schoolsModel, {}), []);
});

test('equal moves share a rank and stand in the order of the framework', () => {
  const framework = structuredClone(harbour);
  for (const statement of statementsOf(framework)) statement.buildsOn = [];
  const [master, tide, leaving, counting] = statementsOf(framework);
  tide!.buildsOn = [{ level: 1, needs: { statement: '1.1', level: 1 }, because: 'x' }];
  counting!.buildsOn = [{ level: 1, needs: { statement: '2.1', level: 1 }, because: 'x' }];
  const ratings = { '1.1': 0, '1.2': 0, '2.1': 0, '2.2': 0 };
  const ranked = leverageOf(framework, ratings);
  assert.deepEqual(
    ranked.map(({ move, rank }) => [move.statement, rank]),
    [
      [master!.id, 1],
      [leaving!.id, 1],
    ],
  );
});

test('of two moves of the same weight, the one that supports more very next moves comes first', () => {
  const framework = structuredClone(harbour);
  for (const statement of statementsOf(framework)) statement.buildsOn = [];
  const [, tide, , counting] = statementsOf(framework);
  tide!.buildsOn = [{ level: 2, needs: { statement: '1.1', level: 1 }, because: 'far' }];
  counting!.buildsOn = [{ level: 2, needs: { statement: '2.1', level: 1 }, because: 'near' }];
  const ranked = leverageOf(framework, { '1.1': 0, '1.2': 0, '2.1': 0, '2.2': 1 });
  assert.deepEqual(
    ranked.map(({ move }) => move.statement),
    ['2.1', '1.1'],
  );
});

test('a move that is made is neither ranked nor opened by another', () => {
  fc.assert(
    fc.property(anyReview(), ({ framework, ratings }) => {
      for (const { move, direct, onward } of leverageOf(framework, ratings)) {
        for (const each of [move, ...direct, ...onward]) {
          assert.equal(atLeast(ratingOf(ratings, each.statement), each.level), false);
          assert.notEqual(ratingOf(ratings, each.statement), null);
        }
        for (const each of [...direct, ...onward]) assert.notEqual(each.statement, move.statement);
      }
    }),
  );
});

test('once a move is made, it is off the list', () => {
  fc.assert(
    fc.property(anyReview(), ({ framework, ratings }) => {
      for (const { move } of leverageOf(framework, ratings)) {
        const after = weights(framework, { ...ratings, [move.statement]: move.level });
        assert.equal(after.has(moveKey(move)), false);
      }
    }),
  );
});

test('each onward move is led to from one step nearer, by way of a move that is supported directly', () => {
  fc.assert(
    fc.property(anyReview(), ({ framework, ratings }) => {
      for (const { move, direct, onward } of leverageOf(framework, ratings)) {
        const distance = new Map(onward.map((each) => [each.statement, each.steps]));
        for (const each of direct) distance.set(each.statement, 1);
        const keys = direct.map(moveKey);
        for (const { steps, from, via } of onward) {
          assert.ok(from.length > 0);
          for (const each of from) {
            // A later level of a statement that is counted already lies as far away, or further.
            const isOwn = each.statement === move.statement;
            if (!isOwn) assert.ok(distance.get(each.statement)! <= steps - 1);
          }
          if (via) assert.ok(keys.includes(moveKey(via)));
        }
      }
    }),
  );
});

test('taking out a link never makes any move weigh more', () => {
  fc.assert(
    fc.property(anyReview(), ({ framework, ratings }) => {
      const before = weights(framework, ratings);
      for (const link of statementsOf(framework).flatMap(({ buildsOn }) => buildsOn)) {
        for (const [key, weight] of weights(withoutLink(framework, link), ratings)) {
          assert.ok(weight <= (before.get(key) ?? 0), key);
        }
      }
    }),
  );
});

test('in another order, every move keeps its rank and its weight', () => {
  fc.assert(
    fc.property(anyReview(), ({ framework, ratings }) => {
      const turned = {
        ...framework,
        themes: framework.themes.toReversed().map((theme) => ({
          ...theme,
          statements: theme.statements.toReversed().map((statement) => ({
            ...statement,
            buildsOn: statement.buildsOn.toReversed(),
          })),
        })),
      };
      const ranks = (each: Framework) =>
        leverageOf(each, ratings)
          .map(({ move, rank, weight }) => `${moveKey(move)} ${rank} ${weight}`)
          .sort();
      assert.deepEqual(ranks(turned), ranks(framework));
    }),
  );
});

test('the weight is the sum of what it supports, each counted once, and ranks follow it', () => {
  fc.assert(
    fc.property(anyReview(), ({ framework, ratings }) => {
      const ranked = leverageOf(framework, ratings);
      for (const [index, { weight, direct, onward, rank }] of ranked.entries()) {
        const heavier = ranked.filter((other) => other.weight > weight).length;
        assert.ok(rank > heavier, 'no move stands above a heavier one');
        const beyond = onward.reduce((sum, { steps }) => sum + 4 ** (1 - steps), 0);
        assert.ok(Math.abs(weight - direct.length - beyond) < 1e-9);
        const keys = [...direct, ...onward].map(moveKey);
        assert.equal(new Set(keys).size, keys.length);
        assert.ok(rank <= index + 1);
        assert.ok(index === 0 || ranked[index - 1]!.weight >= weight);
      }
    }),
  );
});

test('an onward move names every move one step nearer that leads to it, each once, and a directly supported way where there is one', () => {
  fc.assert(
    fc.property(anyReview(), ({ framework, ratings }) => {
      for (const { move, direct, onward } of leverageOf(framework, ratings)) {
        const stepsTo = new Map([
          ...direct.map((each) => [each.statement, 1] as const),
          ...onward.map((each) => [each.statement, each.steps] as const),
        ]);
        for (const each of onward) {
          const ways = each.from.map(moveKey);
          assert.equal(new Set(ways).size, ways.length);
          for (const from of each.from) {
            const isOwn = from.statement === move.statement;
            assert.ok(isOwn || stepsTo.get(from.statement)! <= each.steps - 1, moveKey(from));
          }
          if (each.steps !== 2) continue;
          const near = each.from.find((from) => from.statement !== move.statement);
          const lowest = direct.find(({ statement }) => statement === near?.statement);
          assert.equal(each.via && moveKey(each.via), lowest ? moveKey(lowest) : null);
        }
      }
    }),
  );
});

test('of several ways to one onward move none is left out', () => {
  const found = leverageOf(schoolsModel, all(1)).flatMap(({ onward }) => onward);
  assert.ok(found.some(({ from }) => from.length > 1));
});
