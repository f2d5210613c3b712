/**
 * Cutting a block of rows between statements. Where cells were centred or rows were cut by a page, the words
 * before the row of a code may belong to its statement. A cut may go where in every column the text before ends a
 * sentence and the text after begins one; among several such places the one that lets each statement's columns
 * line up (all at the top, or all about one middle).
 */

import { cellAt, cellText, type Row } from '../../../platform/documents/grid.js';
import { beginsSentence, endsSentence } from '../../../platform/documents/sentences.js';
import { codeOf } from './codes.js';
import type { Columns } from './columns.js';

/** A row of the section that carries a code for the first time. */
export interface CodeRow {
  index: number;
  code: string;
}

/** A statement's rows within its section: `from` up to, not including, `to`. */
export interface Span {
  code: string;
  from: number;
  to: number;
  /** The row of the code. */
  at: number;
  /** Columns in which the cut goes through a sentence, where there was a choice of cuts. */
  torn: number[];
  /** Another row at which the statement might as well begin, or null. */
  other: number | null;
}

/** Candidates kept for one cut: more only cost time, the right one is among the best few. */
const KEPT = 10;
/** A torn sentence weighs more than any misalignment, which is counted in rows. */
const TORN = 100;
/** What a ruling line through a statement weighs, in rows. */
const RULED = 10;
/** Two layouts nearer than this, in rows, cannot be told apart. */
const CLOSE = 0.75;

/** The rows that carry codes. The same code twice in a row is one statement, whose code stands again. */
export function codeRows(rows: readonly Row[], columns: Columns): CodeRow[] {
  const found: CodeRow[] = [];
  rows.forEach((row, index) => {
    const code = codeOf(cellAt(row, columns.code), columns.pattern);
    if (code !== null && code !== found.at(-1)?.code) found.push({ index, code });
  });
  return found;
}

/** The spans of the statements of a section, in order; together they hold every row of it. */
export function cutSection(
  rows: readonly Row[],
  codes: readonly CodeRow[],
  columns: Columns,
  needsStop: boolean,
): Span[] {
  const view: View = { rows, columns, needsStop };
  const choices = codes.map((code, index) => {
    const before = codes[index - 1];
    return before ? candidates(view, before.index, code.index) : [{ at: 0, torn: [] }];
  });
  const path = cheapestPath(view, codes, choices);
  return codes.map(({ code, index }, order) => {
    const cut = path[order]!;
    const to = path[order + 1]?.at ?? rows.length;
    const torn = choices[order]!.length > 1 ? cut.torn : [];
    const other = otherCut(view, codes, choices, path, order);
    return { code, from: cut.at, to, at: index, torn, other };
  });
}

interface View {
  rows: readonly Row[];
  columns: Columns;
  /** False in documents whose cells do not end with full stops. */
  needsStop: boolean;
}

interface Cut {
  at: number;
  torn: number[];
}

/** The places between two code rows where a cut tears the fewest columns, the nearest to the code first. */
function candidates(view: View, above: number, below: number): Cut[] {
  const cuts: Cut[] = [];
  for (let at = below; at > above; at -= 1) {
    cuts.push({ at, torn: tornColumns(view, above, at, below) });
    if (holdsTitle(view, at - 1)) break;
  }
  return cuts.sort((a, b) => a.torn.length - b.torn.length || b.at - a.at).slice(0, KEPT);
}

/** Where code and title share a column, words of a title above a code belong to the statement before. */
function holdsTitle({ rows, columns }: View, index: number): boolean {
  return columns.code === columns.title && cellText(cellAt(rows[index]!, columns.title)) !== '';
}

function tornColumns(view: View, above: number, at: number, below: number): number[] {
  const { rows, columns, needsStop } = view;
  return columns.levels.filter((column) => {
    const before = nearest(rows, column, at - 1, above - 30, -1);
    const after = nearest(rows, column, at, below + 30, 1);
    const isCut = before !== '' && needsStop && !endsSentence(before);
    return (isCut && after !== '') || !beginsSentence(after);
  });
}

/** The nearest words of a column from a row upwards or downwards, no further than a limit. */
function nearest(
  rows: readonly Row[],
  column: number,
  from: number,
  limit: number,
  step: 1 | -1,
): string {
  for (let at = from; at >= 0 && at < rows.length && (limit - at) * step >= 0; at += step) {
    const cell = cellAt(rows[at]!, column);
    if (cell) return cellText(cell);
  }
  return '';
}

/** The choice of cuts with the fewest torn sentences and the best aligned statements, by dynamic programming. */
function cheapestPath(view: View, codes: readonly CodeRow[], choices: readonly Cut[][]): Cut[] {
  let paths = choices[0]!.map((cut) => ({ cuts: [cut], cost: 0 }));
  for (const next of choices.slice(1)) {
    paths = next.map((cut) => {
      const longer = paths.map(({ cuts, cost }) => ({
        cuts: [...cuts, cut],
        cost: cost + cut.torn.length * TORN + misalignment(view, cuts.at(-1)!.at, cut.at),
      }));
      return cheapest(longer);
    });
  }
  const ends = paths.map(({ cuts, cost }) => ({
    cuts,
    cost: cost + misalignment(view, cuts.at(-1)!.at, view.rows.length),
  }));
  return cheapest(ends).cuts.slice(0, codes.length);
}

function cheapest<T extends { cost: number }>(paths: readonly T[]): T {
  return paths.reduce((best, path) => (path.cost < best.cost ? path : best));
}

/**
 * How far the columns of a statement are from all beginning in one row, or all having one middle, in rows; and a
 * good deal more for each ruling line that would go through the statement.
 */
function misalignment({ rows, columns }: View, from: number, to: number): number {
  const extents = [...new Set([columns.title, ...columns.levels])]
    .map((column) => extent(rows, column, from, to))
    .filter((one) => one !== null);
  const starts = extents.map(([first]) => first);
  const middles = extents.map(([first, last]) => (first + last) / 2);
  const ruled = rows.slice(from + 1, to).filter((row) => row.ruledOff).length;
  return Math.min(spread(starts), spread(middles)) + ruled * RULED;
}

function extent(
  rows: readonly Row[],
  column: number,
  from: number,
  to: number,
): [number, number] | null {
  let first = -1;
  let last = -1;
  for (let at = from; at < to; at += 1) {
    if (!cellAt(rows[at]!, column)) continue;
    if (first < 0) first = at;
    last = at;
  }
  return first < 0 ? null : [first, last];
}

function spread(values: readonly number[]): number {
  return values.length === 0 ? 0 : Math.max(...values) - Math.min(...values);
}

/** Another place for one cut that is about as good, the others staying where they are. */
function otherCut(
  view: View,
  codes: readonly CodeRow[],
  choices: readonly Cut[][],
  path: readonly Cut[],
  order: number,
): number | null {
  const chosen = path[order]!;
  if (order === 0 || choices[order]!.length < 2) return null;
  const from = path[order - 1]!.at;
  const to = path[order + 1]?.at ?? view.rows.length;
  const cost = (cut: Cut) => misalignment(view, from, cut.at) + misalignment(view, cut.at, to);
  const other = choices[order]!.find(
    (cut) =>
      cut.at !== chosen.at &&
      cut.torn.length <= chosen.torn.length &&
      cost(cut) - cost(chosen) < CLOSE &&
      codes[order]!.index >= cut.at,
  );
  return other?.at ?? null;
}
