import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type Answer,
  confirmed,
  isOpen,
  itemsOf,
  mayBeUnreadable,
  nextOpen,
  placeWords,
  unmarked,
  walkOf,
  wordsNow,
} from './import-items.js';
import { type Doubt, type Draft, draftToFramework } from './reading/draft.js';

const about = (statement: string | null, level: number | null) => ({ theme: 1, statement, level });
const doubtAt = (statement: string | null, level: number | null): Doubt => ({
  ...about(statement, level),
  ...{ rule: 'case', lines: [9], says: 'Odd.', before: 'x', proposal: null },
});
const level = (number: number, text: string | null) => ({ level: number, text, lines: [number] });

/** One theme: 1.1 is whole, doubtful, empty and joined at its four levels; the title of 1.2 is missing. */
const draft: Draft = {
  title: 'Model',
  levels: [1, 2, 3, 4].map((each) => ({ level: each, title: `Level ${each}` })),
  themes: [
    {
      ...{ id: 1, title: 'Harbour', benchmarks: [], lines: [1] },
      statements: [
        {
          ...{ id: '1.1', title: 'Boats', lines: [2] },
          levels: [
            level(1, 'Clear.'),
            level(2, 'Doubtful.'),
            { ...level(3, null), lines: [] },
            level(4, 'Joined.'),
          ],
        },
        { ...{ id: '1.2', title: '', lines: [] }, levels: [level(1, 'Both.')] },
      ],
    },
  ],
  repairs: [
    { ...about('1.1', 4), rule: 'join', lines: [4, 5], before: 'a', after: 'b' },
    { ...about('1.2', 1), rule: 'join', lines: [4, 5], before: 'a', after: 'b' },
  ],
  doubts: [doubtAt('1.1', 2), doubtAt('1.2', 1), { ...doubtAt(null, null), theme: null }],
  missing: [{ ...about('1.1', 3), reason: 'empty', found: '', lines: [7] }],
  lines: [],
  reading: {
    ...{ format: 'text', codeLike: '1.1', bestFirst: false, sheets: [] },
    columns: { code: 0, title: 0, levels: [1, 2, 3, 4] },
  },
};

const answer = (place: string, given: Partial<Answer>): Answer => ({
  ...{ place, kind: 'accepted', words: null, read: null, answeredBy: null, version: 1 },
  answeredAt: new Date(0),
  ...given,
});
const itemAt = (place: string, ...answers: Answer[]) =>
  itemsOf(draft, answers).find((item) => item.place === place)!;

describe('what was read of a document', () => {
  it('is everything in its order, each by what was found and with its lines', () => {
    assert.deepEqual(
      itemsOf(draft, []).map(({ place, nature, lines }) => [place, nature, lines]),
      [
        ['theme-1', 'clear', [1]],
        ['1.1', 'clear', [2]],
        ['1.1@1', 'clear', [1]],
        ['1.1@2', 'doubtful', [2]],
        ['1.1@3', 'missing', [7]],
        ['1.1@4', 'repaired', [4]],
        ['1.2', 'missing', []],
        ['1.2@1', 'doubtful', [1]],
      ],
    );
    assert.equal(itemAt('1.1@2').doubts.length, 1);
    assert.equal(itemAt('1.1@4').repairs.length, 1);
    assert.equal(itemAt('theme-1').doubts.length, 0, 'a doubt about the whole is of no heading');
    assert.deepEqual(
      ['theme-1', '1.2', '1.1@3'].map((place) => placeWords(itemAt(place))),
      ['the heading of theme 1', 'the title of 1.2', '1.1 level 3'],
    );
    assert.deepEqual(
      ['theme-1', '1.2', '1.1@3'].map((place) => mayBeUnreadable(itemAt(place))),
      [false, false, true],
    );
  });

  it('is walked from what is missing to what is clear, and asks for the first two kinds alone', () => {
    const items = itemsOf(draft, []);
    assert.deepEqual(
      walkOf(items).map(({ place }) => place),
      ['1.1@3', '1.2', '1.1@2', '1.2@1', '1.1@4', 'theme-1', '1.1', '1.1@1'],
    );
    assert.deepEqual(
      items.filter(isOpen).map(({ place }) => place),
      ['1.1@2', '1.1@3', '1.2', '1.2@1'],
    );
    assert.deepEqual(
      unmarked(items).map(({ place }) => place),
      ['1.1@3', '1.2'],
    );
  });

  it('leads on from each place, round the end to what is left, and nowhere when nothing is', () => {
    const items = itemsOf(draft, []);
    const steps: [string | null, string][] = [
      [null, '1.1@3'],
      ['1.1@3', '1.2'],
      ['1.2', '1.1@2'],
      ['1.1@2', '1.2@1'],
      ['1.2@1', '1.1@3'],
      ['1.1@4', '1.1@3'],
    ];
    for (const [from, to] of steps) assert.equal(nextOpen(items, from)?.place, to, `${from}`);
    const answered = itemsOf(draft, [
      answer('1.1@2', { read: 'Doubtful.' }),
      answer('1.1@3', { kind: 'unreadable' }),
      answer('1.2', { kind: 'corrected', words: 'Nets' }),
    ]);
    assert.equal(nextOpen(answered, '1.1@3')?.place, '1.2@1');
    assert.equal(nextOpen(answered, '1.2@1'), null, 'not to the place itself');
    assert.deepEqual(unmarked(answered), []);
  });
});

describe('an answer', () => {
  it('counts for the words that it was given for, and no more once they are read otherwise', () => {
    const cases: [string, string | null, boolean][] = [
      ['1.1@2', 'Doubtful.', true],
      ['1.1@2', 'Doubtful', false],
      ['1.1@2', null, false],
      ['1.1@3', null, true],
      ['1.1@3', 'It was read then.', false],
      ['1.2', null, true],
    ];
    for (const [place, read, counts] of cases) {
      const given = answer(place, { kind: 'corrected', words: 'Typed.', read });
      const item = itemAt(place, given);
      assert.equal(item.answer !== null, counts, `${place} ${read}`);
      assert.equal(isOpen(item), !counts);
      assert.equal(wordsNow(item), counts ? 'Typed.' : item.words);
      const { themes } = confirmed(draft, [given]);
      assert.equal(JSON.stringify(themes).includes('Typed.'), counts, 'as it is published');
    }
  });

  it('gives the words that were read, those that were typed, or none', () => {
    const read = 'Doubtful.';
    for (const [kind, words] of [
      ['accepted', read],
      ['corrected', 'Typed.'],
      ['unreadable', null],
    ] as const)
      assert.equal(
        wordsNow(itemAt('1.1@2', answer('1.1@2', { kind, words: 'Typed.', read }))),
        words,
      );
  });

  it('is taken in at headings, titles and levels, and what is not readable is said to be so', () => {
    const typed = (place: string, read: string | null, words: string) =>
      answer(place, { kind: 'corrected', read, words });
    const whole = confirmed(draft, [
      typed('theme-1', 'Harbour', 'The harbour'),
      typed('1.1', 'Boats', 'All boats'),
      typed('1.1@1', 'Clear.', 'Clearer.'),
      answer('1.1@2', { kind: 'unreadable', read: 'Doubtful.' }),
      answer('1.1@3', { kind: 'unreadable' }),
    ]);
    const [theme] = whole.themes;
    assert.equal(theme?.title, 'The harbour');
    assert.deepEqual(
      theme?.statements.map(({ title }) => title),
      ['All boats', ''],
    );
    assert.deepEqual(
      theme?.statements[0]?.levels.map(({ text }) => text),
      ['Clearer.', null, null, 'Joined.'],
    );
    assert.deepEqual(
      whole.missing.map(({ statement, level: at, reason, found }) => [
        statement,
        at,
        reason,
        found,
      ]),
      [
        ['1.1', 3, 'empty', ''],
        ['1.1', 2, 'unreadable', 'Doubtful.'],
      ],
    );
    const named = { id: 'm', version: '1', title: 'M', edition: null, language: 'en-GB' };
    const model = draftToFramework(whole, { ...named, publisher: null, institutionTypes: [] });
    assert.deepEqual(
      model.themes[0]?.statements[0]?.levels.map(({ missing }) => missing),
      [
        null,
        'The wording of this level cannot be read in our copy.',
        'Our copy has no wording for this level.',
        null,
      ],
    );
  });
});
