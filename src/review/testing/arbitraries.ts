import fc from 'fast-check';
import type { BuildsOn, Framework, Statement } from '../../framework/framework.js';
import { statementsOf } from '../../framework/framework.js';
import type { Mark, Marks } from '../marks.js';
import type { Rating, Ratings } from '../rating.js';

/** A sound framework of any shape: 2 to 5 levels from 0 or 1, up to `most` statements, links without circles. */
export function anyFramework(most = 7): fc.Arbitrary<Framework> {
  return fc
    .record({
      first: fc.constantFrom(0, 1),
      height: fc.integer({ min: 2, max: 5 }),
      statements: fc.integer({ min: 1, max: most }),
      perTheme: fc.integer({ min: 1, max: 4 }),
      links: fc.array(fc.array(fc.nat(1000), { minLength: 4, maxLength: 4 }), { maxLength: 24 }),
    })
    .map(({ first, height, statements, perTheme, links }) => {
      const levels = Array.from({ length: height }, (_, index) => first + index);
      const codes = Array.from(
        { length: statements },
        (_, index) => `${1 + Math.floor(index / perTheme)}.${1 + (index % perTheme)}`,
      );
      const made = codes.map((id) => statementWith(id, levels));
      for (const numbers of links) addLink(made, levels, numbers);
      return {
        id: 'any',
        version: '1',
        title: 'Any',
        edition: null,
        ownWords: true,
        language: 'en-GB',
        publisher: null,
        institutionTypes: [],
        levels: levels.map((level) => ({ level, title: `Level ${level}` })),
        themes: Array.from({ length: Math.ceil(statements / perTheme) }, (_, index) => ({
          id: index + 1,
          title: `Theme ${index + 1}`,
          short: null,
          benchmarks: [(index % 8) + 1],
          statements: made.slice(index * perTheme, (index + 1) * perTheme),
        })),
      };
    });
}

function statementWith(id: string, levels: number[]): Statement {
  return {
    id,
    title: `Statement ${id}`,
    asks: null,
    levels: levels.map((level) => ({
      level,
      summary: 'Words.',
      missing: null,
      criteria: ['a', 'b', 'c'].map((letter) => ({
        id: `${id}.${level}${letter}`,
        text: `Point ${letter}`,
        optional: letter === 'c',
      })),
    })),
    buildsOn: [],
    evidence: [],
    prompts: [],
    voices: [],
  };
}

/** A link always leads to a lower level, or to an earlier statement at the same level: so there are no circles. */
function addLink(statements: Statement[], levels: number[], numbers: number[]): void {
  const [a, b, c, d] = numbers as [number, number, number, number];
  const from = a % statements.length;
  const to = b % statements.length;
  if (from === to) return;
  const level = levels[c % levels.length]!;
  const allowed = levels.filter((each) => each < level || (each === level && to < from));
  const needed = allowed[d % allowed.length];
  if (allowed.length === 0 || needed === undefined) return;
  const needs = { statement: statements[to]!.id, level: needed };
  statements[from]!.buildsOn.push({ level, needs, because: `${needs.statement} comes first` });
}

/** Standings for a framework: any of not recorded, not yet and the levels. */
export function anyRatings(framework: Framework): fc.Arbitrary<Ratings> {
  const rating = fc.constantFrom<Rating>(
    null,
    'not-yet',
    ...framework.levels.map(({ level }) => level),
  );
  const codes = statementsOf(framework).map(({ id }) => id);
  return fc
    .array(rating, { minLength: codes.length, maxLength: codes.length })
    .map((each) => Object.fromEntries(codes.map((code, index) => [code, each[index]!])));
}

/** Marks for some of the criteria of a framework. */
export function anyMarks(framework: Framework): fc.Arbitrary<Marks> {
  const ids = statementsOf(framework).flatMap(({ levels }) =>
    levels.flatMap(({ criteria }) => criteria.map(({ id }) => id)),
  );
  return fc.dictionary(fc.constantFrom(...ids), fc.constantFrom<Mark>('met', 'partly', 'not-yet'));
}

/** A framework with ratings, and with ratings of another year. */
export function anyReview(most = 7) {
  return anyFramework(most).chain((framework) =>
    fc.record({
      framework: fc.constant(framework),
      ratings: anyRatings(framework),
      others: anyRatings(framework),
    }),
  );
}

/** The framework without one of its links. */
export function withoutLink(framework: Framework, unwanted: BuildsOn): Framework {
  return {
    ...framework,
    themes: framework.themes.map((theme) => ({
      ...theme,
      statements: theme.statements.map((statement) => ({
        ...statement,
        buildsOn: statement.buildsOn.filter((link) => link !== unwanted),
      })),
    })),
  };
}
