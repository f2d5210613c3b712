import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Framework } from '../framework/framework.js';
import { harbour } from '../framework/testing/harbour.js';
import { sameWordingIn, wordingOf } from './wording.js';

/** The same framework with the first descriptor of 1.1 in other words. */
function saying(summary: string): Framework {
  const framework = structuredClone(harbour);
  const descriptor = framework.themes[0]?.statements[0]?.levels[0];
  assert.ok(descriptor);
  descriptor.summary = summary;
  return framework;
}

test('two editions say the same where only the shape of quotation marks and dashes differs', () => {
  const said = sameWordingIn(
    new Map([
      ['straight', saying('The master\'s list - "the book" - is kept')],
      ['typographic', saying('The master’s list – “the book” – is kept')],
      ['other', saying('The master’s list is kept')],
    ]),
  );
  assert.equal(said('1.1', 'straight', 'typographic'), true);
  assert.equal(said('1.1', 'straight', 'other'), false);
  assert.equal(said('1.2', 'straight', 'other'), true, 'another statement is left alone');
});

test('a statement that a framework does not have says nothing', () => {
  assert.equal(wordingOf(harbour, '9.9'), '');
  assert.equal(wordingOf(undefined, '1.1'), '');
});
