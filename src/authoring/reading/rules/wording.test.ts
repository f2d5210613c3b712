import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { distance, isAlike, likeness } from '../../../framework/compare/similar.js';
import { beginsSentence, endsSentence, wordsIn } from '../../../platform/documents/sentences.js';
import { draftOfRows } from '../testing/expected.js';
import { readability, usualLength } from './gaps.js';
import { joinPieces } from './joins.js';
import { layOutList } from './lists.js';
import { withoutMarkup } from './markup.js';
import { findRepeats } from './repeats.js';
import { edgeDoubts, wordDoubts } from './word-doubts.js';

const words = (...counts: [string, number][]) => new Map(counts);
const NONE = words();

describe('sentences', () => {
  it('end with a stop, also within quotation marks and brackets', () => {
    for (const text of ['Done.', 'Done?', '(Done.)', '“Done.”', '已完成。', 'تم؟', 'Done… ']) {
      assert.ok(endsSentence(text), text);
    }
    for (const text of ['Done', 'Done,', 'Done:', 'a careers-', ''])
      assert.ok(!endsSentence(text), text);
  });

  it('begin with anything but a small letter or a mark that goes on', () => {
    for (const text of ['The', '1', '“The', '- item', '学校', ''])
      assert.ok(beginsSentence(text), text);
    for (const text of ['the', ', and', ') and', '/or', 'école'])
      assert.ok(!beginsSentence(text), text);
  });

  it('have words with hyphens and apostrophes in one', () => {
    assert.deepEqual(wordsIn("The school's careers-related Compass+ (and/or) x"), [
      'The',
      "school's",
      'careers-related',
      'Compass+',
      'and/or',
      'x',
    ]);
  });
});

describe('lines that are joined', () => {
  const cases: readonly [string[], string, Map<string, number>, string[]][] = [
    [['The well', 'is clean.'], 'The well is clean.', NONE, []],
    [
      ['a well-', 'kept lamp'],
      'a well-kept lamp',
      words(['well-kept', 1]),
      ['well- kept → well-kept'],
    ],
    [['a well-', 'kept lamp'], 'a well-kept lamp', NONE, ['well- kept → well-kept']],
    [['a gar-', 'dener'], 'a gardener', words(['gardener', 2]), ['gar- dener → gardener']],
    [['a gar\u00ad', 'dener'], 'a gardener', NONE, ['gar\u00ad dener → gardener']],
    [['Anglo-', 'Saxon'], 'Anglo- Saxon', NONE, []],
    [['wells and/', 'or lamps'], 'wells and/or lamps', NONE, ['and/ or → and/or']],
    [['These:', '- wells', '• lamps', 'of brass'], 'These:\n- wells\n• lamps of brass', NONE, []],
  ];
  for (const [pieces, text, vocabulary, joins] of cases) {
    it(JSON.stringify(pieces), () => {
      const found = joinPieces(pieces, vocabulary);
      assert.equal(found.text, text);
      assert.deepEqual(
        found.joins.map(({ before, after }) => `${before} → ${after}`),
        joins,
      );
    });
  }
});

describe('lists', () => {
  const cases: readonly [string, string][] = [
    ['It helps to: - see wells - mend lamps.', 'It helps to:\n- see wells\n- mend lamps.'],
    ['It helps to:  – see wells  – mend lamps.', 'It helps to:\n- see wells\n- mend lamps.'],
    ['It helps to: • see wells • mend lamps.', 'It helps to:\n- see wells\n- mend lamps.'],
    ['To:\n• see\n- mend', 'To:\n- see\n- mend'],
    ['Done – or in hand – by all.', 'Done – or in hand – by all.'],
    ['A well - and a lamp - are there.', 'A well - and a lamp - are there.'],
    ['A well-kept lamp: it shines.', 'A well-kept lamp: it shines.'],
    ['All* wells are deep.', 'All* wells are deep.'],
  ];
  for (const [before, after] of cases) it(before, () => assert.equal(layOutList(before), after));
});

describe('markup', () => {
  const cases: readonly [string, string][] = [
    ['<u>All</u> staff', 'All staff'],
    ['One<br/>two<BR>three', 'One two three'],
    ['<ul><li>One</li><li class="a">Two</li></ul>', '- One\n- Two'],
    ['Wells &amp; lamps&nbsp;here &#8211; &#x2014;', 'Wells & lamps here – —'],
    ['**Bold** and __strong__', 'Bold and strong'],
    ['2 < 3 and 4 > 3', '2 < 3 and 4 > 3'],
    ['a <b and c', 'a <b and c'],
    ['R&D; AT&T &unknown; &#xD800; &#0;', 'R&D; AT&T &unknown; &#xD800; &#0;'],
  ];
  for (const [before, after] of cases) it(before, () => assert.equal(withoutMarkup(before), after));
});

describe('repeats', () => {
  const found = (...pieces: string[]) =>
    findRepeats(pieces, words(['skills', 3])).map(({ index, of, exact, mayBeMeant }) => [
      index,
      of,
      exact,
      mayBeMeant,
    ]);

  it('are lines that stand twice after a sentence that has ended', () => {
    assert.deepEqual(found('of the old well.', 'of the old well.'), [[1, 0, true, false]]);
  });

  it('may be meant where the sentence goes on', () => {
    assert.deepEqual(found('and the old well', 'and the old well', 'is deep.'), [
      [1, 0, true, true],
    ]);
    assert.deepEqual(found('It is seen.', 'It is seen.'), [[1, 0, true, true]]);
  });

  it('may be several lines long', () => {
    assert.deepEqual(found('see the', 'old well.', 'see the', 'old well.'), [
      [2, 0, true, false],
      [3, 1, true, false],
    ]);
  });

  it('are no single words, unless no sentence could begin so', () => {
    assert.deepEqual(found('very', 'very'), []);
    assert.deepEqual(found('well.', 'well.'), [[1, 0, true, false]]);
    assert.deepEqual(found('Well.', 'Well.'), []);
  });

  it('may be misspelt: the line whose words are used elsewhere is kept', () => {
    assert.deepEqual(found('growth of their skills.', 'growth of their skins.'), [
      [1, 0, false, false],
    ]);
    assert.deepEqual(found('growth of their skins.', 'growth of their skills.'), [
      [0, 1, false, false],
    ]);
    assert.deepEqual(found('growth of their skills', 'growth of their skins.'), []);
    assert.deepEqual(found('Growth of their skills.', 'Growth of their skins.'), []);
  });

  it('are found again after one was found', () => {
    assert.deepEqual(
      found('a well.', 'a well.', 'a lamp.', 'a lamp.').map(([index]) => index),
      [1, 3],
    );
    assert.deepEqual(
      found('a well.', 'a well.', 'a well.').map(([index]) => index),
      [1, 2],
    );
  });
});

describe('words that are near to each other', () => {
  it('are as far apart as the letters that must change', () => {
    assert.equal(distance('leaner', 'learner', 2), 1);
    assert.equal(distance('skins', 'skills', 2), 2);
    assert.equal(distance('well', 'lamp', 2), 3);
    assert.equal(distance('', 'abc', 2), 3);
    assert.equal(distance('same', 'same', 2), 0);
  });

  it('are alike in one word at most', () => {
    assert.ok(isAlike('the old well', 'the odd well'));
    assert.ok(isAlike('The old well', 'the old well'));
    assert.ok(!isAlike('the old well', 'the new lamp'));
    assert.ok(!isAlike('the old well', 'the old'));
    assert.ok(!isAlike('the old well', 'the old harbour'));
  });

  it('share between nothing and all', () => {
    assert.equal(likeness('the old well', 'the OLD well'), 1);
    assert.equal(likeness('the old well', 'a new lamp'), 0);
    assert.equal(likeness('the old well', 'the new well'), 2 / 3);
    assert.equal(likeness('', ''), 1);
  });
});

describe('a cell that cannot be read', () => {
  const cases: readonly [string, number, string][] = [
    ['', 20, 'empty'],
    ['—', 20, 'no such level'],
    ['n/a', 20, 'words'],
    ['Not applicable', 20, 'words'],
    ['None', 20, 'words'],
    ['3 pounds', 20, 'words'],
    ['Them them', 20, 'unreadable'],
    ['Them them', 3, 'unreadable'],
    ['the well', 20, 'unreadable'],
    ['The well', 3, 'words'],
    ['It shines.', 20, 'words'],
    ['???', 3, 'unreadable'],
    ['12', 3, 'unreadable'],
    ['There is a lamp', 20, 'words'],
  ];
  for (const [text, usual, expected] of cases) {
    it(`“${text}” among cells of ${usual} words: ${expected}`, () =>
      assert.equal(readability(text, usual), expected));
  }

  it('is read where it says that nothing applies, with a question', () => {
    const read = draftOfRows([
      'Code|Area|Level 1|Level 2',
      '1.1|A well|N/A|It is deep.',
      '1.2|A lamp|Not applicable|It shines.',
      '1.3|A path|None|It is wide.',
    ]);
    assert.deepEqual(
      read.doubts.filter(({ rule }) => rule === 'says nothing').map(({ says }) => says),
      [
        'Is the wording of this level really “N/A”?',
        'Is the wording of this level really “Not applicable”?',
      ],
    );
  });

  it('is looked at against the middle length of the cells that have words', () => {
    assert.equal(usualLength(['', 'one', 'one two three', 'one two three four five']), 3);
    assert.equal(usualLength(['', '']), 0);
  });
});

describe('words that look damaged', () => {
  const vocabulary = words(
    ['learners', 9],
    ['leaners', 1],
    ['providers', 9],
    ['provides', 1],
    ['harbour', 2],
    ['plan', 5],
    ['plans', 1],
    ['leaders', 9],
    ['leavers', 1],
  );
  const rules = (text: string, language: 'en' | null = 'en') =>
    wordDoubts(text, vocabulary, language).map(({ rule, proposal }) => [rule, proposal]);

  it('are doubled', () => {
    assert.deepEqual(rules('the the well'), [['doubled word', 'the well']]);
    assert.deepEqual(rules('They had had wells that that man dug.'), []);
    assert.deepEqual(rules('an an-archist the there'), []);
  });

  it('are letters that stand alone', () => {
    assert.deepEqual(rules('an understanding o wells'), [['lone letter', null]]);
    assert.deepEqual(rules('the use of i'), [['lone letter', null]]);
    assert.deepEqual(rules('a well (e.g. a pond), plan B, i.e. it; I see'), []);
    assert.deepEqual(rules('il y a un puits à eau', null), []);
    assert.deepEqual(rules('le puits q est là', null), [['lone letter', null]]);
  });

  it('are rare, and have a letter more or less than a word that stands often', () => {
    assert.deepEqual(rules('Leaners see it.'), [['rare word', 'Learners see it.']]);
    assert.deepEqual(rules('It provides plans for leavers.'), []);
  });

  it('are halves of a word that stands elsewhere', () => {
    assert.deepEqual(
      wordDoubts('the har bour wall', words(['harbour', 3], ['har', 1], ['bour', 1]), 'en').map(
        ({ proposal }) => proposal,
      ),
      ['the harbour wall'],
    );
    assert.deepEqual(wordDoubts('may be', words(['maybe', 3], ['may', 5], ['be', 5]), 'en'), []);
  });

  it('begin or stop in mid-sentence', () => {
    const found = (text: string, needsStop: boolean) =>
      edgeDoubts(text, needsStop).map(({ rule }) => rule);
    assert.deepEqual(found('The well is deep.', true), []);
    assert.deepEqual(found('and the well', true), [
      'begins in mid-sentence',
      'stops in mid-sentence',
    ]);
    assert.deepEqual(found('The well', false), []);
  });
});
