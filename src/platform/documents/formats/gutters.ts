/** The strips of white space that run down a page between columns. */

/** Where words stand in one row: from and to, in points or in letters. */
export interface Extent {
  from: number;
  to: number;
}

/** The share of rows that may reach into the space between two columns: a heading or a long word does. */
const CROSSING = 0.04;

/**
 * The middles of the strips, at least `width` wide, into which hardly any of the rows reaches. Strips at the left
 * of all words are none.
 */
export function findGutters(rows: readonly (readonly Extent[])[], width: number): number[] {
  const end = Math.min(5_000, Math.ceil(Math.max(0, ...rows.flat().map(({ to }) => to))));
  const covered = new Array<number>(end + 1).fill(0);
  for (const row of rows) {
    for (const x of coveredBy(row, end)) covered[x]! += 1;
  }
  const most = rows.length * CROSSING;
  const gutters: number[] = [];
  let start: number | null = null;
  let isPastWords = false;
  covered.forEach((count, x) => {
    if (count <= most) {
      start ??= x;
      return;
    }
    if (isPastWords && start !== null && x - start >= width) gutters.push((start + x) / 2);
    start = null;
    isPastWords = true;
  });
  return gutters;
}

/** The whole numbers that a row covers, each once. */
function coveredBy(row: readonly Extent[], end: number): Set<number> {
  const found = new Set<number>();
  for (const { from, to } of row) {
    for (let x = Math.max(0, Math.ceil(from)); x < Math.min(end, to); x += 1) found.add(x);
  }
  return found;
}

/** The number of the column that something at this place is in, from 0. */
export function columnAt(gutters: readonly number[], from: number): number {
  return gutters.filter((gutter) => gutter <= from).length;
}

/** Fewer rows than this say nothing about columns of their own. */
const FEWEST_ROWS = 3;
/** Where a document may hold two tables of different widths is looked for at no more places than this. */
const MOST_CUTS = 40;
/** Longer documents are looked at as one table: each cut looks through all rows again. */
const MOST_ROWS = 1500;

/**
 * The gutters of each row, where tables of different widths may follow each other: the rows are cut, at one of the
 * places given, where each half has more columns by itself than both have together. Rows of the same table share one
 * list.
 */
export function guttersOfRows(
  rows: readonly (readonly Extent[])[],
  cuts: readonly number[],
  width: number,
): number[][] {
  const together = findGutters(rows, width);
  const inside = cuts.filter((at) => at >= FEWEST_ROWS && rows.length - at >= FEWEST_ROWS);
  if (inside.length === 0 || rows.length > MOST_ROWS) return rows.map(() => together);
  const step = Math.max(1, Math.ceil(inside.length / MOST_CUTS));
  let best: { at: number; count: number } | null = null;
  for (const at of inside.filter((_, index) => index % step === 0)) {
    const above = findGutters(rows.slice(0, at), width * 2).length;
    const below = findGutters(rows.slice(at), width * 2).length;
    const count = Math.min(above, below);
    if (count > Math.max(together.length, best?.count ?? 0)) best = { at, count };
  }
  if (!best) return rows.map(() => together);
  const { at } = best;
  const later = cuts.filter((one) => one > at).map((one) => one - at);
  return [
    ...guttersOfRows(
      rows.slice(0, at),
      cuts.filter((one) => one < at),
      width,
    ),
    ...guttersOfRows(rows.slice(at), later, width),
  ];
}
