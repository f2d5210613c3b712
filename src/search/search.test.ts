/** The part of a text that a search shows, and what is read of what was typed. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { wordsOf } from '../framework/search-words.js';
import { excerptOf, LONGEST, typedQuery, typedWords } from './search.js';

const shown = (text: string, query: string) =>
  excerptOf(text, wordsOf(query))
    .map(({ text: words, isFound }) => (isFound ? `[${words}]` : words))
    .join('');

describe('the excerpt of a text', () => {
  it('is all of a short text, with the words marked that were found', () => {
    assert.equal(shown('Governors met twice.', 'governor'), '[Governors] met twice.');
    assert.equal(shown('Nothing of it', 'governor'), 'Nothing of it');
    assert.equal(shown('', 'governor'), '');
  });

  it('begins with a whole word before the first that was found, and ends after 200 letters', () => {
    const text = `${'before '.repeat(40)}governors ${'after '.repeat(60)}`;
    const excerpt = shown(text, 'governors');
    assert.match(excerpt, /^…before before .*\[governors\] after .*…$/);
    assert.ok(excerpt.length < 290, `${excerpt.length}`);
  });

  it('cuts no letter in two', () => {
    assert.ok(shown('😀'.repeat(500), 'none').isWellFormed());
    assert.ok(shown(`${'😀'.repeat(500)} governors`, 'governors').isWellFormed());
  });
});

describe('what was typed', () => {
  it('is one line of at most so many letters, without what cannot be read', () => {
    assert.equal(typedQuery(' a\u0000b\n c '), 'a b  c');
    assert.equal(typedQuery('x'.repeat(500)).length, LONGEST);
    assert.ok(typedQuery(`${'x'.repeat(LONGEST - 1)}😀`).isWellFormed());
  });

  it('counts eight words at most', () => {
    assert.deepEqual(typedWords('a  b c'), ['a', 'b', 'c']);
    assert.equal(typedWords('a b c d e f g h i j').length, 8);
    assert.deepEqual(typedWords(''), []);
  });
});
