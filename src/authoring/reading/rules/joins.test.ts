import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Draft } from '../draft.js';
import { draftOfText, statementsIn } from '../testing/expected.js';

describe('lines of one cell', () => {
  const two = (first: string, second: string) =>
    draftOfText([
      `1.1|A well|${first}|It is careful.`,
      `||${second}|`,
      '1.2|A lamp|There is a lamp.|It is careful.',
    ]);
  const first = (read: Draft) => statementsIn(read)[0]!.levels[0]!.text;

  it('are a list only where a dash follows a stop, or an item with the same dash', () => {
    assert.equal(
      first(two('There is', '– or will be – a well.')),
      'There is – or will be – a well.',
    );
    assert.equal(first(two('There are:', '- wells.')), 'There are:\n- wells.');
    assert.equal(first(two('- wells – old', '– and lamps.')), '- wells – old – and lamps.');
  });

  it('are put together where a line ends within a word that stands whole elsewhere', () => {
    const read = two('There is a care', 'ful plan.');
    assert.equal(first(read), 'There is a careful plan.');
    assert.deepEqual(
      read.repairs
        .filter(({ rule }) => rule === 'word cut at a line end')
        .map(({ before, after }) => [before, after]),
      [['care ful', 'careful']],
    );
    assert.equal(first(two('There is a play', 'ful plan.')), 'There is a play ful plan.');
  });

  it('stand in the proposal as a whole where one of them was set aside', () => {
    const cut = draftOfText([
      '1.1|A well|There is a well|It is careful.',
      '||and a lamp. It is|',
      '||and a lamp. It is|',
      '||good.|',
      '1.2|A lamp|There is a lamp.|It is careful.',
    ]);
    const doubt = cut.doubts.find(({ rule }) => rule === 'repeated line');
    assert.equal(doubt?.before, 'There is a well and a lamp. It is good.');
    assert.equal(doubt?.proposal, 'There is a well and a lamp. It is and a lamp. It is good.');
  });
});
