import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { titleDoubts } from '../../authoring/edition-match.js';
import { frameworkOf } from '../../authoring/reading/testing/model.js';
import { type Framework, statementsOf } from '../framework.js';
import { disagreements, wordingDisagreements } from './disagreements.js';
import { attach, matchStatements } from './matching.js';

/** A small edition with all that hangs on its statements. */
function edition(): Framework {
  const levels = (...words: string[]) => words;
  const framework = frameworkOf({
    levels: ['Level 1', 'Level 2'],
    themes: [
      {
        title: 'Water',
        benchmarks: [1],
        statements: [
          {
            code: '1.1',
            title: 'Care of the village well',
            levels: levels('A well.', 'Governors see the well.'),
          },
          {
            code: '1.2',
            title: 'Plans for the mill pond',
            levels: levels('A pond.', 'Two ponds.'),
          },
          { code: '1.3', title: 'Songs of the river', levels: levels('A song.', 'Many songs.') },
        ],
      },
    ],
  });
  for (const statement of statementsOf(framework)) {
    statement.asks = `What of ${statement.id}?`;
    statement.evidence = [`Seen at ${statement.id}`];
    for (const descriptor of statement.levels) {
      const id = `${statement.id}.${descriptor.level}a`;
      descriptor.criteria = [{ id, text: `Check ${id}`, optional: false }];
    }
  }
  const [well] = statementsOf(framework);
  well!.buildsOn = [{ level: 2, needs: { statement: '1.2', level: 1 }, because: 'water flows' }];
  return framework;
}

/** A document with other words, whose statements are given as code and title. */
function document(...statements: [string, string][]): Framework {
  return frameworkOf({
    levels: ['Level 1', 'Level 2'],
    themes: [
      {
        title: 'Water',
        benchmarks: [],
        statements: statements.map(([code, title]) => ({
          code,
          title,
          levels: ['One thing.', 'Another thing.'],
        })),
      },
    ],
  });
}

describe('a document that is matched to the built-in edition', () => {
  it('is matched by the very same title before a code whose title is only half the same', () => {
    const found = matchStatements(
      document(['1.1', 'Plans for the mill pond'], ['1.2', 'Plans for the river pond']),
      edition(),
    );
    assert.deepEqual(
      found.map(({ code, with: other, by }) => [code, other, by]),
      [
        ['1.1', '1.2', 'title'],
        ['1.2', null, null],
      ],
    );
  });

  it('is matched by code and title, damaged titles too', () => {
    const found = matchStatements(
      document(['1.1', 'Care o the village well'], ['1.2', 'Plans for the mill pond']),
      edition(),
    );
    assert.deepEqual(
      found.map(({ code, with: other, by }) => [code, other, by]),
      [
        ['1.1', '1.1', 'code and title'],
        ['1.2', '1.2', 'code and title'],
      ],
    );
  });

  it('is matched by title where the codes moved', () => {
    const found = matchStatements(
      document(
        ['1.1', 'Plans for the mill pond'],
        ['1.2', 'Care of the village well'],
        ['1.3', 'Bread'],
      ),
      edition(),
    );
    assert.deepEqual(
      found.map(({ code, with: other, by }) => [code, other, by]),
      [
        ['1.1', '1.2', 'title'],
        ['1.2', '1.1', 'title'],
        ['1.3', '1.3', 'code'],
      ],
    );
  });

  it('is not matched where neither is the same, and no statement is used twice', () => {
    const found = matchStatements(
      document(
        ['7.1', 'Bread'],
        ['1.1', 'Care of the village well'],
        ['7.2', 'Care of the village well'],
      ),
      edition(),
    );
    assert.deepEqual(
      found.map((match) => match.with),
      [null, '1.1', null],
    );
  });

  it('keeps questions, criteria and ideas, and links under the new codes', () => {
    const loaded = document(
      ['2.1', 'Care of the village well'],
      ['2.2', 'Plans for the mill pond'],
      ['1.3', 'Bread'],
    );
    const own = edition();
    const [well, pond, bread] = statementsOf(attach(loaded, own, matchStatements(loaded, own)));
    assert.equal(well?.asks, 'What of 1.1?');
    assert.equal(well?.levels[1]?.summary, 'Another thing.');
    assert.deepEqual(
      well?.levels[1]?.criteria.map(({ id }) => id),
      ['1.1.2a'],
    );
    assert.deepEqual(well?.buildsOn, [
      { level: 2, needs: { statement: '2.2', level: 1 }, because: 'water flows' },
    ]);
    assert.deepEqual(pond?.evidence, ['Seen at 1.2']);
    assert.deepEqual([bread?.asks, bread?.levels[0]?.criteria], [null, []]);
  });

  it('has its theme called by the short name of the one theme that holds its matches', () => {
    const own = edition();
    own.themes[0]!.short = 'Water';
    const shortIn = (loaded: Framework, from = own) =>
      attach(loaded, from, matchStatements(loaded, from)).themes[0]?.short;
    const loaded = document(['1.1', 'Care of the village well'], ['1.2', 'Bread']);
    assert.equal(shortIn(loaded), 'Water');
    loaded.themes[0]!.short = 'Wells';
    assert.equal(shortIn(loaded), 'Wells', 'its own first');
    assert.equal(shortIn(document(['1.1', 'Bread'])), null);
    const [well, ...others] = own.themes[0]!.statements;
    const themes = [
      { ...own.themes[0]!, statements: [well!] },
      { ...own.themes[0]!, id: 2, short: 'Ponds', statements: others },
    ];
    const both = document(['1.1', 'Care of the village well'], ['1.2', 'Plans for the mill pond']);
    assert.equal(shortIn(both, { ...own, themes }), null, 'from two themes');
  });

  it('leaves out links to statements and levels that the document does not have', () => {
    const loaded = document(['1.1', 'Care of the village well']);
    const own = edition();
    assert.deepEqual(
      statementsOf(attach(loaded, own, matchStatements(loaded, own)))[0]?.buildsOn,
      [],
    );
  });

  it('has the title of the edition proposed where its own differs', () => {
    const loaded = document(
      ['1.1', 'Care o the village well'],
      ['1.2', 'Plans for the mill pond'],
      ['1.3', 'Bread'],
    );
    const themes = loaded.themes.map((theme) => ({
      ...theme,
      lines: [],
      statements: theme.statements.map(({ id, title }) => ({ id, title, lines: [4], levels: [] })),
    }));
    const own = edition();
    const doubts = titleDoubts({ themes }, own, matchStatements(loaded, own));
    assert.deepEqual(
      doubts.map(({ statement, before, proposal, lines }) => [statement, before, proposal, lines]),
      [['1.1', 'Care o the village well', 'Care of the village well', [4]]],
    );
  });

  it('has no title proposed that differs in the shape of an apostrophe alone', () => {
    const loaded = document(['1.1', "The village's well"]);
    const own = document(['1.1', 'The village’s well']);
    const [theme] = loaded.themes;
    const themes = loaded.themes.map((each) => ({
      ...each,
      lines: [],
      statements: each.statements.map(({ id, title }) => ({ id, title, lines: [4], levels: [] })),
    }));
    assert.equal(theme?.statements[0]?.title, "The village's well");
    assert.deepEqual(titleDoubts({ themes }, own, matchStatements(loaded, own)), []);
  });
});

describe('two wordings', () => {
  const cases: readonly [string, string, string[]][] = [
    ['There is a well.', 'A well is there.', []],
    ['Two wells are dug.', 'Wells are dug.', ['number 2 document']],
    ['It is seen 3 times.', 'It is seen three times.', []],
    ['This is seen.', 'Three things are seen: this.', []],
    ['There may be a lamp.', 'There is a lamp.', ['may may document']],
    ['There may be a lamp.', 'A lamp is optional.', []],
    ['It is shown.', 'It is shown to governors.', ['name governors edition']],
    ['The governing body sees it.', 'Governors see it.', []],
    ['LMI is used.', 'Labour market information is used.', []],
    ['LMI is used.', 'Knowledge is used.', ['name LMI document']],
    ['The SENCo is asked.', 'Colleagues are asked.', ['name staff edition', 'name SENCo document']],
  ];
  for (const [document, own, expected] of cases) {
    it(`“${document}” and “${own}” ${expected.length === 0 ? 'agree' : 'seem to disagree'}`, () => {
      const found = wordingDisagreements(document, own);
      assert.deepEqual(
        found.map(({ kind, word, only }) => `${kind} ${word} ${only}`),
        expected,
      );
    });
  }

  it('are compared for each level of matched statements that has words in both', () => {
    const own = edition();
    const loaded = document(
      ['1.1', 'Care of the village well'],
      ['1.2', 'Plans for the mill pond'],
      ['1.3', 'Bread'],
    );
    statementsOf(loaded)[1]!.levels[1]!.summary = null;
    assert.deepEqual(disagreements(loaded, own, matchStatements(loaded, own)), [
      { statement: '1.1', level: 2, kind: 'name', word: 'governors', only: 'edition' },
    ]);
  });
});
