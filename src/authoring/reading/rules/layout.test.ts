import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readText } from '../../../platform/documents/formats/text.js';
import type { ReadingOptions } from '../draft.js';
import { readStructure } from '../structure.js';
import { themeTitle } from './themes.js';

/** A draft of some lines; bars stand for tabs. */
const draft = (lines: readonly string[], options: ReadingOptions = {}) =>
  readStructure(readText(lines.join('\n').replaceAll('|', '\t')), options);
const themes = (lines: readonly string[]) =>
  draft(lines).themes.map(({ id, title, statements }) => [
    id,
    title,
    statements.map((one) => one.id).join(' '),
  ]);
const WELL = '1.1 A well|There is a well.|It is deep.';
const LAMP = '1.2 A lamp|There is a lamp.|It shines.';
const PATH = '2.1 A path|There is a path.|It is wide.';
const SONG = '2.2 A song|There is a song.|It is long.';

describe('the title of a theme', () => {
  const cases: readonly [string, string, number[]][] = [
    ['Theme 1 Wells (Benchmark 1)', 'Wells', [1]],
    ['Theme 2: Wells and lamps (Benchmarks 2 and 7)', 'Wells and lamps', [2, 7]],
    ['Theme 3 – Wells [Gatsby Benchmarks 1, 2, and 3]', 'Wells', [1, 2, 3]],
    ['Theme 4 Wells Benchmark: 4 & 5', 'Wells', [4, 5]],
    ['4. Wells', 'Wells', []],
    ['B Wells', 'Wells', []],
    ['A 3 year plan', 'A 3 year plan', []],
    ['Wells', 'Wells', []],
    ['Theme 6', '', []],
  ];
  for (const [text, title, benchmarks] of cases) {
    it(text, () => assert.deepEqual(themeTitle(text), { title, benchmarks }));
  }
});

describe('the headings of themes', () => {
  it('are rows that say so, in any column', () => {
    assert.deepEqual(themes(['|Theme 1 Water', WELL, LAMP, 'Theme 2 Ways||', PATH, SONG]), [
      [1, 'Water', '1.1 1.2'],
      [2, 'Ways', '2.1 2.2'],
    ]);
  });

  it('may go over two rows, and have their benchmarks in a row of their own', () => {
    const closed = draft(['|Theme 1', '|Water (Benchmarks 1', '|and 3)', WELL, LAMP]);
    assert.deepEqual(
      closed.themes.map(({ title, benchmarks }) => [title, benchmarks]),
      [['Water', [1, 3]]],
    );
    const below = draft(['Theme 1 Water', '(Benchmark 4)', WELL, LAMP]);
    assert.deepEqual(
      below.themes.map(({ title, benchmarks }) => [title, benchmarks]),
      [['Water', [4]]],
    );
  });

  it('may be cut by the edges of columns, in the middle of a word', () => {
    const found = draft([
      '|Theme 1|Care of wat|er and lamps',
      '1.1 Water|There is water.|It is deep.',
      LAMP,
    ]);
    assert.equal(found.themes[0]!.title, 'Care of water and lamps');
    assert.equal(found.repairs[0]!.rule, 'heading of a theme joined');
  });

  it('may only be numbered like the codes below them, or be a lone row before them', () => {
    assert.deepEqual(themes(['1 Water', WELL, LAMP, '2 Ways', PATH, SONG]), [
      [1, 'Water', '1.1 1.2'],
      [2, 'Ways', '2.1 2.2'],
    ]);
    assert.deepEqual(themes(['Water', WELL, LAMP, 'Ways', PATH, SONG]), [
      [1, 'Water', '1.1 1.2'],
      [2, 'Ways', '2.1 2.2'],
    ]);
  });

  it('may name the levels in the same row', () => {
    const found = draft([
      'Theme 1 Water|Level 1|Level 2',
      WELL,
      LAMP,
      'Theme 2 Ways|Level 1|Level 2',
      PATH,
      SONG,
    ]);
    assert.deepEqual(
      found.themes.map(({ title, statements }) => [title, statements.length]),
      [
        ['Water', 2],
        ['Ways', 2],
      ],
    );
    assert.deepEqual(found.doubts, []);
  });

  it('may be a column to the left', () => {
    const found = draft([`Water|${WELL}`, `|${LAMP}`, `Ways|${PATH}`, `|${SONG}`]);
    assert.deepEqual(
      found.themes.map(({ title, statements }) => [title, statements.length]),
      [
        ['Water', 2],
        ['Ways', 2],
      ],
    );
    assert.ok(found.lines[0]!.uses.some(({ use }) => use === 'theme'));
  });

  it('may be missing: then the codes part the themes, and a doubt says so', () => {
    const found = draft([WELL, LAMP, PATH, SONG]);
    assert.deepEqual(
      found.themes.map(({ title }) => title),
      ['Theme 1', 'Theme 2'],
    );
    assert.deepEqual(
      found.doubts.map(({ rule }) => rule),
      ['theme without a heading', 'theme without a heading'],
    );
  });

  it('are doubted where the codes below them have another number', () => {
    const found = draft(['Theme 1 Water', WELL, LAMP, PATH]);
    assert.deepEqual(
      found.doubts.map(({ rule, statement }) => [rule, statement]),
      [['code of another theme', '2.1']],
    );
  });
});

describe('what stands beside the table', () => {
  it('is left over with a reason: what comes before it, notes below it, words above a code', () => {
    const lines = [
      'A model of the village',
      'For all who live there.',
      'Theme 1 Water',
      WELL,
      LAMP,
      '',
      'Source: the village, 2026',
    ];
    const found = draft(lines);
    assert.equal(found.title, 'A model of the village');
    assert.deepEqual(
      found.lines.flatMap(({ line, uses }) =>
        uses.filter(({ use }) => use === 'left over').map(({ because }) => [line, because]),
      ),
      [
        [1, 'It stands before the first theme.'],
        [2, 'It stands before the first theme.'],
        [7, 'It belongs to no theme or statement that was found.'],
      ],
    );
    assert.deepEqual(
      found.doubts.map(({ rule, before }) => [rule, before]),
      [['left over', 'Source: the village, 2026']],
    );
    const above = draft(['Theme 1 Water', 'This theme is about water.', WELL, LAMP]);
    assert.equal(above.themes[0]!.statements[0]!.title, 'A well');
    assert.deepEqual(
      above.doubts.map(({ before }) => before),
      ['This theme is about water.'],
    );
  });

  it('is noise: page numbers, running heads, headings of levels that stand again', () => {
    const found = draft([
      'Statement|Level 1|Level 2',
      'Village model 2026',
      'Theme 1 Water',
      WELL,
      'Page 1 of 3',
      'Statement|Level 1|Level 2',
      'Village model 2027',
      LAMP,
      '2',
      'Theme 2 Ways',
      PATH,
      SONG,
      'Village model 2028',
      'Seite 3',
    ]);
    const reasons = found.lines.flatMap(({ uses }) =>
      uses.filter(({ use }) => use === 'noise').map(({ because }) => because),
    );
    assert.deepEqual(
      [...new Set(reasons)],
      [
        'The same line stands on several pages.',
        'It is a page number.',
        'The headings of the levels stand here again.',
      ],
    );
    assert.equal(reasons.length, 7);
    assert.deepEqual(
      found.themes.map(({ statements }) => statements.map(({ title }) => title)),
      [
        ['A well', 'A lamp'],
        ['A path', 'A song'],
      ],
    );
    assert.deepEqual(found.doubts, []);
  });
});

describe('the columns', () => {
  it('are as many levels as most rows have', () => {
    const found = draft([
      'Theme 1 Water',
      WELL,
      `${LAMP}|Ask Ana`,
      '1.3 A pond|There is a pond.|It is still.',
    ]);
    assert.deepEqual(found.reading.columns, { code: 0, title: 0, levels: [1, 2] });
    assert.deepEqual(
      found.doubts.map(({ rule, says }) => [rule, says]),
      [['column left over', 'Column 4 was not read as a level. It has words in 1 row.']],
    );
  });

  it('are refused with what to do where a person has named one for two things', () => {
    const lines = ['Code|Area|Level 1|Level 2', '1.1|A well|Near.|Deep.', '1.2|A lamp|On.|Off.'];
    for (const columns of [
      { code: 0, title: 1, levels: [1, 2] },
      { levels: [2, 2] },
      { title: 2 },
      { levels: [0, 1] },
    ])
      assert.throws(() => draft(lines, { columns }), { code: 'reading.column-twice' });
  });

  it('can be set by a person, who has the document read again', () => {
    const lines = ['Theme 1 Water', `${WELL}|It is clean.`, `${LAMP}|It is clear.`];
    assert.equal(draft(lines).levels.length, 3);
    const two = draft(lines, { levels: 2 });
    assert.deepEqual(
      two.themes[0]!.statements[0]!.levels.map(({ text }) => text),
      ['There is a well.', 'It is deep.'],
    );
    const turned = draft(lines, { bestFirst: true, firstLevel: 0 });
    assert.deepEqual(
      turned.themes[0]!.statements[0]!.levels.map(({ level, text }) => [level, text]),
      [
        [0, 'It is clean.'],
        [1, 'It is deep.'],
        [2, 'There is a well.'],
      ],
    );
    assert.equal(turned.reading.bestFirst, true);
    const more = draft(
      [
        ...lines,
        '1.3 A pond|There is a pond.|It is still.',
        '1.4 A sea|There is a sea.|It is wide.',
        '1.5 A bay|There is a bay.|It is round.',
      ],
      { levels: 3 },
    );
    assert.equal(more.levels.length, 3);
  });

  it('have headings with numbers, of which only these are levels', () => {
    const found = draft([
      'Statement|Evidence|Level 2|Level 1',
      'Theme 1 Water',
      '1.1 A well|Maps|It is deep.|There is a well.',
      '1.2 A lamp|Bills|It shines.|There is a lamp.',
    ]);
    assert.deepEqual(found.levels, [
      { level: 1, title: 'Level 1' },
      { level: 2, title: 'Level 2' },
    ]);
    assert.equal(found.themes[0]!.statements[0]!.levels[0]!.text, 'There is a well.');
    assert.equal(found.reading.bestFirst, true);
  });

  it('are not named by the first line of a centred cell', () => {
    const found = draft([
      'Theme 1 Water',
      '|The keeper sees|The council sees',
      '1.1|the well every|the well every',
      'A well|morning.|evening.',
      LAMP,
    ]);
    assert.deepEqual(
      found.themes[0]!.statements[0]!.levels.map(({ text }) => text),
      ['The keeper sees the well every morning.', 'The council sees the well every evening.'],
    );
  });
});

describe('a block between two statements', () => {
  it('is cut where every column is between sentences', () => {
    const found = draft([
      'Theme 1 Water',
      '1.1 A well|There is a|It is deep',
      '|well.|and clear.',
      '||A lamp shines',
      '1.2|There is|over all',
      'A lamp|a lamp.|the paths.',
      '1.3 A pond|There is a pond.|It is still.',
    ]);
    assert.deepEqual(
      found.themes[0]!.statements.map(({ title, levels }) => [
        title,
        ...levels.map(({ text }) => text),
      ]),
      [
        ['A well', 'There is a well.', 'It is deep and clear.'],
        ['A lamp', 'There is a lamp.', 'A lamp shines over all the paths.'],
        ['A pond', 'There is a pond.', 'It is still.'],
      ],
    );
    assert.deepEqual(found.doubts, []);
  });

  it('has a doubt with both statements where another cut would do as well', () => {
    const found = draft([
      'Theme 1 Water',
      '1.1 A well|There is a well.|It is deep.',
      '||One sees far.',
      '1.2|There is|It is',
      'A lamp|a lamp.|bright.',
      '1.3 A pond|There is a pond.|It is still.',
    ]);
    const [well, lamp] = found.themes[0]!.statements;
    assert.deepEqual(
      [well, lamp].map((one) => one?.levels[1]?.text),
      ['It is deep. One sees far.', 'It is bright.'],
    );
    assert.deepEqual(
      found.doubts.map(({ rule, statement, lines }) => [rule, statement, lines]),
      [
        ['cut in doubt', '1.1', [3, 4]],
        ['cut in doubt', '1.2', [3, 4]],
      ],
    );
  });

  it('has a doubt where no cut is between sentences', () => {
    const found = draft([
      'Theme 1 Water',
      '1.1 A well|There is a well.|It is deep',
      '||and clear',
      '1.2|There is a|and bright',
      'A lamp|lamp.|lamps shine.',
      '1.3 A pond|There is a pond.|It is still.',
    ]);
    assert.ok(
      found.doubts.some(
        ({ rule, statement, level }) =>
          rule === 'cut through a sentence' && statement === '1.2' && level === 2,
      ),
    );
    assert.ok(found.doubts.some(({ rule }) => rule === 'stops in mid-sentence'));
  });
});

describe('levels that a theme does not have', () => {
  it('are left out when no statement of it has words there, and a doubt says so', () => {
    const found = draft([
      'Theme 1 Water',
      `${WELL}|It is clean.`,
      `${LAMP}|It is clear.`,
      '1.3 A pond|There is a pond.|It is still.|It is cool.',
      'Theme 2 Ways',
      PATH,
      SONG,
    ]);
    assert.deepEqual(
      found.themes.map(({ statements }) => statements.map(({ levels }) => levels.length)),
      [
        [3, 3, 3],
        [2, 2],
      ],
    );
    assert.deepEqual(
      found.doubts.map(({ rule, level }) => [rule, level]),
      [['level not used', 3]],
    );
    assert.deepEqual(found.missing, []);
  });
});
