/** Ways in which the wording of a statement differs from one edition to the next, for whatever compares two of them. */
import type { Descriptor, Framework, Statement } from '../framework.js';

export interface WordingEdit {
  what: string;
  edit: (statement: Statement) => void;
  /** True when levels that were agreed with the one edition hold in the other. */
  isSame: boolean;
}

const fresh = (level: number): Descriptor => ({
  ...{ level, summary: 'Everybody says so.', missing: null, criteria: [] },
});
const levelAt = (statement: Statement, at: number): Descriptor => {
  const found = statement.levels.at(at);
  if (!found) throw new Error(`No level at ${at}.`);
  return found;
};
const withWords = (statement: Statement, at: number, change: (words: string) => string | null) => {
  const level = levelAt(statement, at);
  level.summary = change(level.summary ?? '');
};

/** Each is tried in both directions: what is added from one edition to the other is taken out from the other to the one. */
export const WORDING_EDITS: readonly WordingEdit[] = [
  { what: 'nothing', edit: () => {}, isSame: true },
  {
    what: 'a level above the others',
    edit: ({ levels }) => levels.push(fresh(levels.length + 1)),
    isSame: false,
  },
  {
    what: 'a level below the others',
    edit: ({ levels }) => levels.unshift(fresh(0)),
    isSame: false,
  },
  { what: 'the highest level taken out', edit: ({ levels }) => levels.pop(), isSame: false },
  { what: 'the lowest level taken out', edit: ({ levels }) => levels.shift(), isSame: false },
  { what: 'a level between taken out', edit: ({ levels }) => levels.splice(1, 1), isSame: false },
  {
    what: 'levels of the same words under other numbers',
    edit: ({ levels }) => {
      for (const level of levels) level.level += 1;
    },
    isSame: false,
  },
  {
    what: 'two levels that changed their words with each other',
    edit: (statement) => {
      const [one, other] = [levelAt(statement, 0), levelAt(statement, 1)];
      [one.summary, other.summary] = [other.summary, one.summary];
    },
    isSame: false,
  },
  ...[0, 1, -1].map((at) => ({
    what: `a word more at level ${at}`,
    edit: (statement: Statement) => withWords(statement, at, (words) => `${words} Always.`),
    isSame: false,
  })),
  {
    what: 'a word less',
    edit: (statement) => withWords(statement, 1, (words) => words.replace(/^\S+\s+/, '')),
    isSame: false,
  },
  {
    what: 'the same words in another order',
    edit: (statement) =>
      withWords(statement, 1, (words) => words.split(' ').toReversed().join(' ')),
    isSame: false,
  },
  {
    what: 'a descriptor that cannot be read any more',
    edit: (statement) => withWords(statement, 2, () => null),
    isSame: false,
  },
  {
    what: 'other white space and other marks',
    edit: (statement) =>
      withWords(statement, 1, (words) =>
        words.replace(' ', '\n  ').replaceAll('’', "'").replaceAll('–', '-').concat(' '),
      ),
    isSame: true,
  },
  {
    what: 'a longer title',
    edit: (statement) => {
      statement.title += ' in school';
    },
    isSame: true,
  },
  {
    what: 'criteria added, taken out, in other words and in another order',
    edit: (statement) => {
      const { criteria } = levelAt(statement, 1);
      criteria.reverse();
      criteria.splice(0, 1, { id: '99.9.9z', text: 'Another.', optional: false });
      levelAt(statement, 2).criteria = [];
    },
    isSame: true,
  },
  {
    what: 'what helps to talk about it',
    edit: (statement) => {
      statement.asks = 'And now?';
      statement.evidence = [];
      statement.prompts = ['Who says so?'];
      statement.voices = [];
      statement.buildsOn = [];
    },
    isSame: true,
  },
];

/** The framework with one statement edited. */
export function withEdit(
  framework: Framework,
  code: string,
  edit: (statement: Statement) => void,
): Framework {
  const copy = structuredClone(framework);
  const found = copy.themes.flatMap(({ statements }) => statements).find(({ id }) => id === code);
  if (!found) throw new Error(`No statement ${code}.`);
  edit(found);
  return copy;
}
