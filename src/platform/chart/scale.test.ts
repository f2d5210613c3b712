import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  countWords,
  hasNotYet,
  kindOf,
  listWords,
  type Mark,
  markSpoken,
  markWords,
  reached,
  type Scale,
  spoken,
  toneAt,
  toneOf,
} from './scale.js';

const FOUR: Scale = { levels: [1, 2, 3, 4].map((level) => ({ level, title: `Level ${level}` })) };
const NAMED: Scale = {
  levels: ['Absent', 'Emerging', 'Secure'].map((title, level) => ({ level, title })),
};

test('a mark says what it is in words', () => {
  const cases: [Scale, Mark, string, string][] = [
    [FOUR, null, 'Not recorded', 'not recorded'],
    [FOUR, 0, 'Not yet at level 1', 'not yet at level 1'],
    [FOUR, 3, 'Level 3', 'level 3'],
    [NAMED, 0, 'Absent', 'Absent'],
    [NAMED, 2, 'Secure', 'Secure'],
    [NAMED, -1, 'Not yet at Absent', 'not yet at Absent'],
  ];
  for (const [scale, mark, alone, within] of cases) {
    assert.equal(markWords(scale, mark), alone);
    assert.equal(markSpoken(scale, mark), within);
  }
});

test('not recorded, not yet and the first level are three different things', () => {
  assert.deepEqual(
    [null, 0, 1].map((mark) => kindOf(FOUR, mark)),
    ['not-recorded', 'not-yet', 'level'],
  );
  assert.deepEqual(
    [null, 0, 1].map((mark) => toneOf(FOUR, mark)),
    ['n', '0', '1'],
  );
});

test('a level that the scale does not have is refused', () => {
  assert.throws(() => kindOf(FOUR, 5), /no level 5/);
  assert.throws(() => kindOf(FOUR, 2.5), /no level 2.5/);
});

test('a scale that begins at 0 has a level there, and no "not yet"', () => {
  assert.equal(hasNotYet(FOUR), true);
  assert.equal(hasNotYet(NAMED), false);
  assert.equal(reached(NAMED, 0), 1);
  assert.equal(reached(FOUR, 0), 0);
});

test('four levels wear the four level colours', () => {
  assert.deepEqual(
    [0, 1, 2, 3].map((rank) => toneAt(FOUR, rank)),
    ['1', '2', '3', '4'],
  );
});

test('every scale of two to eight levels runs from the first colour to the last without repeating', () => {
  for (let count = 2; count <= 8; count += 1) {
    const levels = Array.from({ length: count }, (_, level) => ({ level, title: `${level}` }));
    const tones = levels.map((_, rank) => toneAt({ levels }, rank));
    assert.equal(new Set(tones).size, count);
    assert.equal(tones[0], '1');
    assert.equal(tones.at(-1), '4');
  }
});

test('words join as people say them', () => {
  assert.equal(listWords([]), '');
  assert.equal(listWords(['a']), 'a');
  assert.equal(listWords(['a', 'b', 'c']), 'a, b and c');
  assert.equal(countWords(1, 'statement'), '1 statement');
  assert.equal(countWords(0, 'statement'), '0 statements');
  assert.equal(spoken('Levelling up'), 'Levelling up');
});
