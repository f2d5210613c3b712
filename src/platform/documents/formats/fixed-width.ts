/** Text whose columns stand below each other by spaces, as a program that turns PDF into text lays it out. */

import type { Cell } from '../grid.js';
import { columnAt, type Extent, guttersOfRows } from './gutters.js';

/** Words and the place of their first letter in the line. */
interface Stretch extends Extent {
  text: string;
}

/** Of this many lines in a hundred, at least, several stretches of words must be told apart by wide spaces. */
const SHARE = 30;

/**
 * The gutters of each line of a text, in letters, or null when it has no columns made of spaces. Tables of different
 * widths may follow each other; a line that says nothing about columns has those of the next one that does.
 */
export function spacedColumns(lines: readonly string[]): number[][] | null {
  if (lines.some((line) => line.includes('\t'))) return null;
  const filled = lines.filter((line) => line.trim() !== '');
  const telling: Stretch[][] = [];
  const cuts: number[] = [];
  const places = lines.map((line) => {
    const row = stretchesOf(line);
    if (row.length < 2 && cuts.at(-1) !== telling.length) cuts.push(telling.length);
    return row.length >= 3 ? telling.push(row) - 1 : telling.length;
  });
  if (telling.length < 3 || telling.length * 100 < filled.length * SHARE) return null;
  const found = guttersOfRows(telling, cuts, 1);
  const gutters = places.map((place) => found[place] ?? found.at(-1) ?? []);
  return gutters.some((own) => own.length >= 2) ? gutters : null;
}

/** The cells of a line. Stretches of words that fall into one column belong together. */
export function spacedCells(text: string, line: number, gutters: readonly number[]): Cell[] {
  const cells: Cell[] = [];
  for (const { from, text: words } of stretchesOf(text)) {
    const column = columnAt(gutters, from);
    const last = cells.at(-1);
    if (last?.column === column) last.parts[0]!.text += ` ${words}`;
    else cells.push({ column, parts: [{ text: words, line }] });
  }
  return cells;
}

function stretchesOf(line: string): Stretch[] {
  return [...line.matchAll(/\S+(?: \S+)*/gu)].map((found) => {
    return { text: found[0], from: found.index, to: found.index + found[0].length };
  });
}
