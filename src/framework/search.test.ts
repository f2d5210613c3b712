import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { runs } from '../../tests/support/runs.js';
import { statementsOf } from './framework.js';
import { piecesOf, searchFramework } from './search.js';
import { quality, wordsOf } from './search-words.js';
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
    for (const sign of ["'", '’', '‘', ''])
      assert.deepEqual(codes(`leaders${sign} vision`), codes('leaders vision'), sign);
    assert.deepEqual(codes("leader's"), codes('leader’s'));
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

  it('puts every word right that is nowhere, and leaves the rest of the query as it was typed', () => {
    const cases: [string, string][] = [
      ['govenance destinatons', 'governance destinations'],
      ['govenance and "destinatons"?', 'governance and "destinations"?'],
      ['goverance of emplyers, destinatons!', 'governance of employers, destinations!'],
      ['GOVENANCE careers', 'governance careers'],
    ];
    for (const [query, meant] of cases) assert.equal(searchFramework(model, query).meant, meant);
    for (const query of ['governance destinations', 'governance xqzwvk', 'gov', 'teh'])
      assert.equal(searchFramework(model, query).meant, null, query);
  });

  it('finds every part of a statement, and leads to its place on the page', () => {
    const own = structuredClone(schoolsModel);
    const statement = statementsOf(own).find(({ id }) => id === '3.1')!;
    statement.asks = 'Does the gnu ask?';
    statement.levels[1]!.summary = 'An ocelot is known.';
    statement.levels[2]!.criteria[0]!.text = 'A quokka is there';
    statement.evidence.push('A picture of a tapir');
    statement.prompts.push('Who feeds the axolotl?');
    statement.voices.push('Wombat');
    statement.buildsOn[0]!.because = 'the narwhal needs it';
    own.themes[2]!.title += ' of the zorilla';
    const places: [string, string | undefined, string | undefined][] = [
      ['gnu', 'Question', ''],
      ['ocelot', 'Level 2', '#level-2'],
      ['quokka', 'A criterion of level 3', '#level-3'],
      ['tapir', 'Useful evidence', '#evidence'],
      ['axolotl', 'Discussion question', '#questions'],
      ['wombat', 'Who to involve', '#voices'],
      ['narwhal', 'What it normally needs', '#leans-on'],
      ['zorilla', undefined, undefined],
    ];
    for (const [query, where, anchor] of places) {
      const { hits } = searchFramework({ framework: own, other: null, matches: {} }, query);
      const hit = hits.find((each) => each.statement.id === '3.1');
      assert.deepEqual([hit?.found[0]?.where, hit?.found[0]?.anchor], [where, anchor], query);
      assert.equal(hit?.theme.id, 3);
    }
  });

  it('puts words in a row before words apart, and never shows more than three places', () => {
    const own = structuredClone(schoolsModel);
    const [first, second] = statementsOf(own);
    first!.levels[0]!.summary = 'The walrus counts each umbrella.';
    second!.levels[0]!.summary = 'The walrus umbrella counts.';
    for (const each of second!.levels) each.summary = `${each.summary} A pangolin is there.`;
    const own_ = { framework: own, other: null, matches: {} };
    const found = searchFramework(own_, 'walrus umbrella');
    assert.deepEqual(
      found.hits.map(({ statement }) => statement.id),
      [second!.id, first!.id],
    );
    assert.equal(found.isPartial, false);
    assert.equal(searchFramework(own_, 'pangolin').hits[0]?.found.length, 3);
    const partial = searchFramework(own_, 'walrus umbrella pangolin zebra');
    assert.deepEqual([partial.isPartial, partial.hits[0]?.statement.id], [true, second!.id]);
  });

  it('knows a word from another form of it, and another form from a beginning', () => {
    const of = (text: string) => wordsOf(text)[0]!;
    const cases: [string, string, number][] = [
      ['careers', 'Careers', 3],
      ['school’s', 'schools', 2],
      ['planning', 'plans', 2],
      ['evaluation', 'evaluating', 2],
      ['destinations', 'dest', 1],
      ['destinations', 'de', 0],
      ['dest', 'destinations', 0],
      ['class', 'classes', 2],
      ['2.41', '2.4', 1],
      ['parents', 'governors', 0],
    ];
    for (const [word, wanted, expected] of cases)
      assert.equal(quality(of(word), of(wanted)), expected, `${word} for ${wanted}`);
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
      { numRuns: runs(10, 60) },
    );
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, query) => {
        const pieces = piecesOf(text, wordsOf(query));
        assert.equal(pieces.map((piece) => piece.text).join(''), text);
      }),
    );
  });
});
