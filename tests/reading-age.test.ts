/** Pages are held to a reading age (tests/page-markup.test.ts): here is that it is measured as meant. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { harbour } from '../src/framework/testing/harbour.js';
import type { Seen } from './support/crawl.js';
import { pageWords } from './support/page-words.js';
import { gradeOf, sentencesIn, syllablesOf } from './support/reading-age.js';

describe('a reading age', () => {
  it('counts syllables as people speak them', () => {
    const words = {
      a: 1,
      school: 1,
      marked: 1,
      agreed: 2,
      started: 2,
      pages: 2,
      level: 2,
      evidence: 3,
    };
    for (const [word, syllables] of Object.entries(words))
      assert.equal(syllablesOf(word), syllables, word);
  });

  it('counts sentences of four words or more, and codes and numbers as none', () => {
    assert.deepEqual(
      sentencesIn('Save it. Choose the level that fits best. Version 1.2 of 3. Why is this?'),
      ['Choose the level that fits best.'],
    );
  });

  it('is low for short sentences of short words, and high for long ones of long words', () => {
    assert.ok(gradeOf(['You can add more people at any time.']).grade < 3);
    const hard =
      'Administrators subsequently reconsider organisational accountability arrangements notwithstanding contradictory documentation.';
    assert.ok(gradeOf([hard]).grade > 12);
  });

  it('leaves out what a model says itself, and finds a hard page and a retired phrase', () => {
    const own = harbour.themes[0]?.statements[0]?.levels[1]?.summary ?? '';
    assert.notEqual(own, '');
    const hard = `${'Administrators subsequently reconsider organisational accountability arrangements. '.repeat(20)}`;
    const page = (main: string): Seen => ({
      ...{ kind: '/hard', path: '/hard', from: '/', status: 200, text: '' },
      html: `<main><p>${main}</p></main>`,
    });
    const said = pageWords(harbour);
    assert.equal(said.hardOnes([page(hard)], 8).length, 1);
    assert.deepEqual(said.hardOnes([page(own.repeat(40))], 8), []);
    assert.equal(said.retiredOn([page('This leans on 2.1.')]).length, 1);
  });
});
