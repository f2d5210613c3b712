/**
 * What a report is made of. A report is a list of blocks, and each form of it (page, PDF, Word) draws the same list: a new
 * report costs one file that puts blocks together.
 */
import type { Drawing } from '../../platform/chart/drawing.js';
import type { Chip } from '../pdf-marks.js';

/**
 * A heading. `chip` is a level that stands beside it; `isTogether` keeps what follows, up to the next heading, on one page;
 * `startsPage` begins a new one.
 */
export interface HeadingBlock {
  kind: 'heading';
  /** 2 is a part of the report, 3 is a part of that, 4 is below; the title of the report is 1. */
  level: 2 | 3 | 4;
  words: string;
  chip: Chip | null;
  isTogether: boolean;
  startsPage: boolean;
}

/** Paragraphs as they were typed: line breaks and empty lines are kept. */
export interface TextBlock {
  kind: 'text';
  words: string;
  /** Said before the words, as "Reason". */
  label: string | null;
  /** `lead` is larger, `quiet` smaller, `quote` marked at its side. */
  look: 'plain' | 'lead' | 'quiet' | 'quote';
}

/** What stands in a cell. An empty one says nothing. */
export interface Cell {
  words: string;
  chip: Chip | null;
  isStrong: boolean;
}

/** The words of a cell that is a box to tick by hand. */
export const TICK_BOX = '☐';

/** A row of cells, or one heading across all columns. */
export type Row = { group: string } | { group: null; cells: Cell[] };

export interface TableBlock {
  kind: 'table';
  columns: {
    title: string;
    /** Its part of the width: the columns share it in this proportion. */
    share: number;
    align: 'left' | 'right';
  }[];
  rows: Row[];
}

/** A drawing, with its finding in words for whoever does not see it (`drawing.alt`). */
export interface FigureBlock {
  kind: 'figure';
  drawing: Drawing;
  /** Said beneath it; empty for nothing. */
  caption: string;
}

export interface ListBlock {
  kind: 'list';
  /** Said before it, as "Evidence". */
  label: string | null;
  items: { words: string; url: string | null }[];
  isNumbered: boolean;
}

/** Empty lines to write on by hand, beneath what they are for. */
export interface LinesBlock {
  kind: 'lines';
  label: string;
  count: number;
}

/** Lines to sign on: a name or role, and the day. */
export interface SignatureBlock {
  kind: 'signature';
  lines: string[];
}

export type Block =
  | HeadingBlock
  | TextBlock
  | TableBlock
  | FigureBlock
  | ListBlock
  | LinesBlock
  | SignatureBlock;

/** A whole report, ready to be drawn in any form. */
export interface ReportDocument {
  /** "Governor pack" */
  name: string;
  /** What it is about, in one sentence. */
  subject: string;
  school: string;
  /** "2026/27" */
  year: string;
  /** True for pages that lie on their side: tables of many columns. */
  isWide: boolean;
  /** Beneath the title: "Review", "Internal leadership review 2026/27". */
  facts: { name: string; words: string }[];
  /** At the foot of each page, left and right. */
  foot: readonly [string, string];
  blocks: Block[];
}

export const heading = (
  level: HeadingBlock['level'],
  words: string,
  more: Partial<Pick<HeadingBlock, 'chip' | 'isTogether' | 'startsPage'>> = {},
): Block => ({
  ...{ kind: 'heading', level, words, chip: null, isTogether: false, startsPage: false },
  ...more,
});

export const lines = (label: string, count: number): Block => ({ kind: 'lines', label, count });

export const text = (words: string, look: TextBlock['look'] = 'plain'): Block => ({
  ...{ kind: 'text', words, label: null, look },
});

/** A text with its name before it; nothing where there are no words. */
export const labelled = (label: string, words: string | null): Block[] =>
  words ? [{ kind: 'text', words, label, look: 'plain' }] : [];

export const list = (words: readonly string[], isNumbered = false): Block => ({
  ...{
    kind: 'list',
    label: null,
    isNumbered,
    items: words.map((each) => ({ words: each, url: null })),
  },
});

export const figure = (drawing: Drawing, caption = ''): Block => ({
  ...{ kind: 'figure', drawing, caption },
});

export const cell = (words: string, more: Partial<Cell> = {}): Cell => ({
  ...{ words, chip: null, isStrong: false },
  ...more,
});

/** A row of plain words and cells. */
export const row = (...cells: (string | Cell)[]): Row => ({
  group: null,
  cells: cells.map((each) => (typeof each === 'string' ? cell(each) : each)),
});

/** A table; columns are given as [title, share], and those named in `right` hold numbers. */
export const table = (
  columns: readonly (readonly [title: string, share: number])[],
  rows: Row[],
  right: readonly string[] = [],
): Block => ({
  kind: 'table',
  columns: columns.map(([title, share]) => ({
    ...{ title, share },
    align: right.includes(title) ? 'right' : 'left',
  })),
  rows,
});
