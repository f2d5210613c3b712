import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { depthOf, type ListPlace, markBefore, readNumbering } from './word-numbering.js';

/** One depth of a list: its format, what it writes, and where it starts. */
type Written = [format: string, text: string, start?: number];

const depthXml = ([format, text, start]: Written, at: number) =>
  `<w:lvl w:ilvl="${at}">${start === undefined ? '' : `<w:start w:val="${start}"/>`}` +
  `<w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/><w:lvlJc w:val="left"/></w:lvl>`;

/** A document whose lists 1, 2… follow the definitions in their order; `more` stands after them. */
function numberingOf(definitions: Written[][], { styles = '', more = '' } = {}) {
  const numbering = [
    '<w:numbering>',
    ...definitions.map(
      (depths, at) =>
        `<w:abstractNum w:abstractNumId="d${at}">${depths.map(depthXml).join('')}</w:abstractNum>`,
    ),
    ...definitions.map(
      (_, at) => `<w:num w:numId="${at + 1}"><w:abstractNumId w:val="d${at}"/></w:num>`,
    ),
    more,
    '</w:numbering>',
  ].join('');
  return readNumbering(numbering, `<w:styles>${styles}</w:styles>`);
}

/** The marks before paragraphs at these depths of list 1, one after another. */
function marksAt(definition: Written[], depths: number[]): string[] {
  const numbering = numberingOf([definition]);
  return depths.map((depth) => markBefore(numbering, null, { list: '1', depth }));
}

describe('the numbers that Word prints', () => {
  const CASES: [string, Written[], number[], string[]][] = [
    ['one after another', [['decimal', '%1.']], [0, 0, 0], ['1. ', '2. ', '3. ']],
    ['from where they start', [['decimal', '%1', 4]], [0, 0], ['4 ', '5 ']],
    ['from nought', [['decimal', '%1', 0]], [0, 0], ['0 ', '1 ']],
    [
      'of a depth with those above it, beginning again below each',
      [
        ['decimal', '%1'],
        ['decimal', '%1.%2'],
      ],
      [0, 1, 1, 0, 1],
      ['1 ', '1.1 ', '1.2 ', '2 ', '2.1 '],
    ],
    [
      'of a depth whose list has not been counted yet',
      [
        ['lowerLetter', '%1', 3],
        ['decimal', '%1.%2'],
      ],
      [1],
      ['c.1 '],
    ],
    ['that name a depth which is not there', [['decimal', '%1-%3']], [0], ['1-1 ']],
    ['as letters', [['lowerLetter', '%1)']], [0, 0], ['a) ', 'b) ']],
    ['as capitals', [['upperLetter', '%1', 26]], [0, 0], ['Z ', 'A ']],
    ['as letters from nought', [['upperLetter', '%1', 0]], [0, 0], ['A ', 'A ']],
    ['as Roman numerals', [['lowerRoman', '(%1)', 3]], [0, 0], ['(iii) ', '(iv) ']],
    ['as great Roman numerals', [['upperRoman', '%1', 89]], [0, 0], ['LXXXIX ', '90 ']],
    ['of nine', [['upperRoman', '%1', 9]], [0], ['IX ']],
    ['of forty', [['upperRoman', '%1', 44]], [0], ['XLIV ']],
    ['with a nought before', [['decimalZero', '%1', 9]], [0, 0], ['09 ', '10 ']],
    ['as marks', [['bullet', '•']], [0, 0], ['- ', '- ']],
    ['as nothing', [['none', '%1']], [0], ['']],
    ['without words', [['decimal', '']], [0], ['']],
    ['at a depth that is not there', [['decimal', '%1']], [3], ['- ']],
  ];
  for (const [what, definition, depths, expected] of CASES) {
    it(`are read ${what}`, () => assert.deepEqual(marksAt(definition, depths), expected));
  }

  it('go on over the lists of one definition, and not over those of two', () => {
    const more = '<w:num w:numId="7"><w:abstractNumId w:val="d0"/></w:num>';
    const numbering = numberingOf([[['decimal', '%1']], [['decimal', '%1']]], { more });
    const lists = ['1', '7', '2', '1'];
    const marks = lists.map((list) => markBefore(numbering, null, { list, depth: null }));
    assert.deepEqual(marks, ['1 ', '2 ', '1 ', '3 ']);
  });

  it('are none outside a list, and a mark in a list that the document does not tell of', () => {
    const numbering = numberingOf([[['decimal', '%1']]]);
    const before = (list: string | null) => markBefore(numbering, null, { list, depth: 0 });
    assert.deepEqual([before(null), before('0'), before('9')], ['', '', '- ']);
    const empty = readNumbering('', '');
    assert.equal(markBefore(empty, 'Any', { list: null, depth: null }), '');
  });
});

describe('the list of a paragraph', () => {
  const style = (id: string, inside: string) => `<w:style w:styleId="${id}">${inside}</w:style>`;
  const styles = [
    style('Listed', '<w:ilvl w:val="1"/><w:numId w:val="1"/><w:jc w:val="center"/>'),
    style('Child', '<w:basedOn w:val="Listed"/>'),
    style('Grandchild', '<w:basedOn w:val="Child"/>'),
    style('Plain', ''),
    style('Circle', '<w:basedOn w:val="Circle"/>'),
    style('First', '<w:numId w:val="1"/>'),
  ].join('');
  const NONE: ListPlace = { list: null, depth: null };
  const CASES: [string, string | null, ListPlace, string][] = [
    ['its style has one', 'Listed', NONE, '1.1 '],
    ['the style that its style is based on has one', 'Child', NONE, '1.1 '],
    ['one further back has one', 'Grandchild', NONE, '1.1 '],
    ['no style has one', 'Plain', NONE, ''],
    ['its style is based on itself', 'Circle', NONE, ''],
    ['its style is unknown', 'Nowhere', NONE, ''],
    ['its style says no depth', 'First', NONE, '1 '],
    ['it says a depth of its own', 'Listed', { list: null, depth: 0 }, '1 '],
    ['it says that it is in no list', 'Listed', { list: '0', depth: null }, ''],
    ['it says another list', 'Listed', { list: '2', depth: 0 }, 'a '],
  ];
  for (const [what, id, own, expected] of CASES) {
    it(`is found when ${what}`, () => {
      const lists: Written[][] = [
        [
          ['decimal', '%1'],
          ['decimal', '%1.%2'],
        ],
        [['lowerLetter', '%1']],
      ];
      assert.equal(markBefore(numberingOf(lists, { styles }), id, own), expected);
    });
  }

  it('has one of nine depths, whatever is written', () => {
    const written = ['0', '3', '8', '9', '-1', '2.7', 'x', '', null, undefined];
    assert.deepEqual(written.map(depthOf), [0, 3, 8, 8, 0, 2, 0, 0, 0, 0]);
  });
});
