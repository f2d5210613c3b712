import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Draft, ReadingOptions } from '../draft.js';
import { readDelimited } from '../formats/delimited.js';
import { readText } from '../formats/text.js';
import { readStructure } from '../structure.js';

/** A draft of some lines of a sheet; bars stand between cells. */
const draft = (lines: readonly string[], options: ReadingOptions = {}) =>
  readStructure(readDelimited(`${lines.join('\n')}\n`), options);
const statements = ({ themes }: Draft) => themes.flatMap((theme) => theme.statements);
/** "1.1 A well: There is a well. / It is deep." for each statement, lowest level first. */
const told = (read: Draft) =>
  statements(read).map(
    ({ id, title, levels }) => `${id} ${title}: ${levels.map(({ text }) => text).join(' / ')}`,
  );
const rulesOf = ({ doubts }: Draft) => doubts.map(({ rule }) => rule);
const WELL = '1.1 A well: There is a well. / It is deep. / It is clean.';
const LAMP = '1.2 A lamp: There is a lamp. / It shines. / It is new.';
const PATH = '2.1 A path: There is a path. / It is wide. / It is flat.';
const ALL = [WELL, LAMP, PATH];

describe('levels in other places', () => {
  it('are told by their headings, in any order and on either side of the codes', () => {
    const shuffled = draft([
      'Level 2|Code|Statement|Level 3|Level 1',
      'It is deep.|1.1|A well|It is clean.|There is a well.',
      'It shines.|1.2|A lamp|It is new.|There is a lamp.',
      'It is wide.|2.1|A path|It is flat.|There is a path.',
    ]);
    assert.deepEqual(told(shuffled), ALL);
    assert.deepEqual(
      shuffled.levels.map(({ title }) => title),
      ['Level 1', 'Level 2', 'Level 3'],
    );
    assert.deepEqual(rulesOf(shuffled), ['theme without a heading', 'theme without a heading']);
  });

  it('are numbered as they stand where a person says which is best', () => {
    const turned = draft(
      [
        'Code|Statement|Level 1|Level 2',
        '1.1|A well|It is deep.|There is a well.',
        '1.2|A lamp|It shines.|There is a lamp.',
      ],
      { bestFirst: true },
    );
    assert.equal(told(turned)[0], '1.1 A well: There is a well. / It is deep.');
  });

  it('leave the titles left of the codes, with a doubt where no heading says so', () => {
    const rows = [
      'A well|1.1|There is a well.|It is deep.|It is clean.',
      'A lamp|1.2|There is a lamp.|It shines.|It is new.',
      'A path|2.1|There is a path.|It is wide.|It is flat.',
    ];
    assert.deepEqual(told(draft(rows)), ALL);
    assert.equal(rulesOf(draft(rows))[0], 'titles before codes');
    const headed = draft(['Statement|Code|Level 1|Level 2|Level 3', ...rows]);
    assert.deepEqual(told(headed), ALL);
    assert.ok(!rulesOf(headed).includes('titles before codes'));
  });
});

describe('a table in which levels stand below each other', () => {
  const long = [
    'Theme|Code|Statement|Level|Descriptor',
    'Theme 1 Water|1.1|A well|1|There is a well.',
    'Theme 1 Water|1.1|A well|2|It is deep.',
    'Theme 1 Water|1.1|A well|3|It is clean.',
    'Theme 1 Water|1.2|A lamp|1|There is a lamp.',
    'Theme 1 Water|1.2|A lamp|2|It shines.',
    'Theme 1 Water|1.2|A lamp|3|It is new.',
    'Theme 2 Ways|2.1|A path|1|There is a path.',
    'Theme 2 Ways|2.1|A path|2|It is wide.',
    'Theme 2 Ways|2.1|A path|3|It is flat.',
  ];

  it('is turned, and says so: a row for each level', () => {
    const read = draft(long);
    assert.deepEqual(told(read), ALL);
    assert.deepEqual(
      read.themes.map(({ title }) => title),
      ['Water', 'Ways'],
    );
    assert.deepEqual(rulesOf(read), ['table turned']);
    assert.equal(read.title, null);
    for (const { line, uses } of read.lines) assert.ok(uses.length > 0, `line ${line}`);
    const aside = read.lines[2]!.uses.find(({ use }) => use === 'noise');
    assert.equal(aside?.because, 'The names of the levels, or of the columns, stand here.');
  });

  it('is turned when its code stands once, beside the first level or above all of them', () => {
    const once = long.map((line, at) =>
      at % 3 === 1 ? line : line.replace(/^(.*\|)\d\.\d\|[^|]*/u, '||'),
    );
    assert.deepEqual(
      told(
        draft([
          long[0]!,
          ...once.slice(1).map((line) => line.replace(/^Theme [^|]*\|\|\|/u, '|||')),
        ]),
      ),
      ALL,
    );
    const above = draft([
      'Theme 1 Water',
      '1.1 A well',
      'Level 1|There is a well.',
      'Level 2|It is deep.',
      'Level 3|It is clean.',
      '1.2 A lamp',
      'Level 1|There is a lamp.',
      'Level 2|It shines.',
      'Level 3|It is new.',
      'Theme 2 Ways',
      '2.1 A path',
      'Level 1|There is a path.',
      'Level 2|It is wide.',
      'Level 3|It is flat.',
    ]);
    assert.deepEqual(told(above), ALL);
    assert.deepEqual(
      above.themes.map(({ title }) => title),
      ['Water', 'Ways'],
    );
    assert.deepEqual(rulesOf(above), ['table turned']);
  });

  it('keeps what a page cut off, and leaves over what belongs nowhere', () => {
    const read = readStructure(
      readText(
        [
          '1.1 A well|Level 1|There is a|',
          '||well.|',
          '|Level 2|It is deep.|Ask Ana',
          '1.2 A lamp|Level 1|There is a lamp.|',
          '|Level 2|It shines.|',
        ]
          .join('\n')
          .replaceAll('|', '\t'),
      ),
      {},
    );
    assert.deepEqual(told(read), [
      '1.1 A well: There is a well. / It is deep.',
      '1.2 A lamp: There is a lamp. / It shines.',
    ]);
    assert.deepEqual(
      read.doubts.filter(({ rule }) => rule === 'left over').map(({ before }) => before),
      ['Ask Ana'],
    );
  });

  it('is turned where statements are columns, the best level first or last', () => {
    const rows = [
      'Level 1|There is a well.|There is a lamp.|There is a path.',
      'Level 2|It is deep.|It shines.|It is wide.',
      'Level 3|It is clean.|It is new.|It is flat.',
    ];
    for (const levels of [rows, rows.toReversed()]) {
      const read = draft(['|1.1 A well|1.2 A lamp|2.1 A path', ...levels]);
      assert.deepEqual(told(read), ALL);
      const apart = draft(['Code|1.1|1.2|2.1', 'Statement|A well|A lamp|A path', ...levels]);
      assert.deepEqual(told(apart), ALL);
      assert.equal(apart.reading.bestFirst, levels !== rows);
    }
  });

  it('is none when the levels have no codes, or not the same number of levels', () => {
    const plain = [
      'Code|Statement|Level 1|Level 2',
      '1|A well|There is a well.|It is deep.',
      '2|A lamp|There is a lamp.|It shines.',
    ];
    assert.deepEqual(told(draft(plain)), [
      '1 A well: There is a well. / It is deep.',
      '2 A lamp: There is a lamp. / It shines.',
    ]);
    assert.throws(
      () =>
        draft([
          'A well|Level 1|There is a well.',
          '|Level 2|It is deep.',
          'A lamp|Level 1|There is a lamp.',
          '|Level 2|It shines.',
        ]),
      { code: 'reading.no-codes' },
    );
  });
});

describe('statements without codes', () => {
  const rows = [
    'Theme|Statement|Level 1|Level 2|Level 3',
    'Water|A well|There is a well.|It is deep.|It is clean.',
    'Water|A lamp|There is a lamp.|It shines.|It is new.',
    'Ways|A path|There is a path.|It is wide.|It is flat.',
  ];

  it('are numbered in their order under their themes, and a doubt says so', () => {
    for (const lines of [
      rows,
      [rows[0]!, ...rows.slice(1).map((line, at) => (at === 1 ? line.replace('Water', '') : line))],
      [
        'Statement|Level 1|Level 2|Level 3',
        'Theme 1: Water',
        ...[1, 2].map((at) => rows[at]!.replace('Water|', '')),
        'Theme 2: Ways',
        rows[3]!.replace('Ways|', ''),
      ],
      [
        'Statement|Level 1|Level 2|Level 3',
        'Water',
        ...[1, 2].map((at) => rows[at]!.replace('Water|', '')),
        'Ways',
        rows[3]!.replace('Ways|', ''),
      ],
    ]) {
      const read = draft(lines);
      assert.deepEqual(told(read), ALL);
      assert.deepEqual(
        read.themes.map(({ title }) => title),
        ['Water', 'Ways'],
      );
      assert.deepEqual(rulesOf(read), ['codes given']);
    }
  });

  it('are refused where no row says which columns are levels', () => {
    assert.throws(() => draft(rows.slice(1)), { code: 'reading.no-codes' });
  });
});

describe('codes of other kinds', () => {
  const rows = (codes: readonly string[]) => [
    'Code|Statement|Level 1|Level 2',
    'Water',
    `${codes[0]}|A well|There is a well.|It is deep.`,
    `${codes[1]}|A lamp|There is a lamp.|It shines.`,
    'Ways',
    `${codes[2]}|A path|There is a path.|It is wide.`,
  ];

  it('may count through all themes, whose headings are then rows of one cell', () => {
    for (const codes of [
      ['1', '2', '3'],
      ['S1', 'S2', 'S3'],
      ['Q.1', 'Q.2', 'Q.3'],
    ]) {
      const read = draft(rows(codes));
      assert.deepEqual(
        read.themes.map(({ title, statements: own }) => [title, own.map(({ id }) => id)]),
        [
          ['Water', codes.slice(0, 2)],
          ['Ways', codes.slice(2)],
        ],
      );
      assert.deepEqual(read.doubts, []);
    }
  });

  it('may stand after a word, or between brackets and dots', () => {
    for (const [given, code] of [
      ['Statement 1.1', '1.1'],
      ['1.1.', '1.1'],
      ['1.1)', '1.1'],
      ['CL-1.1', 'CL-1.1'],
    ]) {
      const read = draft(
        rows([given!, given!.replace(/1([.)]?)$/u, '2$1'), given!.replace('1.1', '2.1')]),
      );
      assert.equal(statements(read)[0]!.id, code);
      assert.equal(statements(read).length, 3);
    }
  });

  it('are no codes when the numbers do not count one by one', () => {
    assert.throws(
      () =>
        draft(['3|A well|There is a well.|It is deep.', '1|A lamp|There is a lamp.|It shines.']),
      { code: 'reading.no-codes' },
    );
  });
});

describe('themes', () => {
  it('may be a column below a title that stands alone', () => {
    const read = draft([
      'A model',
      'Theme|Code|Statement|Level 1|Level 2',
      'Theme 1 Water|1.1|A well|There is a well.|It is deep.',
      '|1.2|A lamp|There is a lamp.|It shines.',
      'Theme 2 Ways|2.1|A path|There is a path.|It is wide.',
    ]);
    assert.equal(read.title, 'A model');
    assert.deepEqual(
      read.themes.map(({ title, statements: own }) => [title, own.length]),
      [
        ['Water', 2],
        ['Ways', 1],
      ],
    );
    assert.deepEqual(read.doubts, []);
  });

  it('are not begun by a line that goes on in small letters', () => {
    const read = readStructure(
      readText(
        'Theme 1 Water\n1.1 A well\tThere is a\tIt is deep.\n\tpart 2 of a well.\n1.2 A lamp\tThere is a lamp.\tIt shines.'.replaceAll(
          '|',
          '\t',
        ),
      ),
      {},
    );
    assert.equal(read.themes.length, 1);
    assert.equal(told(read)[0], '1.1 A well: There is a part 2 of a well. / It is deep.');
  });

  it('leave dates and marks beside their headings alone', () => {
    const read = draft([
      'Code|Statement|Level 1|Level 2|Reviewed',
      'Theme 1 Water||||3',
      '1.1|A well|There is a well.|It is deep.|4',
      '1.2|A lamp|There is a lamp.|It shines.|5',
    ]);
    assert.equal(read.themes[0]!.title, 'Water');
    assert.deepEqual(rulesOf(read), ['column left over']);
  });
});

describe('lines of one cell', () => {
  const two = (first: string, second: string) => {
    const lines = [
      '1.1 A careful plan',
      `1.1\tA well\t${first}\tIt is careful.`,
      `\t\t${second}\t`,
      '1.2\tA lamp\tThere is a lamp.\tIt is careful.',
    ].slice(1);
    return readStructure(readText(lines.join('\n')), {});
  };
  const first = (read: Draft) => statements(read)[0]!.levels[0]!.text;

  it('are a list only where a dash follows a stop, or an item with the same dash', () => {
    assert.equal(
      first(two('There is', '– or will be – a well.')),
      'There is – or will be – a well.',
    );
    assert.equal(first(two('There are:', '- wells.')), 'There are:\n- wells.');
    assert.equal(first(two('- wells – old', '– and lamps.')), '- wells – old – and lamps.');
  });

  it('are put together where a line ends within a word that stands whole elsewhere', () => {
    const read = two('There is a care', 'ful plan.');
    assert.equal(first(read), 'There is a careful plan.');
    assert.deepEqual(
      read.repairs
        .filter(({ rule }) => rule === 'word cut at a line end')
        .map(({ before, after }) => [before, after]),
      [['care ful', 'careful']],
    );
    assert.equal(first(two('There is a play', 'ful plan.')), 'There is a play ful plan.');
  });
});
