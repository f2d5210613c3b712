/** The ruling lines of a PDF page, from the list of what is drawn: strokes, and rectangles as thin as a line. */

import type { Matrix } from './pdf-text.js';
import { place } from './pdf-text.js';

/** A line along one axis: `at` on the other axis, `from` less than `to`; in points from the top left corner. */
export interface Ruling {
  at: number;
  from: number;
  to: number;
}

export interface Rulings {
  horizontal: Ruling[];
  vertical: Ruling[];
}

/** What pdf.js lists: the numbers of the operators and what each was given. */
interface OperatorList {
  fnArray: readonly number[];
  argsArray: readonly unknown[];
}

type Operators = Readonly<
  Record<
    | 'save'
    | 'restore'
    | 'transform'
    | 'constructPath'
    | 'paintFormXObjectBegin'
    | 'paintFormXObjectEnd'
    | 'stroke'
    | 'endPath'
    | 'fill',
    number
  >
>;

/** No wider than this, in points, and a filled rectangle is a line. */
const THIN = 3;
/** Shorter lines underline a word or tick a box. */
const SHORTEST = 6;
/** Lines nearer than this are the two sides, or the two halves, of one. */
const SAME = 2.5;
/** The most lines that are kept of a page: a table has hundreds, a drawing hundreds of thousands. */
const MOST = 20_000;

/** How pdf.js marks the steps of a path. */
const STEP = { moveTo: 0, lineTo: 1, curveTo: 2, quadraticCurveTo: 3, closePath: 4 };
const NUMBERS_OF_STEP = [2, 2, 6, 4, 0];

/** The ruling lines of a page; broken and doubled ones are made whole. */
export function findRulings(list: OperatorList, ops: Operators, view: Matrix): Rulings {
  const found: Rulings = { horizontal: [], vertical: [] };
  const stack: Matrix[] = [];
  let matrix = view;
  list.fnArray.forEach((operator, index) => {
    const given = (list.argsArray[index] ?? []) as readonly unknown[];
    if (operator === ops.save) stack.push(matrix);
    else if (operator === ops.restore || operator === ops.paintFormXObjectEnd)
      matrix = stack.pop() ?? view;
    else if (operator === ops.transform) matrix = multiply(matrix, given.map(Number));
    else if (operator === ops.paintFormXObjectBegin) {
      stack.push(matrix);
      if (given[0]) matrix = multiply(matrix, Array.from(given[0] as Matrix));
    } else if (operator === ops.constructPath) addPath(found, given, matrix, ops);
  });
  return { horizontal: merged(found.horizontal), vertical: merged(found.vertical) };
}

function multiply(outer: Matrix, inner: Matrix): Matrix {
  const [e, f] = place(outer, inner[4] ?? 0, inner[5] ?? 0);
  const [a = 1, b = 0, c = 0, d = 1] = outer;
  const [p = 1, q = 0, r = 0, s = 1] = inner;
  return [a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s, e, f];
}

function addPath(found: Rulings, given: readonly unknown[], matrix: Matrix, ops: Operators): void {
  const [paint, data] = given as [number, [Float32Array | null] | undefined];
  const steps = data?.[0];
  // From stroke to endPath are the ways of painting; a path that is only ended clips what comes after it.
  if (!steps || paint < ops.stroke || paint >= ops.endPath) return;
  const isStroked = paint !== ops.fill && paint !== ops.fill + 1;
  for (const points of subpaths(steps)) {
    if (found.horizontal.length + found.vertical.length > MOST) return;
    const placed = points.map(([x, y]) => place(matrix, x, y));
    if (isStroked) addEdges(found, placed);
    else addThinBox(found, placed);
  }
}

/** The corners of each subpath; one with a curve in it is no ruling and is left out. */
function subpaths(steps: Float32Array): [number, number][][] {
  const all: [number, number][][] = [];
  let at = 0;
  while (at < steps.length) {
    const step = steps[at] ?? 0;
    const x = steps[at + 1] ?? 0;
    const y = steps[at + 2] ?? 0;
    if (step === STEP.moveTo) all.push([[x, y]]);
    else if (step === STEP.lineTo) all.at(-1)?.push([x, y]);
    else if (step === STEP.closePath) {
      const first = all.at(-1)?.[0];
      if (first) all.at(-1)?.push(first);
    } else all.push([]);
    at += 1 + (NUMBERS_OF_STEP[step] ?? 0);
  }
  return all.filter((points) => points.length > 1);
}

function addEdges(found: Rulings, points: readonly [number, number][]): void {
  points.slice(1).forEach(([x, y], index) => {
    const [fromX, fromY] = points[index]!;
    addLine(found, Math.min(x, fromX), Math.min(y, fromY), Math.max(x, fromX), Math.max(y, fromY));
  });
}

function addThinBox(found: Rulings, points: readonly [number, number][]): void {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  addLine(found, Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys));
}

function addLine(found: Rulings, left: number, top: number, right: number, bottom: number): void {
  const width = right - left;
  const height = bottom - top;
  if (height <= THIN && width >= SHORTEST) {
    found.horizontal.push({ at: (top + bottom) / 2, from: left, to: right });
  } else if (width <= THIN && height >= SHORTEST) {
    found.vertical.push({ at: (left + right) / 2, from: top, to: bottom });
  }
}

/** Lines at the same place that touch or overlap, as one. */
function merged(lines: readonly Ruling[]): Ruling[] {
  const groups: Ruling[][] = [];
  for (const line of lines.toSorted((a, b) => a.at - b.at)) {
    const group = groups.at(-1);
    if (group?.[0] && line.at - group[0].at <= SAME) group.push(line);
    else groups.push([line]);
  }
  return groups.flatMap(joinTouching);
}

function joinTouching(group: readonly Ruling[]): Ruling[] {
  const joined: Ruling[] = [];
  for (const line of group.toSorted((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last && line.from - last.to <= SAME) last.to = Math.max(last.to, line.to);
    else joined.push({ ...line });
  }
  return joined;
}
