import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  DistributionBar,
  DistributionByGroup,
  distributionDrawing,
  distributionTable,
  distributionWords,
} from './distribution.js';
import type { Scale } from './scale.js';

const scale: Scale = { levels: [1, 2, 3, 4].map((level) => ({ level, title: `Level ${level}` })) };
const counts = { notYet: 1, levels: [3, 13, 0, 3], notRecorded: 1 };

test('a bar says all its counts, and leaves out the parts that are empty', () => {
  const words = distributionWords({ name: 'All', counts, scale });
  assert.equal(
    words,
    'All, 21 statements: 1 not yet at level 1, 3 at level 1, 13 at level 2, 3 at level 4 and 1 not recorded',
  );
  const markup = String(<DistributionBar name="All" counts={counts} scale={scale} />);
  assert.equal(markup.split('<rect').length - 1, 5);
  assert.ok(markup.includes(`aria-label="${words}"`));
});

/** What stands beneath the parts of a bar, in order. */
const beneath = (markup: string) =>
  [...markup.matchAll(/<text [^>]*class="code"[^>]*>([^<]+)</g)].map(([, words]) => words);

test('each part has its level beneath it, in full where there is room', () => {
  const of = (given: typeof counts) =>
    beneath(String(<DistributionBar name="All" counts={given} scale={scale} />));
  assert.deepEqual(of(counts), ['&lt;1', 'L1', 'Level 2', 'L4', '–']);
  assert.deepEqual(of({ notYet: 5, levels: [5, 0, 0, 0], notRecorded: 9 }), [
    ...['Not yet', 'Level 1', 'Not recorded'],
  ]);
  const rows = [{ label: 'All', counts }];
  const lead = String(
    <DistributionByGroup rows={rows} scale={scale} caption="All" groupedBy="Theme" />,
  );
  assert.match(lead, /L1 is level 1, &lt;1 is not yet at level 1, – is not recorded\./);
  const { svg } = distributionDrawing({ name: 'All', counts, scale, width: 300 });
  for (const words of ['&lt;1', 'L1', 'Level 2', 'L4', '–'])
    assert.ok(svg.includes(`>${words}</text>`), words);
});

test('schools are counted as schools, and fewer than five are not shown', () => {
  const unit = { one: 'school', many: 'schools' };
  const rows = [
    { label: 'North hub', counts: { notYet: 0, levels: [5, 0, 0, 2], notRecorded: 0 } },
    { label: 'South hub', counts: null },
  ];
  const props = { rows, scale, caption: 'Schools', groupedBy: 'Hub', unit };
  const markup = String(<DistributionByGroup {...props} />);
  assert.match(markup, /North hub, 7 schools: 5 at level 1 and 2 at level 4/);
  assert.match(markup, /Fewer than 5 schools/);
  assert.deepEqual(distributionTable(props).rows, [
    ['North hub', 0, 5, 0, 0, 2, 0],
    ['South hub', 'Fewer than 5 schools', '', '', '', '', ''],
  ]);
});

test('a scale that begins at 0 has no column for "not yet"', () => {
  const zero: Scale = { levels: [0, 1].map((level) => ({ level, title: `Level ${level}` })) };
  const rows = [{ label: 'All', counts: { notYet: 0, levels: [1, 2], notRecorded: 0 } }];
  const table = distributionTable({ rows, scale: zero, caption: '', groupedBy: 'Theme' });
  assert.deepEqual(table.columns, ['Theme', 'Level 0', 'Level 1', 'Not recorded']);
});

test('nothing claims a mean, a total level or a percentage of the whole', () => {
  const rows = [{ label: 'All', counts }];
  const markup = String(
    <DistributionByGroup rows={rows} scale={scale} caption="All" groupedBy="Theme" />,
  );
  const words = markup.replace(/<[^>]*>/g, ' ');
  assert.doesNotMatch(words, /%|mean\b|average(?!d)|total|score/i);
});

test('the bar for the report stays within its width', () => {
  const { svg, width } = distributionDrawing({ name: 'All', counts, scale, width: 300 });
  const edges = [...svg.matchAll(/<rect[^>]* x="([\d.]+)"[^>]* width="([\d.]+)"/g)];
  assert.equal(edges.length, 5);
  const spans = edges.map(([, x, wide]) => [Number(x), Number(x) + Number(wide)] as const);
  assert.ok(spans.at(-1)![1] <= width - 0.5);
  spans.slice(1).forEach(([from], at) => {
    assert.ok(from - spans[at]![1] >= 1, 'a gap between the parts');
  });
});
