import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { stringify } from 'yaml';
import { presentFramework } from '../../framework/present.js';
import { readDocument } from './read.js';
import { asModel, frameworkOf, sampleModel } from './testing/model.js';

const bytes = (text: string) => new TextEncoder().encode(text);
const model = sampleModel();
const framework = frameworkOf(model);
for (const theme of framework.themes) theme.id = framework.themes.indexOf(theme) + 1;
framework.themes[0]!.statements[0]!.levels[0]!.summary = null;
framework.themes[0]!.statements[0]!.levels[0]!.missing = 'The copy cannot be read here.';
const file = presentFramework(framework);

describe("Waymark's own file", () => {
  for (const [kind, text] of [
    ['JSON', JSON.stringify(file, null, 2)],
    ['YAML', stringify(file)],
  ] as const) {
    it(`is read as ${kind}, with its gaps named and nothing to repair`, async () => {
      const draft = await readDocument(bytes(text), 'village');
      const expected = structuredClone(model);
      expected.themes[0]!.statements[0]!.levels[0] = '';
      assert.deepEqual(asModel(draft), expected);
      assert.deepEqual(
        draft.missing.map(({ statement, level, found }) => [statement, level, found]),
        [['1.1', 1, 'The copy cannot be read here.']],
      );
      assert.deepEqual([draft.repairs, draft.doubts], [[], []]);
      assert.equal(draft.reading.format, 'framework file');
      assert.equal(draft.lines.length, text.split('\n').length);
    });
  }

  it('is refused with the line of its first fault', async () => {
    const wrong = stringify({ ...file, language: 'Village speech' });
    await assert.rejects(readDocument(bytes(wrong), 'village.yaml'), {
      code: 'framework.invalid',
      message: /^Line \d+: /u,
    });
  });

  it('is refused when its themes are in other files', async () => {
    const parts = stringify({ ...file, themes: ['theme-1.yaml'] });
    await assert.rejects(readDocument(bytes(parts), 'framework.yaml'), {
      code: 'framework.in-parts',
    });
  });
});
