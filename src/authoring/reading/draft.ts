/** What a reading of a document yields: a framework not yet confirmed by a person, and all that was done to it. */

import type { Framework, Theme } from '../../framework/framework.js';
import type { Format } from '../../platform/documents/grid.js';

/** What a person may set to have the same document read again. */
export interface ReadingOptions {
  /** How many levels each statement has. */
  levels?: number;
  /** The number of the lowest level, 0 or 1. */
  firstLevel?: number;
  /** True when the columns run from the best level to the lowest. */
  bestFirst?: boolean;
  /** A code as it stands in the document: "1.1", "A1", "1a". */
  codeLike?: string;
  /** Columns of the grid, counted from 0; each may be left out, and is then found. */
  columns?: Partial<ColumnMap>;
  /** The name of the sheet of a workbook. */
  sheet?: string;
  /** Which table of the document holds the model, counted from 1; the others are set aside. */
  table?: number;
}

export interface ColumnMap {
  /** Null where the document has no codes and the statements are numbered in their order. */
  code: number | null;
  /** The same as `code` where one cell holds both. */
  title: number;
  /** The columns of the levels in their order: from the lowest, or from the best with `bestFirst`. */
  levels: number[];
}

/** How the document was read: the options that would give the same draft. */
interface Reading {
  format: Format;
  columns: ColumnMap;
  codeLike: string;
  bestFirst: boolean;
  sheets: string[];
  /** The tables that `table` may choose from, by the words that they begin with; empty where there is only one. */
  tables?: string[];
  /** The beginnings of a few rows, cell by cell, so that a person can tell the columns; of Waymark's own files none. */
  sample?: string[][];
  /** Of a document that was not understood: the sheet or table that fits best. */
  best?: Pick<ReadingOptions, 'sheet' | 'table'>;
}

/** The place in the draft that something is about: all null means the document as a whole. */
export interface Place {
  theme: number | null;
  statement: string | null;
  level: number | null;
}

/** A change of structure that has been made: words were moved, joined or set aside, never altered. */
export interface Repair extends Place {
  rule: string;
  lines: number[];
  before: string;
  after: string;
}

/** Something that a person should look at; where a change is proposed, it has not been made. */
export interface Doubt extends Place {
  rule: string;
  lines: number[];
  /** What is so, in one sentence. */
  says: string;
  before: string;
  /** The words as they would be after the proposed change. */
  proposal: string | null;
}

/** A descriptor or title that the document should hold and of which no readable wording was found. */
export interface Missing extends Place {
  /** "empty": there is nothing. "unreadable": there is something, `found`, that is no sentence. */
  reason: 'empty' | 'unreadable';
  found: string;
  lines: number[];
}

export type Use =
  | 'theme'
  | 'title'
  | 'level'
  | 'heading'
  | 'repeated'
  | 'noise'
  | 'blank'
  | 'left over';

/** One line of the source and what became of it; several uses when its cells went to several places. */
export interface DraftLine {
  line: number;
  page: number;
  text: string;
  uses: LineUse[];
}

export interface LineUse extends Place {
  use: Use;
  /** Why it was set aside, for noise and what is left over; otherwise null. */
  because: string | null;
}

export interface DraftLevel {
  level: number;
  /** The words, or null when there are none that can be read: then `missing` names it. */
  text: string | null;
  lines: number[];
}

export interface DraftStatement {
  id: string;
  title: string;
  lines: number[];
  levels: DraftLevel[];
}

export interface DraftTheme {
  id: number;
  title: string;
  benchmarks: number[];
  lines: number[];
  statements: DraftStatement[];
}

export interface Draft {
  title: string | null;
  /** Lowest first. */
  levels: { level: number; title: string }[];
  themes: DraftTheme[];
  repairs: Repair[];
  doubts: Doubt[];
  missing: Missing[];
  lines: DraftLine[];
  reading: Reading;
  /** Why nothing was made of the document, where a person has to say how it is to be read. */
  refusal?: { code: string; says: string };
  /** Of Waymark's own files: the whole framework, with its criteria, links and questions. */
  framework?: Framework;
}

/** The rule of the doubt that has to be answered, by `bestFirst`, before anything is published. */
export const ORDER_OF_LEVELS = 'order of the levels';

/** A document as a whole. */
export const WHOLE: Place = { theme: null, statement: null, level: null };

/** What a draft does not say itself and a framework must have. */
export interface FrameworkName {
  id: string;
  version: string;
  title: string;
  edition: string | null;
  language: string;
  publisher: { name: string; work: string } | null;
  institutionTypes: string[];
}

/**
 * The framework that a draft would be if it were published as it is. Levels without words are kept with
 * `summary: null` and the reason in `missing`; criteria and ideas come later, from `attach` in `matching.ts`.
 */
export function draftToFramework(draft: Draft, name: FrameworkName): Framework {
  const themes: Theme[] = draft.themes.map((theme) => ({
    id: theme.id,
    title: theme.title,
    short: null,
    benchmarks: theme.benchmarks,
    statements: theme.statements.map((statement) => ({
      id: statement.id,
      title: statement.title,
      asks: null,
      levels: statement.levels.map(({ level, text }) => ({
        level,
        summary: text,
        missing: text === null ? missingWords(draft, statement.id, level) : null,
        criteria: [],
      })),
      buildsOn: [],
      evidence: [],
      prompts: [],
      voices: [],
    })),
  }));
  return { ...name, ownWords: false, levels: draft.levels, themes };
}

function missingWords(draft: Draft, statement: string, level: number): string {
  const gap = draft.missing.find((one) => one.statement === statement && one.level === level);
  return gap?.reason === 'unreadable'
    ? 'The wording of this level cannot be read in our copy.'
    : 'Our copy has no wording for this level.';
}
