import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type Change,
  type ChangeRow,
  ChangeSummary,
  changeOf,
  changeSentence,
  changeWords,
} from './change.js';
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

test('one sentence says what moved', () => {
  const up = row({ before: 1 });
  const down = row({ before: 3 });
  const cases: [ChangeRow[], string][] = [
    [[], 'There is nothing to compare with 2025/26.'],
    [[row({})], 'There is nothing to compare with 2025/26.'],
    [[row({ before: 2 })], 'No statement has moved since 2025/26.'],
    [[up, up, down], '2 statements moved up since 2025/26. 1 moved down.'],
    [[up], '1 statement moved up since 2025/26. None moved down.'],
    [[down], '1 statement moved down since 2025/26. None moved up.'],
  ];
  for (const [rows, sentence] of cases) assert.equal(changeSentence(rows, '2025/26'), sentence);
});

test('a change is told from where to where', () => {
  assert.equal(changeWords(row({ before: 0 }), scale), 'from not yet at level 1 to level 2');
  assert.equal(changeWords(row({ before: null }), scale), 'level 2');
  assert.equal(changeWords(row({ before: 3, now: null }), scale), 'level 3 last year');
  assert.equal(changeWords(row({ before: 3, now: null }), scale, '2024/25'), 'level 3 in 2024/25');
});

test('the summary lists the statements of each kind and leaves out kinds that nothing made', () => {
  const rows = [row({ before: 1, href: '/s' }), row({ code: '1.2', before: 2 })];
  const markup = String(<ChangeSummary rows={rows} scale={scale} yearBefore="2025/26" />);
  assert.match(markup, /<b class="num">1<\/b> moved up/);
  assert.match(markup, /<a href="\/s">T<\/a>/);
  assert.match(markup, /<b class="num">1<\/b> stayed the same/);
  assert.doesNotMatch(markup, /recorded for the first time/);
});
