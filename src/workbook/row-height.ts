/** How high a row has to be for its text to be seen whole: LibreOffice does not find that out by itself. */
import type { Column } from './fields.js';

/** A line of Arial 10, in points; and what stands above and below the text. */
const LINE = 13;
const MARGIN = 4;
/** How many letters of Arial 10 stand in the width of one, at least: widths are counted in digits of a larger type. */
const LETTERS = 1.2;
/** No row of Excel is higher. */
const MOST = 409;

/** The height of a row in points, from an estimate of its wrapped lines; null for a row without words. */
export function heightOf(
  cells: readonly (string | number | null)[],
  columns: readonly Pick<Column, 'width'>[],
  leastLines: number,
): number | null {
  const lines = cells.map((cell, at) =>
    typeof cell === 'string' && cell !== ''
      ? linesOf(cell, LETTERS * (columns[at]?.width ?? 10))
      : 0,
  );
  const most = Math.max(0, ...lines);
  return most === 0 ? null : Math.min(MOST, LINE * Math.max(most, leastLines) + MARGIN);
}

/** How many lines a text has in a column so many letters wide, words kept whole. */
export function linesOf(text: string, width: number): number {
  let lines = 0;
  for (const paragraph of text.split('\n')) {
    lines += 1;
    let left = width;
    for (const word of paragraph.split(/[ \t]/)) {
      const length = widthOf(word);
      if (length > left && left < width) {
        lines += 1;
        left = width;
      }
      lines += Math.floor(Math.max(0, length - 1) / width);
      left -= (length % width) + 1;
    }
  }
  return lines;
}

/** Letters of Asian scripts and pictures are twice as wide as others, capitals half as wide again. */
function widthOf(word: string): number {
  let width = 0;
  for (const letter of word) {
    const point = letter.codePointAt(0) ?? 0;
    width += point >= 0x2e80 ? 2 : /[A-ZÀ-ÞMWmw@%]/.test(letter) ? 1.4 : 1;
  }
  return width;
}
