/** The documents of the corpus as an office suite writes them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Draft } from '../../src/authoring/reading/draft.js';
import { readDocument } from '../../src/authoring/reading/read.js';
import { hasOffice, NO_OFFICE } from '../../src/authoring/reading/testing/office.js';
import { corpus, faultsOfReading, type Source } from '../support/corpus.js';
import { type OfficeForm, officeForms } from '../support/office-forms.js';

/** The share of documents, in a hundred, that must be read right in each form; the rest must say that it is in doubt. */
const LEAST: readonly [OfficeForm, number][] = [
  ['docx', 95],
  ['xlsx', 95],
  ['csv', 95],
  ['odt', 95],
  ['html', 95],
  ['rtf', 90],
  ['ods', 90],
  ['pdf', 85],
];

/** The draft, or null where the document is refused. */
const draftOf = (bytes: Uint8Array, name: string): Promise<Draft | null> =>
  readDocument(bytes, name).catch(() => null);

const isSilent = (draft: Draft) => draft.doubts.length + draft.missing.length === 0;

describe('documents as an office suite writes them', {
  skip: hasOffice() ? false : NO_OFFICE,
}, () => {
  for (const [form, least] of LEAST) {
    it(`are read from ${form}, and never wrongly without a doubt`, async () => {
      const sources = corpus();
      const made = officeForms(sources, form);
      assert.equal(made.size, sources.length);
      const wrong: string[] = [];
      const silent: string[] = [];
      for (const source of sources) await note(source, wrong, silent);
      assert.deepEqual(silent, []);
      const right = sources.length - wrong.length;
      assert.ok(right * 100 >= sources.length * least, `not read right: ${wrong.join(', ')}`);

      async function note(source: Source, wrong: string[], silent: string[]): Promise<void> {
        const draft = await draftOf(made.get(source.name)!, `${source.name}.${form}`);
        if (draft && faultsOfReading(source, draft).length === 0) return;
        wrong.push(source.name);
        if (draft && isSilent(draft)) silent.push(source.name);
      }
    });
  }
});
