/**
 * The one definition of a framework's files. Everything else follows from it: what is read (`load.ts`), what is
 * refused (`check.ts`), the JSON Schema that an editor uses and the documentation (`schema.ts`).
 *
 * Keys are snake_case in files and become the camelCase words of `framework.ts`. Unknown keys are refused, because
 * a misspelt key that is quietly passed over loses what somebody wrote.
 */
import { z } from 'zod';
import { nearestWord } from '../platform/nearest-word.js';
import type { Framework, Theme } from './framework.js';

/** An object that refuses unknown keys, and says which was probably meant: one line for each unknown key. */
function entry<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? (issue.keys as string[]).map((key) => unknownKey(key, Object.keys(shape))).join('\n')
        : undefined,
  });
}

function unknownKey(key: string, known: string[]): string {
  const meant = nearestWord(key, known);
  const hint = meant ? `Did you mean "${meant}"?` : `Known here: ${known.join(', ')}.`;
  return `"${key}" is not a key that belongs here. ${hint}`;
}

const words = z.string().trim().min(1);
/** The longest short name of a theme, in characters. */
export const MOST_SHORT = 40;

const levelNumber = z.int().min(0).max(8);

export const criterionEntry = entry({
  id: words.describe(
    'The code of the statement, the level and a letter: "2.4.3b". Stable, and never used again for something else.',
  ),
  text: words.describe('One thing that can be checked on its own.'),
  optional: z
    .boolean()
    .default(false)
    .describe('True where the descriptor says "may": nothing is missing when it is not in place.'),
});

export const descriptorEntry = entry({
  level: levelNumber.describe('One of the numbers in the list of levels of framework.yaml.'),
  summary: words
    .nullable()
    .describe('The words of the descriptor, or null when there is no readable wording.'),
  missing: words
    .nullish()
    .describe('Why there is no wording. Needed when summary is null, and only then.'),
  criteria: z
    .array(criterionEntry)
    .default([])
    .describe('The descriptor split into criteria that can be checked one by one.'),
});

export const linkEntry = entry({
  level: levelNumber.describe('The level of this statement that needs another.'),
  needs: entry({
    statement: words.describe('The code of the statement that it needs.'),
    level: levelNumber.describe('The level of that statement.'),
  }).describe('What it needs: {statement: "2.1", level: 3}.'),
  because: words.describe('The reason, in words that a school would use.'),
});

export const statementEntry = entry({
  id: words.describe('The code, in quotes: "2.4". The number of the theme, a full stop, a number.'),
  title: words.describe('The heading of the statement.'),
  asks: words.nullish().describe('The question that the statement asks.'),
  levels: z
    .array(descriptorEntry)
    .min(1)
    .describe('One descriptor for each level of the framework, lowest first.'),
  builds_on: z
    .array(linkEntry)
    .default([])
    .describe(
      'Which other statements it normally needs. A link applies to the levels above it too.',
    ),
  evidence: z.array(words).default([]).describe('Typical evidence, as ideas.'),
  prompts: z.array(words).default([]).describe('Questions that help a team to talk.'),
  voices: z.array(words).default([]).describe('Who to involve.'),
});

export const themeFile = entry({
  id: z.int().min(1).describe('The number of the theme: 1 for the first, and so on.'),
  title: words.describe('The heading of the theme.'),
  short: words
    .max(MOST_SHORT)
    .nullish()
    .describe(
      `A name of at most ${MOST_SHORT} characters for charts. Without it the title is used.`,
    ),
  benchmarks: z
    .array(z.int().min(1).max(8))
    .default([])
    .describe('The numbers of the Gatsby Benchmarks that the theme covers, 1 to 8.'),
  statements: z.array(statementEntry).min(1).describe('The statements, in order.'),
});

const head = {
  id: words
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    .describe('A short name in small letters, digits and hyphens: careers-impact-schools.'),
  version: words
    .regex(/^\d+(\.\d+)*(-[a-z0-9.]+)?$/)
    .describe('In quotes: "1.0". With the id it names one wording that never changes.'),
  title: words.describe('The name that people know the framework by.'),
  edition: words.nullish().describe('Which wording this is, if there are several.'),
  own_words: z
    .boolean()
    .default(false)
    .describe('True when the wording is not the wording of the publisher.'),
  language: words.describe('The language as a BCP 47 tag: en-GB, cy.'),
  publisher: entry({
    name: words.describe('Who publishes the framework.'),
    work: words.describe('The title of what they published.'),
  })
    .nullish()
    .describe('Whose framework it is.'),
  institution_types: z
    .array(words)
    .default([])
    .describe('For whom it is: [school, special school].'),
  levels: z
    .array(
      entry({
        level: levelNumber.describe('The number. The first level is 0 or 1.'),
        title: words.describe('What people call it: Level 1.'),
      }),
    )
    .min(2)
    .max(8)
    .describe('The levels, lowest first: 2 to 8 of them.'),
};

/** `framework.yaml`, with its themes as names of files beside it or written out in the same file. */
export const frameworkFile = entry({
  ...head,
  themes: z
    .array(z.union([words, themeFile]))
    .min(1)
    .describe('The themes in order: names of files beside this one, or the themes themselves.'),
});

/** The same, with the themes left as they stand, so that each can be checked where it was written. */
export const frameworkHead = entry({ ...head, themes: z.array(z.unknown()).min(1) });

export type FrameworkHead = z.infer<typeof frameworkHead>;
export type ThemeFile = z.infer<typeof themeFile>;

/** The framework that a checked head and its checked themes describe. */
export function frameworkFrom(file: FrameworkHead, themes: ThemeFile[]): Framework {
  return {
    id: file.id,
    version: file.version,
    title: file.title,
    edition: file.edition ?? null,
    ownWords: file.own_words,
    language: file.language,
    publisher: file.publisher ?? null,
    institutionTypes: file.institution_types,
    levels: file.levels,
    themes: themes.map(themeFrom),
  };
}

function themeFrom({ id, title, short, benchmarks, statements }: ThemeFile): Theme {
  return {
    id,
    title,
    short: short ?? null,
    benchmarks,
    statements: statements.map(({ builds_on, asks, levels, ...statement }) => ({
      ...statement,
      asks: asks ?? null,
      levels: levels.map((descriptor) => ({ ...descriptor, missing: descriptor.missing ?? null })),
      buildsOn: builds_on,
    })),
  };
}
