import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { figureWords, sizeWords } from '../evidence.js';
import { withinSentence } from './parts.js';

describe('a figure in words', () => {
  for (const [value, unit, words] of [
    ['62', '% of Year 7', '62% of Year 7'],
    ['87.50', '%', '87.5%'],
    ['1240', 'learners', '1,240 learners'],
    ['4', '', '4'],
  ] as const) {
    it(`of ${value} and “${unit}” reads ${words}`, () => {
      assert.equal(figureWords({ value, unit }), words);
    });
  }
});

describe('the size of a file in words', () => {
  for (const [bytes, words] of [
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [1000, '1 kB'],
    [1499, '1 kB'],
    [999_499, '999 kB'],
    [999_500, '1 MB'],
    [1_440_000, '1.4 MB'],
    [20 * 1024 * 1024, '21 MB'],
  ] as const)
    it(`reads ${words} for ${bytes}`, () => assert.equal(sizeWords(bytes), words));
});

describe('whom evidence is about, within a sentence', () => {
  for (const [typed, words] of [
    ['Parents and carers of Years 9, 11 and 13', 'parents and carers of Years 9, 11 and 13'],
    ['All leavers of 2026', 'all leavers of 2026'],
    ['Year 7', 'Year 7'],
    ['SEND learners', 'SEND learners'],
    ['Allerton Academy', 'Allerton Academy'],
    ['our tutors', 'our tutors'],
  ] as const) {
    it(`goes from “${typed}” to “${words}”`, () => {
      assert.equal(withinSentence(typed), words);
    });
  }
});
