import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { draftOfRows, message, rulesOf, statementsIn } from '../testing/expected.js';
import { directionOf, isBeside, rankOf } from './scales.js';

describe('names of levels', () => {
  it('are known with a number, a word for a level or points beside them', () => {
    for (const title of ['Exemplary', 'Level 4: Exemplary', 'Exemplary (4)', '4 - EXEMPLARY'])
      assert.equal(rankOf(title), 5, title);
    for (const title of ['Seedling', 'Area', 'Our level', '4']) assert.equal(rankOf(title), null);
  });

  it('say which end is best, or do not', () => {
    assert.equal(
      directionOf(['Outstanding', 'Good', 'Requires improvement', 'Inadequate']),
      'down',
    );
    assert.equal(directionOf(['Emerging', 'Growing roots', 'Secure']), 'up');
    assert.equal(directionOf(['Seedling', 'Oak']), null);
    assert.equal(directionOf(['Good', 'Inadequate', 'Outstanding']), null);
  });

  it('are told from the columns beside them', () => {
    for (const title of ['Our level', 'Target', 'RAG', 'Next steps', 'Evidence', 'How do we know?'])
      assert.ok(isBeside(title), title);
    for (const title of ['Level 1', 'Strong', 'Some evidence', 'Area', 'Expected standard'])
      assert.ok(!isBeside(title), title);
  });
});

describe('what only looks like the model', () => {
  const rubric = [
    'Criteria|Level 1|Level 2|Level 3',
    'A well|There is a well.|It is deep.|It is clean.',
    'A lamp|There is a lamp.|It shines.|It is new.',
  ];
  const right = [
    '1.1 A well: There is a well. / It is deep. / It is clean.',
    '1.2 A lamp: There is a lamp. / It shines. / It is new.',
  ];

  it('is set aside when it is a table of ranges below, and a doubt says so', () => {
    const read = draftOfRows([...rubric, '', 'Points|Grade|Says', '90-100|A|Best', '80-89|B|Good']);
    assert.deepEqual(message(read), right);
    assert.ok(rulesOf(read).includes('table set aside'));
  });

  it('is read when a person chooses that table', () => {
    const lines = ['Points|Grade|Says', '90-100|A|Best', '80-89|B|Good', '', ...rubric];
    assert.deepEqual(message(draftOfRows(lines, { table: 2 })), right);
    assert.throws(() => draftOfRows(lines, { table: 3 }), { code: 'reading.no-table' });
  });

  it('is set aside when it is a smaller table above with levels of its own', () => {
    const lines = [
      'What|Red|Green',
      'We see|Nothing that is new|Much of it in each of us',
      '',
      ...rubric,
    ];
    const read = draftOfRows(lines);
    assert.deepEqual(
      read.levels.map(({ title }) => title),
      ['Level 1', 'Level 2', 'Level 3'],
    );
    assert.deepEqual(message(read), right);
    assert.ok(rulesOf(read).includes('table set aside'));
  });

  it('raises a doubt where a table names its levels otherwise', () => {
    const read = draftOfRows([
      ...rubric,
      '',
      'Criteria|Stage 1|Stage 2|Stage 3',
      'A path|There is a path of stone.|It is wide.|It is flat.',
    ]);
    assert.equal(statementsIn(read).length, 3);
    assert.match(
      read.doubts.find(({ rule }) => rule === 'other names of levels')?.says ?? '',
      /“Stage 1, Stage 2, Stage 3”.*“Level 1, Level 2, Level 3”/,
    );
    assert.ok(!rulesOf(draftOfRows([...rubric, '', ...rubric])).includes('other names of levels'));
  });

  it('is a row of the model that ends with answers, not the headings', () => {
    for (const answers of ['Amber|Green', 'Level 1|Level 2']) {
      const read = draftOfRows([
        'Criteria|Seedling|Oak|Now|Later',
        `A well|There is a well of water.|It is deep and clean.|${answers}`,
        'A lamp|There is a lamp of brass.|It shines all night.|Red|Amber',
      ]);
      assert.deepEqual(
        statementsIn(read).map(({ title, levels }) => [title, levels[0]?.text]),
        [
          ['A well', 'There is a well of water.'],
          ['A lamp', 'There is a lamp of brass.'],
        ],
      );
    }
    const coded = draftOfRows([
      'Code|Area|Seedling|Oak|Now|Later',
      '1.1|A well|Near water|In deep water|Red|Green',
      '1.2|A lamp|Near a lamp|In full light|Red|Amber',
    ]);
    assert.deepEqual(
      statementsIn(coded).map(({ id, title }) => `${id} ${title}`),
      ['1.1 A well', '1.2 A lamp'],
    );
  });

  it('is never both a level and the code of a statement', () => {
    const read = draftOfRows([
      'Emerging||Secure',
      '1.1|A well|There is a well.|It is deep.',
      '1.2|A lamp|There is a lamp.|It shines.',
    ]);
    assert.deepEqual(
      statementsIn(read).map(({ title }) => title.replace(/^\d\.\d /u, '')),
      ['A well', 'A lamp'],
    );
  });

  it('is no statement when the headings stand again above a second table', () => {
    const read = draftOfRows([
      ...rubric,
      '',
      rubric[0]!,
      'A path|There is a path.|It is wide.|It is flat.',
    ]);
    assert.deepEqual(
      statementsIn(read).map(({ title }) => title),
      ['A well', 'A lamp', 'A path'],
    );
  });

  it('is refused where most cells would be empty', () => {
    const lines = ['Code|Area|Level 1|Level 2|Level 3', '1.1||||A well.', '1.2||||', '1.3||||'];
    assert.throws(() => draftOfRows(lines), { code: 'reading.not-understood' });
  });
});

describe('the order of levels', () => {
  const lines = (...names: string[]) => [
    `Area|${names.join('|')}`,
    'A well|There is a well of water.|The well is deep and old.',
    'A lamp|There is a lamp of brass.|The lamp shines all night.',
  ];

  it('is asked where the names do not say it, and not once a person has', () => {
    const asked = draftOfRows(lines('Seedling', 'Oak'));
    assert.ok(rulesOf(asked).includes('order of the levels'));
    const best = draftOfRows(lines('Seedling', 'Oak'), { bestFirst: true });
    assert.ok(!rulesOf(best).includes('order of the levels'));
    assert.deepEqual(
      best.levels.map(({ title }) => title),
      ['Oak', 'Seedling'],
    );
  });

  it('is asked where the numbers say one thing and the names another', () => {
    const read = draftOfRows(lines('1 Outstanding', '2 Inadequate'));
    assert.deepEqual(
      read.levels.map(({ title }) => title),
      ['2 Inadequate', '1 Outstanding'],
    );
    assert.ok(rulesOf(read).includes('order of the levels'));
  });
});
