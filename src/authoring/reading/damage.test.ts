import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { runs } from '../../../tests/support/runs.js';
import { readText } from '../../platform/documents/formats/text.js';
import type { Draft } from './draft.js';
import { readStructure } from './structure.js';
import { asModel, type Model, models } from './testing/model.js';
import { type Damage, damages, printText } from './testing/print-text.js';

const read = (text: string) => readStructure(readText(text), {});

/** The places of a draft that are not what was printed: code, and level counted from 1, or 0 for the title. */
function wrongPlaces(model: Model, draft: Draft): { code: string; level: number }[] {
  const read = new Map(
    asModel(draft)
      .themes.flatMap((theme) => theme.statements)
      .map((one) => [one.code, [one.title, ...one.levels]]),
  );
  return model.themes
    .flatMap((theme) => theme.statements)
    .flatMap(({ code, title, levels }) =>
      [title, ...levels].flatMap((words, level) =>
        read.get(code)?.[level] === words ? [] : [{ code, level }],
      ),
    );
}

/** True when a doubt stands beside a place: for the cell itself, or for its statement as a whole. */
function isDoubted(draft: Draft, { code, level }: { code: string; level: number }): boolean {
  return draft.doubts.some(
    (doubt) => doubt.statement === code && (doubt.level === null || doubt.level === level),
  );
}

const shapes = (...kinds: Damage['shape'][]) =>
  damages.map((damage) => ({
    ...damage,
    shape: kinds[damage.width % kinds.length]!,
    repeated: null,
  }));
const many = (damage: fc.Arbitrary<Damage>) => fc.array(damage, { minLength: 5, maxLength: 30 });

describe('a damaged text', () => {
  it('comes out whole when its rows were not cut', () => {
    fc.assert(
      fc.property(models(), many(shapes('whole')), (model, damage) => {
        const draft = read(printText(model, damage));
        assert.deepEqual(asModel(draft), model);
        assert.deepEqual([draft.repairs, draft.doubts, draft.missing], [[], [], []]);
      }),
      { numRuns: runs(5, 50) },
    );
  });

  it('comes out whole when pages cut its rows, and says which lines were joined', () => {
    fc.assert(
      fc.property(models(), many(shapes('cut')), (model, damage) => {
        const draft = read(printText(model, damage));
        for (const place of wrongPlaces(model, draft)) assert.ok(isDoubted(draft, place));
        const joined = draft.repairs.filter(({ rule }) => rule === 'lines joined');
        for (const { before, after, lines } of joined) {
          assert.equal(before.replaceAll('\n', ' '), after);
          assert.ok(lines.length > 1);
        }
      }),
      { numRuns: runs(6, 60) },
    );
  });

  it('never has a wrong cell without a doubt beside it, whatever was cut, centred or repeated', () => {
    fc.assert(
      fc.property(models(), many(damages), (model, damage) => {
        const draft = read(printText(model, damage));
        for (const place of wrongPlaces(model, draft)) {
          assert.ok(isDoubted(draft, place), `${place.code} level ${place.level}`);
        }
      }),
      { numRuns: runs(20, 150) },
    );
  });

  it('comes out right in more than 99 of 100 cells', () => {
    const samples = fc.sample(fc.tuple(models(), many(damages)), {
      numRuns: runs(10, 60),
      seed: 11,
    });
    let cells = 0;
    let wrong = 0;
    for (const [model, damage] of samples) {
      wrong += wrongPlaces(model, read(printText(model, damage))).length;
      cells += model.themes.flatMap((theme) => theme.statements).length * 5;
    }
    assert.ok(wrong * 100 < cells, `${wrong} of ${cells}`);
  });

  it('has every line of its source accounted for, in order', () => {
    fc.assert(
      fc.property(models(), many(damages), (model, damage) => {
        const text = printText(model, damage);
        const { lines } = read(text);
        assert.deepEqual(
          lines.map((one) => one.text),
          text.split('\n'),
        );
        for (const { text: words, uses } of lines) {
          assert.equal(
            uses.some(({ use }) => use === 'blank'),
            words.trim() === '',
          );
          assert.ok(uses.length > 0);
        }
      }),
      { numRuns: runs(5, 50) },
    );
  });

  it('loses no word: what is in no cell was set aside as a repeat or left over', () => {
    fc.assert(
      fc.property(models(), many(damages), (model, damage) => {
        const text = printText(model, damage);
        const draft = read(text);
        const inSource = text.split(/\s+/u).filter((word) => word !== '').length;
        const set = draft.repairs.filter(({ rule }) => rule === 'repeated line set aside');
        const aside = set.reduce((sum, { after }) => sum + after.split(' ').length, 0);
        const again = draft.repairs.filter(({ rule }) => rule === 'repeated code').length;
        const kept = printed(asModel(draft));
        assert.equal(kept + aside + again, inSource);
      }),
      { numRuns: runs(5, 50) },
    );
  });
});

/** How many words a model has when it is printed whole. */
function printed(model: Model): number {
  const whole: Damage = { shape: 'whole', cutAt: 0.5, width: 40, repeated: null };
  return printText(model, [whole])
    .split(/\s+/u)
    .filter((word) => word !== '').length;
}
