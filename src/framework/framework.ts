/**
 * The words of a framework, after it has been read and checked: what every feature above works with.
 * A framework is plain data, the same in a file, in the database and in a browser.
 * The zod definition that reads it is in `definition.ts`; these types are what it yields.
 */

/** A statement's code as people say it: "2.4". Text, because 1.10 is not 1.1. */
export type StatementCode = string;

/** One separately checkable part of a descriptor. `id` is stable and never reused ("2.4.3b"). */
export interface Criterion {
  id: string;
  text: string;
  /** True where the descriptor says "may": it counts towards nothing when it is not met. */
  optional: boolean;
}

/** What people read where a level has no words. Why is told in the model's file, with `missing`. */
export const NO_WORDING = 'Wording not available.';

/** One level of one statement: the descriptor and its criteria. */
export interface Descriptor {
  /** The level's number, from the framework's own list (1 to 4 in the schools' model). */
  level: number;
  /** The descriptor's words, or null when no readable wording exists: then `missing` says why. */
  summary: string | null;
  missing: string | null;
  criteria: Criterion[];
}

/** "Level `level` of this statement leans on `needs`", with the reason. Holds for the levels above too. */
export interface BuildsOn {
  level: number;
  needs: { statement: StatementCode; level: number };
  because: string;
}

export interface Statement {
  id: StatementCode;
  title: string;
  /** The question that the statement asks of a school. */
  asks: string | null;
  /** In order of level, one for each of the framework's levels that the statement has. */
  levels: Descriptor[];
  buildsOn: BuildsOn[];
  /** Typical evidence, as ideas. */
  evidence: string[];
  /** Questions that help a team to talk. */
  prompts: string[];
  /** Whose view is worth hearing. */
  voices: string[];
}

export interface Theme {
  id: number;
  title: string;
  /** A few words for charts, or null: they then show the title. */
  short: string | null;
  /** Numbers of the Gatsby Benchmarks (2025) that the theme covers. */
  benchmarks: number[];
  statements: Statement[];
}

export interface FrameworkLevel {
  level: number;
  /** "Level 3". The schools' model gives its levels no official names. */
  title: string;
}

export interface Framework {
  /** "careers-impact-schools" */
  id: string;
  /** "1.0". With the id it names one published, immutable version. */
  version: string;
  title: string;
  /** "Plain-English edition" */
  edition: string | null;
  /** True when the wording is Waymark's own and not the publisher's. */
  ownWords: boolean;
  /** BCP 47, "en-GB". */
  language: string;
  publisher: { name: string; work: string } | null;
  institutionTypes: string[];
  /** In order, lowest first. */
  levels: FrameworkLevel[];
  themes: Theme[];
}

interface Index {
  statements: readonly Statement[];
  statementOf: ReadonlyMap<StatementCode, Statement>;
  themeOf: ReadonlyMap<StatementCode, Theme>;
  leaningOn: ReadonlyMap<StatementCode, readonly Statement[]>;
}

const indexes = new WeakMap<Framework, Index>();

function indexOf(framework: Framework): Index {
  let index = indexes.get(framework);
  if (!index) {
    index = indexed(framework);
    indexes.set(framework, index);
  }
  return index;
}

function indexed({ themes }: Framework): Index {
  const statements = themes.flatMap((theme) => theme.statements);
  const leaningOn = new Map<StatementCode, Statement[]>();
  for (const statement of statements)
    for (const code of new Set(statement.buildsOn.map(({ needs }) => needs.statement)))
      leaningOn.set(code, [...(leaningOn.get(code) ?? []), statement]);
  const themeOf = new Map<StatementCode, Theme>();
  const statementOf = new Map<StatementCode, Statement>();
  for (const theme of themes)
    for (const statement of theme.statements) {
      // A draft may have a code twice until it is checked: the first is meant.
      if (statementOf.has(statement.id)) continue;
      statementOf.set(statement.id, statement);
      themeOf.set(statement.id, theme);
    }
  return { statements, statementOf, themeOf, leaningOn };
}

/** Every statement of a framework in the order of the document. */
export const statementsOf = (framework: Framework): readonly Statement[] =>
  indexOf(framework).statements;

/** The statement with this code, or undefined. */
export const statementOf = (framework: Framework, code: StatementCode): Statement | undefined =>
  indexOf(framework).statementOf.get(code);

/** The theme that holds the statement, or undefined. */
export const themeOf = (framework: Framework, code: StatementCode): Theme | undefined =>
  indexOf(framework).themeOf.get(code);

/**
 * The title of a theme as every page says it: whole, without the benchmarks that a printed heading may name in brackets
 * after it. What explains a word, as "(LMI)" does, belongs to the title and stays.
 */
export const shortTitle = ({ title }: Pick<Theme, 'title'>) =>
  title
    .replace(/\((?:gatsby\s+)?benchmarks?\b[^()]*\)/gi, '')
    .replace(/\s+/g, ' ')
    .trim() || title;

/** What charts call a theme: its short name, or its title where it has none. */
export const shortNameOf = (theme: Pick<Theme, 'short' | 'title'>): string =>
  theme.short ?? shortTitle(theme);

/** The statements of which a level leans on this one, in the order of the document. */
export const leaningOn = (framework: Framework, code: StatementCode): readonly Statement[] =>
  indexOf(framework).leaningOn.get(code) ?? [];

/** The descriptor of a level, or undefined when the statement has no such level. */
export function descriptorOf(statement: Statement, level: number): Descriptor | undefined {
  return statement.levels.find((descriptor) => descriptor.level === level);
}
