import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Cairn, CairnSymbols, cairnStones, LevelChip } from './cairn.js';
import type { Mark, Scale } from './scale.js';

const scale: Scale = { levels: [1, 2, 3, 4].map((level) => ({ level, title: `Level ${level}` })) };

/** What a listener and what a reader gets. */
function words(level: Mark, of: Scale = scale): string {
  return String(<LevelChip level={level} scale={of} />).replace(/<[^>]*>/g, '');
}

test('a cairn is filled up to its level', () => {
  const symbols = String(<CairnSymbols scale={scale} />);
  const filled = symbols
    .split('<symbol')
    .slice(1)
    .map((each) => each.split('class="on"').length - 1);
  assert.deepEqual(filled, [0, 1, 2, 3, 4]);
  assert.match(String(<Cairn level={3} scale={scale} />), /href="#cairn-4-3"/);
  assert.match(String(<Cairn level={null} scale={scale} />), /href="#cairn-4-0"/);
});

test('every cairn on a page finds its symbol', () => {
  for (const count of [2, 4, 8]) {
    const levels = Array.from({ length: count }, (_, level) => ({
      level,
      title: `Level ${level}`,
    }));
    const symbols = String(<CairnSymbols scale={{ levels }} />);
    for (const { level } of levels) {
      const cairn = String(<Cairn level={level} scale={{ levels }} />);
      const id = /href="#([^"]+)"/.exec(cairn)![1];
      assert.ok(symbols.includes(`id="${id}"`));
    }
  }
});

test('stones stay in the box, get narrower upwards and never touch', () => {
  for (let count = 1; count <= 8; count += 1) {
    const stones = cairnStones(count);
    assert.ok(stones.every((stone) => stone.y >= 0 && stone.y + stone.height <= 24));
    stones.slice(1).forEach((stone, at) => {
      const below = stones[at]!;
      assert.ok(stone.width < below.width && stone.y + stone.height < below.y);
    });
  }
});

test('a chip reads as the level, and never shows a number where there is none', () => {
  assert.equal(words(3), 'Level 3');
  assert.equal(words(0), 'Not yet at level 1');
  assert.equal(words(null), 'Not recorded');
  const named: Scale = {
    levels: [
      { level: 0, title: 'Absent' },
      { level: 1, title: 'Secure' },
    ],
  };
  assert.equal(words(1, named), 'Secure, level 1');
});
