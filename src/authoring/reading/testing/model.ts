/** Models made up for tests: no sentence of a published document is in them. */

import fc from 'fast-check';
import type { Framework } from '../../../framework/framework.js';
import type { Draft } from '../draft.js';

export interface Model {
  /** Lowest first. */
  levels: string[];
  themes: ModelTheme[];
}

export interface ModelTheme {
  title: string;
  benchmarks: number[];
  statements: ModelStatement[];
}

export interface ModelStatement {
  code: string;
  title: string;
  /** The words of each level, lowest first. */
  levels: string[];
}

const SUBJECTS = [
  'The harbour team',
  'Each gardener',
  'A trained keeper',
  'The orchard council',
  'Every boat owner',
  'The lighthouse',
];
const VERBS = [
  'looks after',
  'writes down',
  'talks about',
  'measures',
  'plans',
  'repairs',
  'shares',
];
const OBJECTS = [
  'the old stone walls',
  'all apple trees',
  'tide tables and ropes',
  'its lamps',
  'new paths',
  'the well-tended beds',
  'maps of the bay',
];
const ENDS = [
  'every spring',
  'with the neighbours',
  'before the storms come',
  'in good time',
  'once a month',
  'so that nothing is lost',
  'as agreed with the council',
];

const sentence = fc
  .record({
    subject: fc.constantFrom(...SUBJECTS),
    clauses: fc.uniqueArray(
      fc.tuple(fc.constantFrom(...VERBS), fc.constantFrom(...OBJECTS), fc.constantFrom(...ENDS)),
      { minLength: 1, maxLength: 3, selector: ([verb]) => verb },
    ),
  })
  .map(
    ({ subject, clauses }) =>
      `${subject} ${clauses.map((words) => words.join(' ')).join(', and ')}.`,
  );

const descriptor = fc
  .uniqueArray(sentence, { minLength: 1, maxLength: 3 })
  .map((sentences) => sentences.join(' '));

const title = fc
  .tuple(
    fc.constantFrom('Care of', 'Plans for', 'Work on', 'Thinking about'),
    fc.constantFrom(...OBJECTS),
  )
  .map((words) => words.join(' '));

/** Models with two to five themes and, unless set, four levels. */
export function models({
  levels = 4,
  code = (theme: number, at: number) => `${theme}.${at}`,
} = {}) {
  const statement = fc.record({
    title,
    levels: fc.uniqueArray(descriptor, { minLength: levels, maxLength: levels }),
  });
  const theme = fc.record({
    title: fc.constantFrom(
      'The harbour',
      'Orchards and gardens',
      'Light and sound',
      'Paths between villages',
    ),
    benchmarks: fc.uniqueArray(fc.integer({ min: 1, max: 8 }), { maxLength: 3 }),
    statements: fc.array(statement, { minLength: 2, maxLength: 6 }),
  });
  return fc.array(theme, { minLength: 2, maxLength: 4 }).map(
    (themes): Model => ({
      levels: Array.from({ length: levels }, (_, index) => `Level ${index + 1}`),
      themes: themes.map(({ statements, ...rest }, at) => ({
        ...rest,
        statements: statements.map((one, index) => ({ ...one, code: code(at + 1, index + 1) })),
      })),
    }),
  );
}

/** One model that is always the same. */
export function sampleModel(setting: Parameters<typeof models>[0] = {}, seed = 7): Model {
  return fc.sample(models(setting), { numRuns: 1, seed })[0]!;
}

/** A draft as a model, to be compared with the one that was printed; words that could not be read are ''. */
export function asModel(draft: Draft): Model {
  return {
    levels: draft.levels.map((level) => level.title),
    themes: draft.themes.map(({ title: name, benchmarks, statements }) => ({
      title: name,
      benchmarks,
      statements: statements.map((one) => ({
        code: one.id,
        title: one.title,
        levels: one.levels.map(({ text }) => text ?? ''),
      })),
    })),
  };
}

/** The heading of a theme as documents print it. */
export function themeHeading(theme: ModelTheme, number: number | string): string {
  const numbers = theme.benchmarks.join(' and ');
  const benchmarks =
    theme.benchmarks.length === 1 ? ` (Benchmark ${numbers})` : ` (Benchmarks ${numbers})`;
  return `Theme ${number} ${theme.title}${theme.benchmarks.length > 0 ? benchmarks : ''}`;
}

/** The rows of a printed table: theme headings as rows of one cell, statements with code and title in one. */
export function tableRows(model: Model): string[][] {
  return model.themes.flatMap((theme, index) => [
    [themeHeading(theme, index + 1)],
    ...theme.statements.map(({ code, title: name, levels }) => [`${code} ${name}`, ...levels]),
  ]);
}

/** A model as a framework, as if it had been published. */
export function frameworkOf(model: Model): Framework {
  return {
    id: 'village',
    version: '1.0',
    title: 'A model of the village',
    edition: null,
    ownWords: false,
    language: 'en-GB',
    publisher: null,
    institutionTypes: ['school'],
    levels: model.levels.map((name, index) => ({ level: index + 1, title: name })),
    themes: model.themes.map(({ title: name, benchmarks, statements }, at) => ({
      id: at + 1,
      title: name,
      short: null,
      benchmarks,
      statements: statements.map((one) => ({
        id: one.code,
        title: one.title,
        asks: null,
        levels: one.levels.map((summary, index) => {
          return { level: index + 1, summary, missing: null, criteria: [] };
        }),
        buildsOn: [],
        evidence: [],
        prompts: [],
        voices: [],
      })),
    })),
  };
}
