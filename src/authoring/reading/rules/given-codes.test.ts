import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readDelimited } from '../../../platform/documents/formats/delimited.js';
import { readStructure } from '../structure.js';
import { draftOfRows, message, rulesOf, statementsIn } from '../testing/expected.js';

const WELL = '1.1 A well: There is a well. / It is deep. / It is clean.';
const LAMP = '1.2 A lamp: There is a lamp. / It shines. / It is new.';
const PATH = '2.1 A path: There is a path. / It is wide. / It is flat.';
const ALL = [WELL, LAMP, PATH];

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
      const read = draftOfRows(lines);
      assert.deepEqual(message(read), ALL);
      assert.deepEqual(
        read.themes.map(({ title }) => title),
        ['Water', 'Ways'],
      );
      assert.deepEqual(rulesOf(read), ['codes given']);
    }
  });

  it('begin with the first row where a person has named the columns and no row has the names of levels', () => {
    const read = draftOfRows(
      rows.slice(1).map((line) => line.replace(/^\w+\|/u, '')),
      { columns: { code: null, title: 0, levels: [1, 2, 3] } },
    );
    assert.equal(statementsIn(read).length, 3);
    assert.deepEqual(
      statementsIn(read)[0]?.levels.map(({ text }) => text),
      ['There is a well.', 'It is deep.', 'It is clean.'],
    );
  });

  it('take the number of their theme from its heading, or from the column beside them', () => {
    const headed = draftOfRows([
      'Statement|Level 1|Level 2',
      'Theme 3: Water|||',
      'A well|There is a well.|It is deep.',
      'Theme 5: Ways|||',
      'A path|There is a path.|It is wide.',
      'A song|There is a song.|It is long.',
    ]);
    assert.deepEqual(
      statementsIn(headed).map(({ id }) => id),
      ['3.1', '5.1', '5.2'],
    );
    const beside = draftOfRows([
      'Theme|Statement|Level 1|Level 2',
      'Theme 2 Water|A well|There is a well.|It is deep.',
      '|A lamp|There is a lamp.|It shines.',
      'Theme 4 Ways|A path|There is a path.|It is wide.',
      'Theme 4 Ways|A song|There is a song.|It is long.',
    ]);
    assert.deepEqual(
      statementsIn(beside).map(({ id }) => id),
      ['2.1', '2.2', '4.1', '4.2'],
    );
  });

  it('are one theme where nothing parts them, and end where fewer than half of the levels have words', () => {
    const read = draftOfRows([
      'A model',
      'Statement|Level 1|Level 2|Level 3|Level 4',
      'A well|There is a well.|It is deep.||',
      'Statement|Level 1|Level 2|Level 3|Level 4',
      'A lamp|There is a lamp.|It shines.|It is new.|It is bright.',
      'A path|There is a path.|It is wide.|It is flat.|It is long.',
      'Notes|See above.|||',
    ]);
    assert.deepEqual(
      statementsIn(read).map(({ id, title }) => `${id} ${title}`),
      ['1.1 A well', '1.2 A lamp', '1.3 A path Notes'],
    );
  });

  it('may stand right of the levels, with other columns between that are mostly empty', () => {
    const read = draftOfRows([
      'Level 1|Level 2|Seen|Statement',
      'There is a well.|It is deep.|yes|A well',
      'There is a lamp.|It shines.||A lamp',
      'There is a path.|It is wide.||A path',
    ]);
    assert.deepEqual(message(read), [
      '1.1 A well: There is a well. / It is deep.',
      '1.2 A lamp: There is a lamp. / It shines.',
      '1.3 A path: There is a path. / It is wide.',
    ]);
  });

  it('keep the nearest of several columns left of the levels as their title', () => {
    const read = draftOfRows([
      'Area|Group|Statement|Level 1|Level 2',
      'Water|Deep|A well|There is a well.|It is deep.',
      'Water|Light|A lamp|There is a lamp.|It shines.',
    ]);
    assert.equal(statementsIn(read)[0]!.title, 'A well');
  });

  it('are not numbered where a person says what codes look like, or which columns hold what', () => {
    assert.throws(() => draftOfRows(rows, { codeLike: 'A1' }), { code: 'reading.no-codes' });
    const columns = { code: 0, title: 1, levels: [2, 3, 4] };
    assert.throws(() => draftOfRows(rows, { columns }), { code: 'reading.no-codes' });
  });

  it('are refused where no row says which columns are levels', () => {
    assert.throws(() => draftOfRows(rows.slice(1)), { code: 'reading.no-codes' });
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
      const read = draftOfRows(rows(codes));
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
      const read = draftOfRows(
        rows([given!, given!.replace(/1([.)]?)$/u, '2$1'), given!.replace('1.1', '2.1')]),
      );
      assert.equal(statementsIn(read)[0]!.id, code);
      assert.equal(statementsIn(read).length, 3);
    }
  });

  it('are no codes when the numbers do not count one by one', () => {
    assert.throws(
      () =>
        draftOfRows([
          '3|A well|There is a well.|It is deep.',
          '1|A lamp|There is a lamp.|It shines.',
        ]),
      { code: 'reading.no-codes' },
    );
  });

  it('begin where a person says that titles stand, on a page where each line is a row', () => {
    const lines = [
      '|1|2|3',
      'A well|None|A well|A clean well',
      '|at all|with a rope|with a pump',
      '||√|',
      'A lamp|Dark|Some light|Much light',
      '|at night||by day',
    ];
    const grid = { ...readDelimited(`${lines.join('\n')}\n`), format: 'pdf' as const };
    const read = readStructure(grid, { columns: { code: null, title: 0, levels: [1, 2, 3] } });
    assert.deepEqual(message(read), [
      '1.1 A well: None at all / A well with a rope √ / A clean well with a pump',
      '1.2 A lamp: Dark at night / Some light / Much light by day',
    ]);
  });

  it('have their titles where words are, not where weights are', () => {
    const read = draftOfRows([
      'Criterion|Weigh t|Poor|Fair|Good',
      'A well|20%|There is a well.|It is deep.|It is clean.',
      'A lamp|80%|There is a lamp.|It shines.|It is new.',
    ]);
    assert.deepEqual(message(read), [WELL, LAMP]);
  });
});
