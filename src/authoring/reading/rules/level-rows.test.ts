import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { draftOfRows, draftOfText, message, rulesOf } from '../testing/expected.js';

const WELL = '1.1 A well: There is a well. / It is deep. / It is clean.';
const LAMP = '1.2 A lamp: There is a lamp. / It shines. / It is new.';
const PATH = '2.1 A path: There is a path. / It is wide. / It is flat.';
const ALL = [WELL, LAMP, PATH];

describe('levels in other places', () => {
  it('are told by their headings, in any order and on either side of the codes', () => {
    const shuffled = draftOfRows([
      'Level 2|Code|Statement|Level 3|Level 1',
      'It is deep.|1.1|A well|It is clean.|There is a well.',
      'It shines.|1.2|A lamp|It is new.|There is a lamp.',
      'It is wide.|2.1|A path|It is flat.|There is a path.',
    ]);
    assert.deepEqual(message(shuffled), ALL);
    assert.deepEqual(
      shuffled.levels.map(({ title }) => title),
      ['Level 1', 'Level 2', 'Level 3'],
    );
    assert.deepEqual(rulesOf(shuffled), ['theme without a heading', 'theme without a heading']);
  });

  it('are numbered as they stand where a person says which is best', () => {
    const turned = draftOfRows(
      [
        'Code|Statement|Level 1|Level 2',
        '1.1|A well|It is deep.|There is a well.',
        '1.2|A lamp|It shines.|There is a lamp.',
      ],
      { bestFirst: true },
    );
    assert.equal(message(turned)[0], '1.1 A well: There is a well. / It is deep.');
  });

  it('leave the titles left of the codes, with a doubt where no heading says so', () => {
    const rows = [
      'A well|1.1|There is a well.|It is deep.|It is clean.',
      'A lamp|1.2|There is a lamp.|It shines.|It is new.',
      'A path|2.1|There is a path.|It is wide.|It is flat.',
    ];
    assert.deepEqual(message(draftOfRows(rows)), ALL);
    assert.equal(rulesOf(draftOfRows(rows))[0], 'titles before codes');
    const headed = draftOfRows(['Statement|Code|Level 1|Level 2|Level 3', ...rows]);
    assert.deepEqual(message(headed), ALL);
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
    const read = draftOfRows(long);
    assert.deepEqual(message(read), ALL);
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

  it('is not turned where its first column only counts, or where it is the key to levels side by side', () => {
    const coded = draftOfRows(
      [
        'Area|What we look at|A start|Good',
        'Q1x|The wall|It is low.|It is high.',
        'Q2x|The gate|It is open.|It is shut.',
        'Q3x|The path|It is long.|It is short.',
      ],
      { codeLike: 'Q1x' },
    );
    assert.deepEqual(message(coded), [
      'Q1x The wall: It is low. / It is high.',
      'Q2x The gate: It is open. / It is shut.',
      'Q3x The path: It is long. / It is short.',
    ]);
    const [head = '', ...rows] = [
      'Code|Statement|Level 1|Level 2|Level 3',
      '1.1|A well|There is a well.|It is deep.|It is clean.',
      '1.2|A lamp|There is a lamp.|It shines.|It is new.',
      '2.1|A path|There is a path.|It is wide.|It is flat.',
    ];
    const key = [
      'Level|Name|What it means',
      '1|Low|A start.',
      '2|Middle|Half way.',
      '3|High|There.',
    ];
    assert.deepEqual(message(draftOfRows([...key, '', head, ...rows])), ALL);
  });

  it('is turned when its code stands once, beside the first level or above all of them', () => {
    const once = long.map((line, at) =>
      at % 3 === 1 ? line : line.replace(/^(.*\|)\d\.\d\|[^|]*/u, '||'),
    );
    assert.deepEqual(
      message(
        draftOfRows([
          long[0]!,
          ...once.slice(1).map((line) => line.replace(/^Theme [^|]*\|\|\|/u, '|||')),
        ]),
      ),
      ALL,
    );
    const above = draftOfRows([
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
    assert.deepEqual(message(above), ALL);
    assert.deepEqual(
      above.themes.map(({ title }) => title),
      ['Water', 'Ways'],
    );
    assert.deepEqual(rulesOf(above), ['table turned']);
  });

  it('keeps what a page cut off, and leaves over what belongs nowhere', () => {
    const read = draftOfText([
      '1.1 A well|Level 1|There is a|',
      '||well.|',
      '|Level 2|It is deep.|Ask Ana',
      '1.2 A lamp|Level 1|There is a lamp.|',
      '|Level 2|It shines.|',
    ]);
    assert.deepEqual(message(read), [
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
      const read = draftOfRows(['|1.1 A well|1.2 A lamp|2.1 A path', ...levels]);
      assert.deepEqual(message(read), ALL);
      const apart = draftOfRows(['Code|1.1|1.2|2.1', 'Statement|A well|A lamp|A path', ...levels]);
      assert.deepEqual(message(apart), ALL);
      assert.equal(apart.reading.bestFirst, levels !== rows);
    }
  });

  it('is none when the levels have no codes, or not the same number of levels', () => {
    const plain = [
      'Code|Statement|Level 1|Level 2',
      '1|A well|There is a well.|It is deep.',
      '2|A lamp|There is a lamp.|It shines.',
    ];
    assert.deepEqual(message(draftOfRows(plain)), [
      '1 A well: There is a well. / It is deep.',
      '2 A lamp: There is a lamp. / It shines.',
    ]);
    assert.throws(
      () =>
        draftOfRows([
          'A well|Level 1|There is a well.',
          '|Level 2|It is deep.',
          'A lamp|Level 1|There is a lamp.',
          '|Level 2|It shines.',
        ]),
      { code: 'reading.no-codes' },
    );
  });
});
