import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { codeIn, codePatternLike, follows, successor, themeOfCode } from './codes.js';
import { lostNoughts, sequenceFaults } from './sequence.js';

describe('a code pattern made from an example', () => {
  const cases: readonly [string, string, string | null, string?][] = [
    ['1.1', '1.10 Care of wells', '1.10', 'Care of wells'],
    ['1.1', ' 2.3. Care', '2.3', 'Care'],
    ['1.1', '1.1Care', '1.1', 'Care'],
    ['1.1', '1.1.2 Care', null],
    ['1.1', '2.5km of paths', null],
    ['1.1', 'See 1.1', null],
    ['1.1', '1,1 Care', null],
    ['1.1.1', '1.1.2 Care', '1.1.2', 'Care'],
    ['A1', 'B12: Care', 'B12', 'Care'],
    ['A1', 'AB1 Care', null],
    ['A1', 'b1 Care', null],
    ['AA1', 'GOV3 Care', 'GOV3', 'Care'],
    ['AA-1', 'GV-3', 'GV-3', ''],
    ['1a', '2c) Care', '2c', 'Care'],
    ['1a', '1st of May', null],
    ['a', 'b Care', 'b', 'Care'],
    ['(1)', '(2) Care', '(2)', 'Care'],
    ['1*1', '1*2 Care', '1*2', 'Care'],
  ];
  for (const [example, text, code, rest] of cases) {
    it(`like ${example}: “${text}” ${code === null ? 'has no code' : `has ${code}`}`, () => {
      const found = codeIn(text, codePatternLike(example));
      assert.equal(found?.code ?? null, code);
      if (rest !== undefined) assert.equal(found?.rest, rest);
    });
  }

  it('takes no longer for a long and wicked example', () => {
    const pattern = codePatternLike('((((a+)+)+)+)+$');
    assert.equal(codeIn('a'.repeat(50_000), pattern), null);
    assert.ok(pattern.like.length <= 20);
  });
});

describe('the order of codes', () => {
  it('knows the theme of a code', () => {
    const codes = ['1.10', 'A3', '2b', '1.2.3', 'GV-1'];
    assert.deepEqual(codes.map(themeOfCode), ['1', 'A', '2', '1', 'GV']);
  });

  it('knows what follows what', () => {
    for (const [code, next] of [
      ['1.1', '1.2'],
      ['1.9', '1.10'],
      ['1.7', '2.1'],
      ['A3', 'B1'],
      ['1b', '1c'],
      ['1c', '2a'],
      ['1.1.2', '1.2.1'],
      ['1.7', '2.0'],
    ] as const) {
      assert.ok(follows(code, next), `${code} ${next}`);
    }
    for (const [code, next] of [
      ['1.1', '1.3'],
      ['1.1', '1.1'],
      ['1.2', '1.1'],
      ['1.7', '2.2'],
      ['1.7', '3.1'],
      ['1.1', '1.1.1'],
    ] as const) {
      assert.ok(!follows(code, next), `${code} ${next}`);
    }
  });

  it('knows the next code', () => {
    assert.deepEqual(['1.9', 'A1', '2b', 'GV-09'].map(successor), ['1.10', 'A2', '2c', 'GV-10']);
  });

  it('gives a code its nought back only where the same code has stood before', () => {
    const codes = ['1.1', '1.2', '1.3', '1.4', '1.5', '1.6', '1.7', '1.8', '1.9', '1.1', '1.11'];
    assert.deepEqual(lostNoughts(codes), [{ index: 9, before: '1.1', after: '1.10' }]);
    assert.deepEqual(lostNoughts(['1.1', '1.2', '1.1']), []);
  });

  it('names what is not there and what stands twice', () => {
    assert.deepEqual(sequenceFaults(['1.1', '1.2', '2.1']), []);
    assert.deepEqual(
      sequenceFaults(['1.1', '1.3', '3.1', '3.1']).map(({ at, says }) => [at, says]),
      [
        [1, '1.1 is followed by 1.3: 1.2 was not found.'],
        [2, '1.3 is followed by 3.1: the codes of a theme may be missing.'],
        [3, '3.1 stands twice.'],
      ],
    );
  });
});
