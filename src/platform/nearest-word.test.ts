import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nearestWord } from './nearest-word.js';

const known = ['title', 'builds_on', 'own_words', 'asks', 'prompts'];

for (const [typed, meant] of [
  ['titel', 'title'],
  ['buildsOn', 'builds_on'],
  ['builds-on', 'builds_on'],
  ['OWN_WORDS', 'own_words'],
  ['ask', 'asks'],
  ['promts', 'prompts'],
  ['colour', null],
  ['', null],
] as const) {
  test(`"${typed}" ${meant ? `was probably meant as "${meant}"` : 'is close to nothing known'}`, () => {
    assert.equal(nearestWord(typed, known), meant);
  });
}

test('of several close words the closest is meant, and the first of equals', () => {
  assert.equal(nearestWord('prompt', ['promoted', 'prompts']), 'prompts');
  assert.equal(nearestWord('prompts', ['prompts', 'promote']), 'prompts');
  assert.equal(nearestWord('tale', ['tile', 'tame']), 'tile');
});
