/** The documents of the corpus in their plain forms; an office suite makes the others of them in the deep tier. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ORDER_OF_LEVELS } from '../src/authoring/reading/draft.js';
import { readDocument } from '../src/authoring/reading/read.js';
import {
  asCsv,
  asMarkdown,
  asText,
  corpus,
  faultsOfReading,
  type Source,
} from './support/corpus.js';

const FORMS: readonly [string, (source: Source) => string][] = [
  ['csv', asCsv],
  ['md', asMarkdown],
  ['txt', asText],
];

describe('documents as schools have them', () => {
  for (const source of corpus()) {
    it(`${source.name}: ${source.about}`, async () => {
      for (const [ending, print] of FORMS) {
        const bytes = new TextEncoder().encode(print(source));
        const draft = await readDocument(bytes, `${source.name}.${ending}`);
        assert.deepEqual(faultsOfReading(source, draft), [], ending);
        const rules = new Set(draft.doubts.map(({ rule }) => rule));
        assert.equal(rules.has('codes given'), source.isMade, `${ending}: codes made`);
        assert.equal(rules.has(ORDER_OF_LEVELS), source.isAsked, `${ending}: order asked`);
        assert.equal(draft.reading.columns.code === null, source.isMade, ending);
      }
    });
  }

  it('are at least thirty', () => {
    assert.ok(corpus().length >= 30);
  });
});
