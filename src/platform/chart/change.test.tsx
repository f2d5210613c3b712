import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Change, type ChangeRow, ChangeSummary, changeOf } from './change.js';
import type { Scale } from './scale.js';

const scale: Scale = { levels: [1, 2, 3, 4].map((level) => ({ level, title: `Level ${level}` })) };
const row = (more: Partial<ChangeRow>): ChangeRow => ({ code: '1.1', title: 'T', now: 2, ...more });

test('each statement made one kind of change, and not recorded is never a step down', () => {
  const cases: [Partial<ChangeRow>, Change][] = [
    [{ before: 1 }, 'up'],
    [{ before: 0 }, 'up'],
    [{ before: 2 }, 'same'],
    [{ before: 3 }, 'down'],
    [{ before: null }, 'new'],
    [{}, 'new'],
    [{ before: 3, now: null }, 'open'],
    [{ before: null, now: null }, 'open'],
    [{ before: 1, isReworded: true }, 'reworded'],
    [{ before: null, isReworded: true }, 'new'],
    [{ isReworded: true }, 'reworded'],
  ];
  for (const [more, change] of cases) assert.equal(changeOf(row(more)), change);
});

const summaryOf = (...rows: ChangeRow[]) =>
  String(<ChangeSummary rows={rows} scale={scale} year="2026/27" yearBefore="2025/26" />);
/** What somebody hears. */
const words = (markup: string) =>
  markup
    .replace(/<svg.*?<\/svg>/g, '')
    .replace(/<[^>]*>/g, '')
    .replace(/\s+/g, ' ');

test('a bar for each year counts the statements that are in both', () => {
  const markup = summaryOf(row({ before: 1 }), row({ before: 2, now: null }), row({}));
  assert.match(markup, /aria-label="2025\/26, 2 statements: 1 at level 1 and 1 at level 2"/);
  assert.match(markup, /aria-label="2026\/27, 2 statements: 1 at level 2 and 1 not recorded"/);
  assert.match(words(markup), /^2 statements in both\./);
  assert.match(words(summaryOf(row({ before: 2 }))), /^Each part shows how many statements/);
});

test('what changed is listed from where to where, and kinds that nothing made are left out', () => {
  const up = row({ before: 1, href: '/s', title: 'Plans' });
  const said = words(
    summaryOf(up, { ...up, code: '1.2' }, row({ before: 3, code: '1.4' }), row({ before: 2 })),
  );
  assert.match(said, /Went up from Level 1 to Level 2 2 statements: 1\.1 Plans, 1\.2 Plans/);
  assert.match(said, /Went down from Level 3 to Level 2 1 statement: 1\.4/);
  assert.doesNotMatch(said, /first time|not recorded|stayed/i);
  assert.match(summaryOf(up), /<a href="\/s">1\.1<span class="vh"> Plans<\/span><\/a>/);
  assert.match(words(summaryOf(row({ before: 3, now: null }))), /Not recorded, 1 statement: 1\.1/);
  assert.match(words(summaryOf(row({ before: 2 }))), /No statement has changed\./);
});
