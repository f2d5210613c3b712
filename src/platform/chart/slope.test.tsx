import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Mark, Scale } from './scale.js';
import { type SlopeStatement, Slopes, slopeLayout, slopeTable, slopeWords } from './slope.js';

const scale: Scale = { levels: [1, 2, 3, 4].map((level) => ({ level, title: `Level ${level}` })) };
const years = ['2023/24', '2024/25', '2025/26'];

function statement(...points: ([Mark, string] | undefined)[]): SlopeStatement {
  return {
    code: '3.1',
    title: 'LMI',
    points: points.map((point) => point && { mark: point[0], wording: point[1] }),
  };
}

test('a line joins two years only with the same wording and both recorded', () => {
  const cases: [SlopeStatement, lines: number, breaks: number][] = [
    [statement([1, 'a'], [2, 'a'], [3, 'a']), 2, 0],
    [statement([1, 'a'], [2, 'b'], [3, 'b']), 1, 1],
    [statement([1, 'a'], [null, 'a'], [3, 'a']), 0, 0],
    [statement([1, 'a'], undefined, [3, 'a']), 0, 0],
    [statement([1, 'a'], undefined, [3, 'b']), 0, 0],
    [statement([0, 'a'], [1, 'a'], undefined), 1, 0],
  ];
  for (const [each, lines, breaks] of cases) {
    const layout = slopeLayout(each, 3, scale);
    assert.equal(layout.lines.length, lines, JSON.stringify(each.points));
    assert.equal(layout.breaks.length, breaks, JSON.stringify(each.points));
  }
});

test('not recorded rests on the base line, below not yet and off the scale', () => {
  const { dots, base } = slopeLayout(statement([null, 'a'], [0, 'a'], [1, 'a']), 3, scale);
  const [none, notYet, first] = dots;
  assert.equal(none!.y, base);
  assert.ok(notYet!.y < none!.y);
  assert.ok(first!.y < notYet!.y);
});

test('each dot prints its level, and not yet its sign', () => {
  const each = statement([null, 'a'], [0, 'a'], [3, 'a']);
  const markup = String(<Slopes years={years} statements={[each]} scale={scale} />);
  const printed = [...markup.matchAll(/<text class="n [^>]*>([^<]*)</g)].map(([, sign]) => sign);
  assert.deepEqual(printed, ['&lt;1', '3']);
});

test('words and table say where the wording changed', () => {
  const each = statement([1, 'a'], [2, 'b'], undefined);
  assert.equal(
    slopeWords(each, years, scale),
    '3.1 LMI: level 1 in 2023/24, wording changed, level 2 in 2024/25, no review in 2025/26',
  );
  assert.deepEqual(slopeTable({ years, statements: [each], scale }).rows, [
    ['3.1 LMI', 'Level 1', 'Level 2 (new wording)', 'No review'],
  ]);
  const markup = String(<Slopes years={years} statements={[each]} scale={scale} />);
  assert.match(markup, /the wording changed/);
});

test('one year alone is drawn in the middle, and many years ask for more room', () => {
  const one = slopeLayout(statement([2, 'a']), 1, scale);
  assert.equal(one.dots[0]!.x, 50);
  const many = Array.from({ length: 8 }, (_, at) => `${2020 + at}/${21 + at}`);
  const points = many.map(() => [2, 'a'] as [Mark, string]);
  const markup = String(<Slopes years={many} statements={[statement(...points)]} scale={scale} />);
  assert.match(markup, /class="slopes wide"/);
});
