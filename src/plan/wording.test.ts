import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Framework } from '../framework/framework.js';
import { harbour } from '../framework/testing/harbour.js';
import { schoolsModel } from '../framework/testing/schools-model.js';
import { WORDING_EDITS, withEdit } from '../framework/testing/wording-edits.js';
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

for (const { what, edit, isSame } of WORDING_EDITS) {
  test(`levels ${isSame ? 'are' : 'are not'} set side by side, whichever came first: ${what}`, () => {
    const other = withEdit(schoolsModel, '2.4', edit);
    const said = sameWordingIn(new Map(Object.entries({ schoolsModel, other })));
    for (const [from, to] of [
      ['schoolsModel', 'other'],
      ['other', 'schoolsModel'],
    ] as const) {
      assert.equal(said('2.4', from, to), isSame);
      assert.equal(said('2.5', from, to), true, 'another statement is left alone');
    }
  });
}

test('a statement that a framework does not have says nothing', () => {
  assert.equal(wordingOf(harbour, '9.9'), '');
  assert.equal(wordingOf(undefined, '1.1'), '');
});
