/** The words of a PDF page with their places. */

import type { Box } from '../grid.js';
import { tidy } from '../grid.js';

/** Words drawn in one go. `base` is the line they stand on; `size` the height of the letters, in points. */
export interface TextRun extends Box {
  text: string;
  base: number;
  size: number;
}

/** One line of words within a cell or column. */
export interface TextLine extends Box {
  text: string;
  base: number;
  size: number;
}

/** A matrix as PDF writes it: six numbers. */
export type Matrix = readonly number[];

/** What pdf.js says of a piece of text; marks of structure have no words. */
interface TextItem {
  str?: string;
  transform?: unknown[];
  width?: number;
}

/** The runs of text of a page. `view` turns the page's own places into points from the top left corner. */
export function textRuns(items: readonly object[], view: Matrix): TextRun[] {
  return items.flatMap((item) => {
    const { str = '', transform = [], width = 0 } = item as TextItem;
    if (tidy(str) === '') return [];
    const matrix = transform.map(Number);
    const [left, base] = place(view, matrix[4] ?? 0, matrix[5] ?? 0);
    const size = Math.hypot(matrix[2] ?? 0, matrix[3] ?? 0) || 1;
    return [
      {
        text: str,
        left,
        right: left + width,
        base,
        size,
        top: base - size,
        bottom: base + size * 0.25,
      },
    ];
  });
}

/** A point moved by a matrix. */
export function place(matrix: Matrix, x: number, y: number): [number, number] {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = matrix;
  return [a * x + c * y + e, b * x + d * y + f];
}

/** The runs of one cell as lines: runs on the same base, in order from the left. */
export function linesOfRuns(runs: readonly TextRun[]): TextLine[] {
  const lines: TextRun[][] = [];
  for (const run of runs.toSorted((a, b) => a.base - b.base || a.left - b.left)) {
    const line = lines.at(-1);
    const isSame = line?.[0] && run.base - line[0].base < 0.4 * Math.max(run.size, line[0].size);
    if (line && isSame) line.push(run);
    else lines.push([run]);
  }
  return lines.map((line) => asLine(line.toSorted((a, b) => a.left - b.left)));
}

function asLine(runs: readonly TextRun[]): TextLine {
  let text = '';
  let end = Number.NEGATIVE_INFINITY;
  for (const run of runs) {
    const hasGap = run.left - end > 0.15 * run.size;
    text += text === '' || !hasGap ? run.text : ` ${run.text}`;
    end = run.right;
  }
  const first = runs[0]!;
  return {
    text: tidy(text),
    base: first.base,
    size: first.size,
    left: first.left,
    right: Math.max(...runs.map(({ right }) => right)),
    top: Math.min(...runs.map(({ top }) => top)),
    bottom: Math.max(...runs.map(({ bottom }) => bottom)),
  };
}
