import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { frameworkOf, sampleModel } from '../../authoring/reading/testing/model.js';
import type { Framework } from '../framework.js';
import { frameworkDifferences, wordDifferences } from './differences.js';

const short = fc.array(fc.constantFrom('the', 'well', 'is', 'clean', 'and', 'deep', 'a'), {
  maxLength: 14,
});

/** The greatest number of words that two lists have in common, in order. */
function longestCommon(a: readonly string[], b: readonly string[]): number {
  const row = new Array<number>(b.length + 1).fill(0);
  for (const word of a) {
    let corner = 0;
    b.forEach((other, at) => {
      const above = row[at + 1]!;
      row[at + 1] = word === other ? corner + 1 : Math.max(above, row[at]!);
      corner = above;
    });
  }
  return row.at(-1)!;
}

const count = (text: string) => text.split(' ').filter((word) => word !== '').length;

describe('the words that changed between two texts', () => {
  it('give back both texts, and keep as many words as can be kept', () => {
    fc.assert(
      fc.property(short, short, (a, b) => {
        const runs = wordDifferences(a.join(' '), b.join(' '));
        const side = (kind: string) =>
          runs
            .filter((run) => run.kind === 'same' || run.kind === kind)
            .map(({ text }) => text)
            .join(' ');
        assert.equal(side('removed'), a.join(' '));
        assert.equal(side('added'), b.join(' '));
        const kept = runs
          .filter(({ kind }) => kind === 'same')
          .reduce((sum, { text }) => sum + count(text), 0);
        assert.equal(kept, longestCommon(a, b));
      }),
      { numRuns: 500 },
    );
  });

  it('are shown as what was removed and then what was added', () => {
    assert.deepEqual(wordDifferences('The old well is deep.', 'The new pond is deep.'), [
      { kind: 'same', text: 'The' },
      { kind: 'removed', text: 'old well' },
      { kind: 'added', text: 'new pond' },
      { kind: 'same', text: 'is deep.' },
    ]);
  });

  it('are none when only white space or the shape of quotation marks and dashes differs', () => {
    const runs = wordDifferences("The keeper's\nlamp - lit", 'The keeper’s lamp – lit');
    assert.deepEqual(runs, [{ kind: 'same', text: 'The keeper’s lamp – lit' }]);
    assert.deepEqual(wordDifferences('', ''), []);
  });

  it('are found in long texts that differ in little', () => {
    const long = 'well '.repeat(3_000).trim();
    assert.deepEqual(wordDifferences(long, `${long} dry`), [
      { kind: 'same', text: long },
      { kind: 'added', text: 'dry' },
    ]);
    assert.deepEqual(wordDifferences(long, long), [{ kind: 'same', text: long }]);
  });

  it('are not looked for in long texts that share nothing: both are given whole, at once', () => {
    const long = (word: string) => Array.from({ length: 20_000 }, (_, at) => word + at).join(' ');
    const began = performance.now();
    assert.deepEqual(wordDifferences(long('well'), long('pond')), [
      { kind: 'removed', text: long('well') },
      { kind: 'added', text: long('pond') },
    ]);
    assert.deepEqual(wordDifferences('', long('pond')), [{ kind: 'added', text: long('pond') }]);
    // Without a limit this takes minutes and more memory than there is.
    assert.ok(performance.now() - began < 5_000);
  });
});

describe('the differences of two versions', () => {
  const before = frameworkOf(sampleModel({}, 3));
  const changed = (change: (framework: Framework) => void) => {
    const after = structuredClone(before);
    change(after);
    return frameworkDifferences(before, after);
  };

  it('say "same" of every statement when nothing changed', () => {
    assert.deepEqual(new Set(changed(() => {}).map(({ verdict }) => verdict)), new Set(['same']));
  });

  it('say "changed" of the level and the statement whose words changed, and of no other', () => {
    const differences = changed((after) => {
      after.themes[0]!.statements[1]!.levels[2]!.summary = 'Now it is otherwise.';
    });
    const [difference, ...others] = differences.filter(({ verdict }) => verdict !== 'same');
    assert.equal(others.length, 0);
    assert.equal(difference?.after, before.themes[0]!.statements[1]!.id);
    assert.deepEqual(
      difference?.levels.map(({ verdict }) => verdict),
      ['same', 'same', 'changed', 'same'],
    );
  });

  it('say "changed" when a wording is lost or found', () => {
    const differences = changed((after) => {
      after.themes[0]!.statements[0]!.levels[0]!.summary = null;
    });
    assert.equal(differences[0]?.levels[0]?.verdict, 'changed');
  });

  it('say "new" and "gone", each where it stands', () => {
    const differences = changed((after) => {
      const [first] = after.themes[0]!.statements.splice(0, 1);
      after.themes[1]!.statements.push({ ...first!, id: '2.99', title: 'A wholly fresh thought' });
    });
    assert.deepEqual(
      differences
        .filter(({ verdict }) => verdict !== 'same')
        .map((one) => [one.before, one.after, one.verdict]),
      [
        ['1.1', null, 'gone'],
        [null, '2.99', 'new'],
      ],
    );
    assert.equal(differences[0]?.verdict, 'gone');
  });

  it('say "new" and "gone" of single levels too', () => {
    const differences = changed((after) => {
      const levels = after.themes[0]!.statements[0]!.levels;
      levels.splice(0, 1);
      levels.push({ ...levels[0]!, level: 5 });
    });
    assert.deepEqual(
      differences[0]?.levels.map(({ level, verdict }) => [level, verdict]),
      [
        [1, 'gone'],
        [2, 'same'],
        [3, 'same'],
        [4, 'same'],
        [5, 'new'],
      ],
    );
  });

  it('follow a statement that moved to another code', () => {
    const titled = structuredClone(before);
    titled.themes[0]!.statements[0]!.title = 'Songs that boatmen sing';
    const after = structuredClone(titled);
    after.themes[0]!.statements[0]!.id = '9.9';
    const differences = frameworkDifferences(titled, after);
    assert.deepEqual(
      differences.slice(0, 2).map((one) => [one.before, one.after, one.verdict]),
      [
        ['1.1', '9.9', 'same'],
        ['1.2', '1.2', 'same'],
      ],
    );
  });
});
