/**
 * One grid of cells: what every format reader produces, and all that the structure rules know.
 * A grid keeps the source whole: each line of it is numbered once, and every part of a cell names its line.
 */

/** How the document came. */
export type Format =
  | 'text'
  | 'delimited'
  | 'markdown'
  | 'word'
  | 'excel'
  | 'pdf'
  | 'html'
  | 'opendocument'
  | 'rich text'
  | 'framework file';

/** A rectangle on a page, in points from the top left corner. */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** One line of the source as a person would see it; numbers start at 1 and are never used twice. */
export interface SourceLine {
  line: number;
  page: number;
  text: string;
  box?: Box;
}

/** A stretch of text within a cell that stood on one line (or was one paragraph) of the source. */
export interface Part {
  text: string;
  line: number;
}

/** A cell that has text; empty cells are not kept. `column` counts from 0. */
export interface Cell {
  column: number;
  parts: Part[];
}

/** A row of the grid; `loose` when it stood outside any table (a paragraph between two tables). */
export interface Row {
  page: number;
  loose: boolean;
  /** Which table it is of, where its format tells tables apart; they are counted through the document from 1. */
  table?: number;
  /** True when a ruling line parts it from the row above on the same page: then it does not go on with that row. */
  ruledOff?: boolean;
  /** Why it is no part of the model, where the reader of its format knows that: it is set aside, never dropped. */
  aside?: string;
  cells: Cell[];
}

/** Something about the document as a whole that a person should know. */
export interface Note {
  rule: string;
  lines: number[];
  says: string;
}

export interface Grid {
  format: Format;
  /** What the document calls itself, where its format has a heading for that. */
  title?: string;
  lines: SourceLine[];
  rows: Row[];
  pages: number;
  notes?: Note[];
}

/** The words of a cell with single spaces, for comparing; not for keeping. */
export function cellText(cell: Cell | undefined): string {
  return cell ? tidy(cell.parts.map((part) => part.text).join(' ')) : '';
}

/** The cell in a column of a row, or undefined when it is empty. */
export function cellAt(row: Row, column: number): Cell | undefined {
  return row.cells.find((cell) => cell.column === column);
}

/** All words of a row, in order of column. */
export function rowText(row: Row): string {
  return row.cells.map(cellText).join(' ');
}

/** Runs of white space (no-break and zero-width spaces too) as one space; none at the ends. */
export function tidy(text: string): string {
  return text.replace(/[\s\u00a0\u200b\ufeff]+/gu, ' ').trim();
}

/** The lines that a cell stands on, without repeats. */
export function linesOf(cells: readonly Cell[]): number[] {
  return [...new Set(cells.flatMap((cell) => cell.parts.map((part) => part.line)))];
}
