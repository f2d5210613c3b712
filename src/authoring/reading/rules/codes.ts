/** Codes of statements: what they look like in this document, and how they follow each other. */

import { type Cell, cellAt, type Grid, type Row, tidy } from '../../../platform/documents/grid.js';
import { runAtEnd } from '../../../platform/text-end.js';

/** A way of writing codes, known by an example of it. */
export interface CodePattern {
  like: string;
  at: RegExp;
}

/** The ways of writing codes that are tried, the more particular first. */
const USUAL = [
  '1.1.1',
  '1.1',
  'A1.1',
  'A.1',
  'A1',
  '1a',
  '1A',
  'AA1',
  'AA-1',
  'AA.1',
  '1-1',
  '1/1',
  'AA-1.1',
  'AA1.1',
];
/** Plain numbers are codes only where nothing else is, and they count one by one. */
const PLAIN = '1';
/** What may stand before a code: "Statement 1.1". */
const BEFORE =
  '(?:(?:[Ss]tatement|[Ii]ndicator|[Cc]riterion|[Ii]tem|[Qq]uestion|[Aa]ussage|[Dd]atganiad)\\s+)?';

/** The usual ways of writing codes, the more particular first. */
export const usualPatterns = (): CodePattern[] => USUAL.map(codePatternLike);

/**
 * The pattern of codes written like the example: each run of digits may be another number, each letter another
 * letter of the same case. Built from an example and not from an expression, so that nobody can slow it down.
 */
export function codePatternLike(example: string): CodePattern {
  const like = example.trim().slice(0, 20);
  const runs = like.match(/\p{N}+|\p{Lu}+|\p{Ll}+|[^\p{L}\p{N}]/gu) ?? [];
  const body = runs.map(runPattern).join('');
  return { like, at: new RegExp(`^\\s*${BEFORE}(${body})${after(like)}\\s*`, 'u') };
}

function runPattern(run: string): string {
  if (/^\p{N}/u.test(run)) return '\\p{N}{1,3}';
  if (/^\p{Lu}/u.test(run)) return run.length === 1 ? '\\p{Lu}' : '\\p{Lu}{1,5}';
  if (/^\p{Ll}/u.test(run)) return run.length === 1 ? '\\p{Ll}' : '\\p{Ll}{1,5}';
  return run.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
}

/** What may follow a code: not more of a number, and not a letter that would make it a word. */
function after(like: string): string {
  const endsInLetter = /\p{L}$/u.test(like);
  return `(?!${endsInLetter ? '[\\p{L}\\p{N}]' : '[\\p{Ll}\\p{N}]'}|[.\\-/]\\p{N}|[\\-/–]\\p{Lu}{0,3}\\p{N}|\\s*[%£])[.:)\\]]?`;
}

/** The code that a text begins with and the words after it, or null. */
export function codeIn(text: string, pattern: CodePattern): { code: string; rest: string } | null {
  const found = pattern.at.exec(text);
  return found?.[1] ? { code: found[1], rest: text.slice(found[0].length) } : null;
}

/** The code of a cell, or null. Only the beginning of its words is looked at. */
export function codeOf(cell: Cell | undefined, pattern: CodePattern): string | null {
  const start = (cell?.parts[0]?.text ?? '').trimStart().slice(0, 60);
  return codeIn(tidy(start), pattern)?.code ?? null;
}

/** The usual pattern, and the column, that holds the most different codes; null when none holds two. */
export function findCodes(rows: readonly Row[]): { pattern: CodePattern; column: number } | null {
  let best: { pattern: CodePattern; column: number; codes: number } | null = null;
  for (const pattern of usualPatterns()) {
    const found = codeColumn(rows, pattern);
    if (found && found.codes > (best?.codes ?? 1) && areInOrder(rows, pattern, found.column))
      best = { pattern, ...found };
  }
  return best ?? plainNumbers(rows);
}

/** Ways of writing that ranges, marks and dates share: "90-100", "3/4". */
const RANGES = new Set(['1-1', '1/1']);

/**
 * True when codes follow each other as codes do: most of them come later than the one before, and, where figures of
 * other kinds look the same, most come straight after it.
 */
function areInOrder(rows: readonly Row[], pattern: CodePattern, column: number): boolean {
  const all = rows
    .filter((row) => !row.loose && row.aside === undefined)
    .map((row) => codeOf(cellAt(row, column), pattern))
    .filter((code) => code !== null);
  const codes = all.filter((code, at) => code !== all[at - 1]);
  const steps = codes.slice(1).map((code, at) => [codes[at]!, code] as const);
  const rising = steps.filter(([before, code]) => isLater(before, code)).length;
  if (rising * 2 < steps.length) return false;
  return (
    !RANGES.has(pattern.like) ||
    steps.filter(([before, code]) => follows(before, code)).length * 2 >= steps.length
  );
}

function isLater(code: string, next: string): boolean {
  const a = parts(code);
  const b = parts(next);
  const at = b.findIndex((part, index) => part !== a[index]);
  return at >= 0 && b[at]! > (a[at] ?? 0);
}

function plainNumbers(rows: readonly Row[]): { pattern: CodePattern; column: number } | null {
  const pattern = codePatternLike(PLAIN);
  const column = codeColumn(rows, pattern)?.column;
  if (column === undefined) return null;
  const codes = rows
    .filter((row) => !row.loose)
    .map((row) => codeOf(cellAt(row, column), pattern))
    .filter((code) => code !== null);
  const isCounted = codes.every(
    (code, at) => at === 0 || Number(code) === Number(codes[at - 1]) + 1,
  );
  return codes.length > 1 && isCounted ? { pattern, column } : null;
}

/** The codes of a grid, each once. */
export function codesOf({ rows }: Grid): string[] {
  const found = findCodes(rows);
  if (!found) return [];
  const codes = rows
    .filter(({ aside }) => aside === undefined)
    .map((row) => codeOf(cellAt(row, found.column), found.pattern));
  return [...new Set(codes.filter((code) => code !== null))];
}

/** The column that holds the most different codes of a pattern, or null. */
export function codeColumn(
  rows: readonly Row[],
  pattern: CodePattern,
): { column: number; codes: number } | null {
  const columns = new Map<number, Set<string>>();
  for (const row of rows) {
    if (row.loose) continue;
    for (const cell of row.cells) {
      const code = codeOf(cell, pattern);
      if (code) columns.set(cell.column, (columns.get(cell.column) ?? new Set()).add(code));
    }
  }
  const ranked = [...columns].sort((a, b) => b[1].size - a[1].size || a[0] - b[0]);
  const first = ranked[0];
  return first ? { column: first[0], codes: first[1].size } : null;
}

/** "1.10" is of theme "1", "A3" of "A", "2b" of "2", "1.2.3" of "1"; a plain number does not say, and gives "". */
export function themeOfCode(code: string): string {
  if (/^\p{N}+$/u.test(code)) return '';
  return /^(\p{N}+|\p{L}+)/u.exec(code)?.[1] ?? code;
}

/** True when `next` comes straight after `code`: one further in its last part, or the first of a later group. */
export function follows(code: string, next: string): boolean {
  const a = parts(code);
  const b = parts(next);
  if (a.length !== b.length) return false;
  const at = a.findIndex((part, index) => part !== b[index]);
  if (at < 0 || b[at] !== (a[at] ?? 0) + 1) return false;
  return b.slice(at + 1).every((part) => part <= 1);
}

/** The code that would come between two, in the last part: "1.9" gives "1.10". */
export function successor(code: string): string {
  const last = runAtEnd(code, /\p{N}/u) || (/\p{L}$/u.exec(code)?.[0] ?? '');
  if (last === '') return code;
  const next = /\p{N}/u.test(last)
    ? String(Number(last) + 1).padStart(last.startsWith('0') ? last.length : 1, '0')
    : String.fromCodePoint((last.codePointAt(0) ?? 0) + 1);
  return code.slice(0, code.length - last.length) + next;
}

/** The parts of a code as numbers, letters counted from a = 1. */
function parts(code: string): number[] {
  return (code.match(/\p{N}+|\p{L}+/gu) ?? []).map((part) =>
    /\p{N}/u.test(part)
      ? Number(part)
      : [...part.toLowerCase()].reduce(
          (sum, letter) => sum * 26 + (letter.codePointAt(0) ?? 96) - 96,
          0,
        ),
  );
}
