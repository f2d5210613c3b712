import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Framework, statementOf, statementsOf } from '../framework/framework.js';
import { schoolsModel as edition } from '../framework/testing/schools-model.js';
import { joined, titledBeside } from './edition-match.js';
import { type Draft, draftToFramework } from './reading/draft.js';

/** The edition as a document has it: words alone, perhaps changed. */
function loaded(change: (framework: Framework) => void = () => {}): Framework {
  const copy = structuredClone(edition);
  for (const statement of statementsOf(copy)) {
    Object.assign(statement, { asks: null, buildsOn: [], evidence: [], prompts: [], voices: [] });
    for (const each of statement.levels) each.criteria = [];
  }
  Object.assign(copy, { id: 'own', ownWords: false, publisher: null, institutionTypes: [] });
  change(copy);
  return copy;
}

/** A document with the themes of a framework, a line for each statement, in the opposite order. */
function read(framework: Framework): Draft {
  let line = 1000;
  return {
    ...{ title: null, levels: framework.levels, repairs: [], missing: [], lines: [] },
    doubts: [
      {
        ...{ theme: 6, statement: '6.1', level: 1, rule: 'case', lines: [990] },
        ...{ says: 'Odd.', before: 'x', proposal: null },
      },
    ],
    themes: framework.themes.map((theme) => ({
      ...{ id: theme.id, title: theme.title, benchmarks: theme.benchmarks, lines: [] },
      statements: theme.statements.map(({ id, title, levels }) => {
        line -= 1;
        const texts = levels.map(({ level, summary }) => ({ level, text: summary, lines: [] }));
        return { id, title, lines: [line, line + 500], levels: texts };
      }),
    })),
    reading: {
      ...{ format: 'text', codeLike: '1.1', bestFirst: false, sheets: [] },
      columns: { code: 0, title: 0, levels: [1, 2, 3, 4] },
    },
  };
}

describe('a loaded model beside the edition that it belongs to', () => {
  it('brings its publisher and kinds of school, unless it names a publisher itself', () => {
    const { framework, matches } = joined(loaded(), edition);
    assert.equal(framework.id, `${edition.id}-published`);
    assert.deepEqual(framework.publisher, edition.publisher);
    assert.deepEqual(framework.institutionTypes, edition.institutionTypes);
    assert.deepEqual(matches, Object.fromEntries(statementsOf(edition).map(({ id }) => [id, id])));
    const own = { name: 'Us', work: 'Ours' };
    const named = joined(
      loaded((copy) => Object.assign(copy, { publisher: own })),
      edition,
    );
    assert.deepEqual(named.framework.publisher, own);
  });

  it('is left as it is without an edition, or where no title is of the edition', () => {
    const plain = loaded();
    assert.deepEqual(joined(plain, null), { framework: plain, matches: {} });
    const strange = loaded((copy) => {
      for (const each of statementsOf(copy)) each.title = `Zebra ${each.id}`;
    });
    assert.deepEqual(joined(strange, edition), { framework: strange, matches: {} });
  });

  it('has points where it has words, under the code that it has for them', () => {
    const { framework, matches } = joined(
      loaded((copy) => {
        const statements = copy.themes[1]!.statements;
        const [first, second] = [statements[0]!, statements[1]!];
        [first.title, second.title] = [second.title, first.title];
        second.levels[2]!.summary = null;
      }),
      edition,
    );
    assert.deepEqual([matches['2.1'], matches['2.2']], ['2.2', '2.1']);
    const points = (code: string, level: number) =>
      statementOf(framework, code)!
        .levels.find((each) => each.level === level)!
        .criteria.map(({ id }) => id);
    assert.deepEqual(points('2.2', 3), [], 'no words to check');
    const there = statementOf(edition, '2.1')!.levels.find(({ level }) => level === 2)!;
    assert.deepEqual(
      points('2.2', 2),
      there.criteria.map(({ id }) => id.replace('2.1', '2.2')),
    );
  });

  it('with other levels keeps questions and ideas, and neither points nor links', () => {
    const { framework } = joined(
      loaded((copy) => {
        copy.levels = copy.levels.slice(0, 3);
        for (const each of statementsOf(copy)) each.levels = each.levels.slice(0, 3);
      }),
      edition,
    );
    const own = statementOf(framework, '3.1')!;
    const there = statementOf(edition, '3.1')!;
    assert.deepEqual(
      own.levels.flatMap(({ criteria }) => criteria),
      [],
    );
    assert.deepEqual(own.buildsOn, []);
    assert.deepEqual(
      [own.asks, own.prompts, own.evidence],
      [there.asks, there.prompts, there.evidence],
    );
  });

  it('has a doubt for each title in other words, in the order of its lines, once half are alike', () => {
    const short = (count: number) =>
      read(
        loaded((copy) => {
          statementOf(copy, '3.1')!.title += ' again';
          for (const each of statementsOf(copy).slice(-count)) each.title = `Zebra ${each.id}`;
        }),
      );
    const doubts = titledBeside(short(16), edition).doubts.map(({ statement, lines, before }) => [
      statement,
      lines.length,
      before,
    ]);
    assert.deepEqual(doubts[0]?.slice(0, 2), ['3.1', 1]);
    assert.deepEqual(doubts[1], ['6.1', 1, 'x'], 'what was in doubt before stays');
    assert.equal(doubts.length, 2);
    const stranger = short(17);
    assert.equal(titledBeside(stranger, edition), stranger);
  });

  it('says of a level without words why it has none', () => {
    const draft = read(edition);
    const missing = { theme: 3, statement: '3.2', level: 1, found: '', lines: [] };
    const named = { id: 'm', version: '1', title: 'M', edition: null, language: 'en-GB' };
    for (const [reason, words] of [
      ['empty', /no wording/],
      ['unreadable', /cannot be read/],
    ] as const) {
      const given = {
        ...draft,
        missing: [
          { ...missing, level: 4, reason: 'unreadable' as const },
          { ...missing, reason },
        ],
      };
      const model = draftToFramework(given, { ...named, publisher: null, institutionTypes: [] });
      assert.match(statementOf(model, '3.2')!.levels[0]!.missing!, words);
    }
  });
});
