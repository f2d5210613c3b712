import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type Move,
  pictureWords,
  Supports,
  supportsDrawing,
  supportsLayout,
  supportsTable,
} from './supports.js';

const from: Move = { code: '2.1', level: 3 };
const direct = ['3.1', '3.3', '3.5', '3.8', '4.4', '5.3', '5.2', '4.1'].map((code) => ({
  code,
  level: 3,
  title: `Title of ${code}`,
}));
const onward = [
  { code: '6.1', level: 4, via: { code: '3.1', level: 3 } },
  { code: '6.2', level: 4, via: { code: '4.1', level: 3 } },
];

test('as many moves as fit are drawn, and an onward one only beside the move it leans on', () => {
  const layout = supportsLayout({ from, direct, onward });
  assert.equal(layout.direct.length, 6);
  assert.deepEqual(
    layout.onward.map((each) => each.move.code),
    ['6.1'],
  );
});

test('what is not drawn is said in words and stands in the table', () => {
  const markup = String(<Supports from={from} direct={direct} onward={onward} />);
  assert.match(
    markup,
    /^<details class="govuk-details supports"><summary[^>]*><span[^>]*>Supports 8 other next steps</,
  );
  assert.match(markup, /And 3 more, in the table\./);
  const { rows } = supportsTable({ from, direct, onward });
  assert.equal(rows.length, 10);
  assert.deepEqual(rows[0], ['3.1 Title of 3.1', 3, 'Directly']);
  assert.deepEqual(rows[9], ['6.2', 4, 'Later on, through 4.1 to level 3']);
});

test('the name of the picture tells all of it', () => {
  assert.equal(
    pictureWords({ from, direct: direct.slice(0, 2), onward: onward.slice(0, 1) }),
    '2.1 to level 3 supports 3.1 to level 3 and 3.3 to level 3; later on 6.1 to level 4',
  );
  assert.equal(
    pictureWords({ from, direct: [] }),
    '2.1 to level 3 supports no other next step directly',
  );
});

test('a step that supports nothing says so and draws nothing', () => {
  const markup = String(<Supports from={from} direct={[]} />);
  assert.equal(markup, '<p class="small quiet">Supports no other next step directly</p>');
});

test('stops keep apart and lie within the picture, with long codes too', () => {
  const long = direct.map((move) => ({ ...move, code: `10.1${move.code}` }));
  const { direct: stops, wide, size } = supportsLayout({ from, direct: long });
  stops.slice(1).forEach((stop, at) => {
    assert.ok(stop.y - stops[at]!.y >= 26);
  });
  assert.ok(stops.every((stop) => stop.x + wide <= size.width && stop.y + 13 <= size.height));
});

test('three columns are drawn at 11 px or more within a card on a phone of 320 px', () => {
  const { size } = supportsLayout({ from, direct, onward });
  assert.ok((14 * 240) / size.width >= 11, `${size.width}`);
});

test('the drawing for the report carries the same words', () => {
  const { svg, alt } = supportsDrawing({ from, direct, onward }, { font: 'A "B"' });
  assert.equal(alt, pictureWords({ from, direct, onward }));
  assert.match(svg, /font-family="A B"/);
  assert.match(svg, /2\.1 to 3/);
});
