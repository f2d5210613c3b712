import assert from 'node:assert/strict';
import { test } from 'node:test';
import { columnWords, groupWords, Heatmap, type HeatmapColumn, heatmapTable } from './heatmap.js';
import { stonesOf } from './heatmap-cells.js';
import { heatmapDrawing } from './heatmap-pdf.js';
import type { Scale } from './scale.js';

const scale: Scale = { levels: [1, 2, 3, 4].map((level) => ({ level, title: `Level ${level}` })) };
const column = (more: Partial<HeatmapColumn>): HeatmapColumn => ({
  code: '1.1',
  title: 'Leadership',
  mark: 3,
  ...more,
});

test('stones are filled from the bottom up to the agreed level, and the top one carries the number', () => {
  const { stones } = stonesOf(column({}), scale);
  assert.deepEqual(
    stones.map((stone) => [stone.y, stone.parts[0], stone.sign]),
    [
      [99, 'f3', null],
      [66, 'f3', null],
      [33, 'f3', '3'],
      [0, 'empty', null],
    ],
  );
});

test('not recorded is four dashed stones, not yet is one solid edge, and each says so with a sign', () => {
  const none = stonesOf(column({ mark: null }), scale).stones;
  assert.deepEqual(
    none.map((stone) => stone.parts[0]),
    ['unrec', 'unrec', 'unrec', 'unrec'],
  );
  const notYet = stonesOf(column({ mark: 0 }), scale).stones;
  assert.deepEqual(
    notYet.map((stone) => stone.parts[0]),
    ['f0', 'empty', 'empty', 'empty'],
  );
  const signs = (stones: typeof none) => stones.map(({ sign }) => sign);
  assert.deepEqual(signs(none), ['–', null, null, null]);
  assert.deepEqual(signs(notYet), ['<1', null, null, null]);
});

test('a line marks last year only where it was recorded and has changed', () => {
  const cases: [Partial<HeatmapColumn>, number | null][] = [
    [{ before: 2 }, 64.5],
    [{ before: 4 }, -1.5],
    [{ before: 0 }, 130.5],
    [{ before: 3 }, null],
    [{ before: null }, null],
    [{}, null],
  ];
  for (const [more, line] of cases) assert.equal(stonesOf(column(more), scale).line, line);
});

test('the level aimed at is a stone of its own above the mark, and none when it is reached', () => {
  const aimed = stonesOf(column({ mark: 2, aim: 4 }), scale).stones;
  assert.deepEqual(aimed[3], { y: 0, parts: ['aim'], sign: '4', palette: 'ta' });
  assert.ok(
    stonesOf(column({ mark: 3, aim: 3 }), scale).stones.every(({ parts }) => parts[0] !== 'aim'),
  );
});

test('a line above says what the signs and lines mean, as far as there are any', () => {
  const lead = (...columns: HeatmapColumn[]) =>
    /<p class="small quiet chart-lead">([^<]*)</.exec(
      String(
        <Heatmap
          groups={[{ code: '1', title: 'T', columns }]}
          scale={scale}
          year="2026/27"
          yearBefore="2025/26"
        />,
      ),
    )?.[1];
  const read = 'Each column is one statement and the number is its level.';
  assert.equal(lead(column({})), read);
  assert.equal(
    lead(column({ mark: 0, before: 1 }), column({ mark: null })),
    `${read} &lt;1 is not yet at level 1. – is not recorded. A bold line marks the level in 2025/26 where it changed.`,
  );
});

test('a theme is named before its stones', () => {
  const groups = [{ code: '1', title: 'Leading', columns: [column({})] }];
  const markup = String(<Heatmap groups={groups} scale={scale} year="2026/27" />);
  assert.ok(markup.indexOf('Leading</figcaption>') < markup.indexOf('<svg'));
});

test('a column tells its whole finding in words', () => {
  const words = [
    [column({ before: 2 }), '1.1 Leadership: level 3, level 2 last year'],
    [column({ before: 3 }), '1.1 Leadership: level 3'],
    [column({ before: null }), '1.1 Leadership: level 3, not recorded last year'],
    [column({ mark: null, aim: 2 }), '1.1 Leadership: not recorded, aiming at level 2'],
    [column({ mark: 0 }), '1.1 Leadership: not yet at level 1'],
  ] as const;
  for (const [each, expected] of words) assert.equal(columnWords(each, scale), expected);
  assert.equal(
    columnWords(column({ before: 2 }), scale, '2024/25'),
    '1.1 Leadership: level 3, level 2 in 2024/25',
  );
});

test('columns with addresses are links with names; without them the group is one named picture', () => {
  const group = { code: '1', title: 'Plan <it>', columns: [column({ href: '/s/1.1' })] };
  const linked = String(<Heatmap groups={[group]} scale={scale} year="2026/27" />);
  assert.match(linked, /<a href="\/s\/1\.1"><svg role="img" aria-label="1\.1 Leadership: level 3"/);
  assert.doesNotMatch(linked, /role="img" aria-label="Theme/);
  const plain = String(
    <Heatmap groups={[{ ...group, columns: [column({})] }]} scale={scale} year="2026/27" />,
  );
  assert.match(plain, /role="img" aria-label="Theme 1, Plan &lt;it&gt;: 1\.1 level 3"/);
});

test('the table has last year and the aim only where there are any', () => {
  const groups = [{ code: '1', title: 'T', columns: [column({})] }];
  assert.deepEqual(heatmapTable({ groups, scale, year: '2026/27' }).columns, [
    'Statement',
    '2026/27',
  ]);
  const full = [{ code: '1', title: 'T', columns: [column({ before: null, aim: 4 }), column({})] }];
  const table = heatmapTable({ groups: full, scale, year: '2026/27', yearBefore: '2025/26' });
  assert.deepEqual(table.columns, ['Statement', '2025/26', '2026/27', 'Aim']);
  assert.deepEqual(table.rows, [
    ['1.1 Leadership', 'Not recorded', 'Level 3', 'Level 4'],
    ['1.1 Leadership', '', 'Level 3', ''],
  ]);
});

test('on paper whole groups stand on a line while they fit, and none leaves the page', () => {
  const wide = (code: string, count: number) => ({
    code,
    title: code,
    columns: Array.from({ length: count }, (_, at) => column({ code: `${code}.${at}` })),
  });
  const groups = [wide('1', 7), wide('2', 7), wide('3', 30)];
  const { svg, width, height, alt } = heatmapDrawing(groups, scale, { width: 480 });
  const places = [...svg.matchAll(/translate\(([\d.]+) ([\d.]+)\)/g)];
  assert.equal(places.length, 44);
  assert.ok(places.every(([, x]) => Number(x) + 30 <= width));
  assert.ok(places.every(([, , y]) => Number(y) < height));
  assert.equal(places[7]![2], '0');
  assert.notEqual(places[14]![2], '0');
  assert.equal(alt, groups.map((group) => groupWords(group, scale)).join('. '));
});

test('a code or a title that looks like markup is shown as it was typed', () => {
  const typed = column({ code: '<b>1', title: '"/><script>' });
  const groups = [{ code: '&', title: "it's", columns: [typed, column({ href: '/s' })] }];
  const page = String(<Heatmap groups={groups} scale={scale} year="2026/27" />);
  const paper = heatmapDrawing(groups, scale, { width: 480 }).svg;
  for (const markup of [page, paper]) {
    assert.match(markup, />&lt;b&gt;1<\/text>/);
    assert.doesNotMatch(markup, /<b>1|<script/);
  }
  assert.match(page, /aria-label="&lt;b&gt;1 &quot;\/&gt;&lt;script&gt;: level 3"/);
  assert.match(paper, />Theme &amp;<\/text>/);
});
