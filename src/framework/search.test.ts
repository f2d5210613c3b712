import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { runs } from '../../tests/support/runs.js';
import { statementsOf } from './framework.js';
import { piecesOf, searchFramework } from './search.js';
import { wordsOf } from './search-words.js';
import { schoolsModel } from './testing/schools-model.js';

const model = { framework: schoolsModel, other: null, matches: {} };
const codes = (query: string) => searchFramework(model, query).hits.map((hit) => hit.statement.id);

describe('searching the model', () => {
  it('puts the statement of a code first', () => {
    assert.equal(codes('2.4')[0], '2.4');
    assert.equal(codes(' 6.3 ')[0], '6.3');
  });

  it('puts what the title says before what is only mentioned', () => {
    assert.equal(codes('destinations data')[0], '2.4');
    assert.equal(codes('governance')[0], '1.5');
    assert.equal(codes('Enterprise Adviser')[0], '1.7');
  });

  it('finds a word in its other forms, without capitals and accents, and by its beginning', () => {
    assert.ok(codes('GOVERNOR').includes('1.5'));
    assert.deepEqual(codes('governor'), codes('Góvernör'));
    assert.ok(codes('evaluating').includes('2.4'));
    assert.ok(codes('destin').includes('2.4'));
  });

  it('passes over small words, unless there are no others', () => {
    assert.deepEqual(codes('the governance of the'), codes('governance'));
    assert.equal(codes('the').length, 32);
  });

  it('wants every word, and says so when no statement has them all', () => {
    const both = searchFramework(model, 'governance apprenticeships zebra');
    assert.equal(both.isPartial, true);
    assert.ok(both.hits.length > 0);
    assert.equal(searchFramework(model, 'personal guidance').isPartial, false);
  });

  it('proposes the word that was probably meant', () => {
    assert.equal(searchFramework(model, 'govenance').meant, 'governance');
    assert.equal(searchFramework(model, 'governance').meant, null);
    assert.equal(searchFramework(model, 'xqzwvk').meant, null);
  });

  it('shows where it was found, with what was found marked', () => {
    const [first] = searchFramework(model, 'destinations').hits;
    assert.ok(first?.title.some((piece) => piece.isFound && piece.text === 'Destinations'));
    assert.ok(
      first?.found.some(({ where, anchor }) => where === 'Level 1' && anchor === '#level-1'),
    );
  });

  it('searches the wording of the matched edition too', () => {
    const own = {
      ...schoolsModel,
      themes: [{ ...schoolsModel.themes[0]!, statements: [statementsOf(schoolsModel)[0]!] }],
    };
    const other = structuredClone(own);
    other.themes[0]!.statements[0]!.levels[0]!.summary = 'A walrus leads careers.';
    const found = searchFramework({ framework: own, other, matches: { '1.1': '1.1' } }, 'walrus');
    assert.equal(found.hits[0]?.found[0]?.where, 'Level 1');
  });

  it('takes any text as a query, and cuts no text apart wrongly', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (query) => {
        const { hits } = searchFramework(model, query);
        for (const { statement, title } of hits)
          assert.equal(title.map(({ text }) => text).join(''), statement.title);
      }),
      { numRuns: runs(20, 60) },
    );
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, query) => {
        const pieces = piecesOf(text, wordsOf(query));
        assert.equal(pieces.map((piece) => piece.text).join(''), text);
      }),
    );
  });
});
