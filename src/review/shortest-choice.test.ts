import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Move, moveKey } from './moves.js';
import { type Candidate, shortestChoice } from './shortest-choice.js';

const move = (number: number): Move => ({ statement: `1.${number}`, level: 1 });
const candidate = (...numbers: number[]): Candidate => ({
  target: move(numbers[0]!),
  moves: numbers.map(move),
});
const one = () => 1;
const keys = ({ moves }: { moves: Move[] }) => moves.map(moveKey).sort();

for (const [what, candidates, number, expected] of [
  ['none of several', [candidate(1), candidate(2)], 0, []],
  ['all there are', [candidate(1), candidate(2, 1)], 2, ['1.1@1', '1.2@1']],
  ['the smallest', [candidate(1, 2, 3), candidate(4, 5), candidate(6)], 1, ['1.6@1']],
  [
    'two that share their moves rather than two small ones',
    [candidate(1, 9), candidate(2, 8), candidate(3, 10, 11), candidate(4, 3, 10, 11)],
    2,
    ['1.1@1', '1.2@1', '1.8@1', '1.9@1'],
  ],
  [
    'three that share much, where the smallest one misleads',
    [candidate(1, 20), candidate(2, 30, 31), candidate(3, 30, 31), candidate(4, 30, 31)],
    3,
    ['1.2@1', '1.30@1', '1.31@1', '1.3@1', '1.4@1'].sort(),
  ],
  [
    'a pair that lies within another, where a move that many share looks cheaper than it is for two',
    [candidate(2, 7, 6), candidate(2, 1, 7), candidate(3, 1), candidate(6, 7, 3), candidate(5)],
    2,
    ['1.1@1', '1.3@1', '1.5@1'],
  ],
  [
    'one on its own and two that share, where the shared move is in many',
    [candidate(3, 1), candidate(1, 2, 3), candidate(5), candidate(5, 2), candidate(2, 1)],
    2,
    ['1.2@1', '1.5@1'],
  ],
] as const) {
  test(`the choice is ${what}`, () => {
    const choice = shortestChoice([...candidates], number, one);
    assert.deepEqual(keys(choice), expected);
    assert.equal(choice.isProven, true);
  });
}

test('between choices of as many moves, the lesser effort decides, and never a move more for less effort', () => {
  const effort = ({ statement }: Move) => (statement === '1.1' ? 100 : 1);
  assert.deepEqual(keys(shortestChoice([candidate(1), candidate(2)], 1, effort)), ['1.2@1']);
  assert.deepEqual(keys(shortestChoice([candidate(1), candidate(2, 3)], 1, effort)), ['1.1@1']);
  const free = ({ statement }: Move) => (statement === '1.1' ? 100 : 0);
  assert.deepEqual(keys(shortestChoice([candidate(1), candidate(2, 3)], 1, free)), ['1.1@1']);
});

test('the choice is the best of all choices', () => {
  const sets = fc.array(fc.uniqueArray(fc.nat(9), { minLength: 1, maxLength: 5 }), {
    minLength: 1,
    maxLength: 8,
  });
  fc.assert(
    fc.property(sets, fc.nat(8), (numbers, wanted) => {
      const candidates = numbers.map((each) => candidate(...each));
      const number = Math.min(wanted, candidates.length);
      const choice = shortestChoice(candidates, number, one);
      let best = Number.POSITIVE_INFINITY;
      for (let set = 0; set < 2 ** candidates.length; set++) {
        const chosen = candidates.filter((_, index) => set & (1 << index));
        if (chosen.length !== number) continue;
        best = Math.min(best, new Set(chosen.flatMap(({ moves }) => moves.map(moveKey))).size);
      }
      assert.equal(choice.moves.length, best);
      assert.equal(choice.chosen.length, number);
    }),
    { numRuns: 200 },
  );
});

test('what is clear is proven, however many there are to choose from', () => {
  const apart = Array.from({ length: 32 }, (_, index) => candidate(index * 10, index * 10 + 1));
  const rising = Array.from({ length: 32 }, (_, index) =>
    candidate(...Array.from({ length: 1 + (index % 9) }, (_move, at) => index * 10 + at)),
  );
  const onOne = Array.from({ length: 32 }, (_, index) => candidate(index, 900, 901, 902));
  for (const [candidates, number, size] of [
    [apart, 16, 32],
    [rising, 16, 40],
    [onOne, 16, 19],
  ] as const) {
    const choice = shortestChoice(candidates, number, one);
    assert.deepEqual([choice.moves.length, choice.isProven], [size, true]);
  }
});

test('when there is more to search than can be, the answer is a sound one and says that it is not proven', () => {
  // Forty candidates that share pairs of moves in a tangle without any pattern to cut it by.
  const tangle = Array.from({ length: 40 }, (_, index) =>
    candidate(
      ...new Set([
        100 + index,
        (index * 7) % 23,
        (index * 11 + 3) % 29,
        (index * 5 + 1) % 31,
        (index * 13) % 19,
      ]),
    ),
  );
  const choice = shortestChoice(tangle, 12, one);
  assert.equal(choice.isProven, false);
  assert.equal(choice.chosen.length, 12);
  for (const { moves } of choice.chosen) {
    for (const each of moves) assert.ok(keys(choice).includes(moveKey(each)));
  }
});
