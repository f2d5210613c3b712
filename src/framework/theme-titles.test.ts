import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { shortNameOf, shortTitle } from './framework.js';
import { schoolsModel } from './testing/schools-model.js';

describe('the title of a theme', () => {
  it('is said whole, as the model says it', () => {
    for (const theme of schoolsModel.themes) assert.equal(shortTitle(theme), theme.title);
  });

  it('leaves out the benchmarks that a printed heading names, and nothing else in brackets', () => {
    for (const [title, said] of [
      ['Personal guidance (Benchmark 8)', 'Personal guidance'],
      ['Needs and evaluation (Gatsby Benchmarks 1 and 3)', 'Needs and evaluation'],
      ['Labour market information (LMI) (Benchmarks 2 and 7)', 'Labour market information (LMI)'],
      ['(Benchmark 4)', '(Benchmark 4)'],
    ] as const) {
      assert.equal(shortTitle({ title }), said);
    }
  });
});

describe('what charts call a theme', () => {
  it('is its short name, or else its title', () => {
    assert.equal(
      shortNameOf({ title: 'Personal guidance (Benchmark 8)', short: null }),
      'Personal guidance',
    );
    assert.equal(shortNameOf({ title: 'The needs of all', short: 'Needs' }), 'Needs');
  });
});

describe('the plain-English edition', () => {
  it('is set with typographic apostrophes', () => {
    assert.doesNotMatch(JSON.stringify(schoolsModel), /[\p{L}\p{N}]'/u);
    assert.match(schoolsModel.themes[0]?.statements[1]?.title ?? '', /^Leaders’ vision/);
  });
});
