/**
 * Outlines: a heading for each statement, and its levels below it as lines ("Level 1: …", "Emerging – …"). They are
 * made a table, with a row for each statement, as all other rules take it.
 */

import {
  type Cell,
  type Grid,
  type Part,
  type Row,
  rowText,
  tidy,
} from '../../../platform/documents/grid.js';
import { endsSentence, wordsIn } from '../../../platform/documents/sentences.js';
import { codeOf, usualPatterns } from './codes.js';
import { rankOf } from './scales.js';

const AGAIN = 'The names of the levels, or of the statements, stand here again.';
const BETWEEN = 'It stands between a statement and its levels.';
const MADE = {
  rule: 'outline read as a table',
  says: 'The levels are lines below each statement in this document. Compare a few statements with the document.',
};

/** A line of the document, with the name of a level that it begins with. */
interface Line {
  row: Row;
  parts: Part[];
  label: string | null;
  /** What stands behind the name. */
  words: Part[];
}

/** The lines of one statement: what stands above it, its title, and its levels with their words. */
interface Found {
  above: Line[];
  title: Line;
  /** What stands between the title and the levels. */
  between: Line[];
  levels: { line: Line; parts: Part[] }[];
  /** Lines whose names stand somewhere else already. */
  again: Line[];
}

/** Behind a bullet or a code: "- ", "1.1 ". */
const BULLET = '^(?:- )?';
const LEVEL = new RegExp(
  `${BULLET}((?:level|stage|step|phase|band|grade) ?\\p{N})(?:\\s*[:.–—-]\\s*|\\s+|$)`,
  'iu',
);
const NAMED = new RegExp(`${BULLET}((?:\\p{N}+\\.\\p{N}+ )?\\p{Lu}[\\p{L}' ]{2,24}):\\s*`, 'u');
/** "1 – Emerging Books come as gifts.": the name goes on into its words. */
const RUN_ON = /^(\p{N} ?[–—-] ?(\p{L}+)) (?=\p{Lu})/u;
const LISTED = /^(\p{N})[.)] /u;

/** How the lines of levels begin: with a name, or, in the lists of a document with nothing better, with a number. */
type Labels = (text: string) => { label: string; length: number } | null;

const byName: Labels = (text) => {
  const found = LEVEL.exec(text) ?? NAMED.exec(text);
  if (found) return { label: tidy(found[1] ?? ''), length: found[0].length };
  const runOn = RUN_ON.exec(text);
  if (runOn && rankOf(runOn[2]!) !== null) return { label: runOn[1]!, length: runOn[0].length };
  const plain = text.replace(/^- /u, '');
  return rankOf(plain) === null ? null : { label: plain, length: text.length };
};

const byNumber: Labels = (text) => {
  const found = LISTED.exec(text);
  return found ? { label: `Level ${found[1]}`, length: found[0].length } : null;
};

/** The grid as a table where it is an outline; otherwise the same grid. */
export function outlined(grid: Grid): Grid {
  const shown = grid.rows.filter(({ aside }) => aside === undefined);
  if (shown.length < 6 || shown.some(({ cells }) => cells.length > 1)) return grid;
  const found = outlineOf(shown, byName) ?? listsOf(shown);
  if (found === null) return grid;
  const rest = grid.rows.filter(({ aside }) => aside !== undefined);
  const rows = [...headings(found[0]!), ...found.flatMap(rowsOf)];
  const first = found[0]!.title.parts[0]?.line ?? 0;
  const notes = [...(grid.notes ?? []), { ...MADE, lines: [first] }];
  return { ...grid, rows: [...rest, ...rows], notes };
}

function outlineOf(rows: readonly Row[], labels: Labels): Found[] | null {
  const lines = rows.map((row) => lineOf(row, labels));
  const names = levelNames(lines);
  const found = names && statementsIn(lines, names);
  if (!found) return null;
  if (areLevels(found.map(({ title }) => title))) return turned(found);
  for (const one of found.slice(1)) one.again = one.levels.map(({ line }) => line);
  return found;
}

const LEVEL_WORD = /\b(?:level|stage|step|phase|band|tier)\b/iu;

/** Headings that name levels: "Level 1 Emerging", "2. Developing", "3. Expansion stage". */
const areLevels = (titles: readonly Line[]): boolean =>
  titles.every(({ row }) => LEVEL_WORD.test(rowText(row)) || rankOf(rowText(row)) !== null);

/** Where the headings are the levels, with the statements below each of them, they change places. */
function turned(found: readonly Found[]): Found[] {
  const names = found[0]!.levels.map(({ line }) => line);
  return names.map(
    (name, at): Found => ({
      above: at === 0 ? found[0]!.above : [],
      title: { ...name, parts: [nameOf(name)] },
      between: [],
      levels: found.map(({ title, levels }) => ({
        line: { ...title, label: rowText(title.row) },
        parts: levels[at]?.parts ?? [],
      })),
      again: found.slice(1).flatMap(({ levels }) => levels[at]?.line ?? []),
    }),
  );
}

/** Numbered lists, all of one length, below at least three short titles. */
function listsOf(rows: readonly Row[]): Found[] | null {
  const found = outlineOf(rows, byNumber);
  const isSure =
    found !== null &&
    found.length >= 3 &&
    found.every(
      ({ title, levels }) =>
        levels.length === found[0]!.levels.length &&
        !isSentence(title) &&
        wordsIn(rowText(title.row)).length <= 12,
    );
  return isSure ? found : null;
}

function lineOf(row: Row, labels: Labels): Line {
  const parts = row.cells[0]?.parts ?? [];
  const text = rowText(row);
  const found = parts.length === 1 ? labels(text) : null;
  if (!found) return { row, parts, label: null, words: [] };
  const words = tidy(text.slice(found.length));
  const { line } = parts[0]!;
  return { row, parts, label: found.label, words: words === '' ? [] : [{ text: words, line }] };
}

const key = (label: string) => label.toLowerCase().replaceAll(' ', '');

/** The names that come again and again in the same order: two to eight, each at least twice. */
function levelNames(lines: readonly Line[]): string[] | null {
  const said = lines.flatMap(({ label }) => (label === null ? [] : [key(label)]));
  const counts = new Map<string, number>();
  for (const each of said) counts.set(each, (counts.get(each) ?? 0) + 1);
  const most = Math.max(0, ...counts.values());
  const names = [...counts]
    .filter(([, count]) => count * 2 > most && count > 1)
    .map(([name]) => name);
  return names.length >= 2 && names.length <= 8 ? names : null;
}

/** Null where the lines are not, nearly all of them, levels in their order below headings. */
function statementsIn(lines: readonly Line[], names: readonly string[]): Found[] | null {
  const found: Found[] = [];
  /** Lines since the last level: what stands above the next statement, and its title. */
  let above: Line[] = [];
  for (const line of lines) {
    const at = line.label === null ? -1 : names.indexOf(key(line.label));
    if (at < 0) {
      if (!goesOn(line, above, found.at(-1))) above.push(line);
    } else if (at === 0 && above.length > 0) {
      found.push(newStatement(above, line));
      above = [];
    } else if (above.length === 0 && at === found.at(-1)?.levels.length) {
      found.at(-1)!.levels.push(levelOf(line));
    } else return null;
  }
  const whole = found.filter(({ levels }) => levels.length === names.length).length;
  if (found.length < 2 || whole * 2 < found.length) return null;
  const last = found.at(-1)!.levels.at(-1)!;
  last.parts.push(...above.flatMap(({ parts }) => parts));
  return found;
}

/** A statement that begins with its lowest level; its title is the line above that has a code, or else the last one. */
function newStatement(above: readonly Line[], lowest: Line): Found {
  const coded = above.findLastIndex(({ row }) =>
    PATTERNS.some((pattern) => codeOf(row.cells[0], pattern) !== null),
  );
  const at = coded < 0 ? above.length - 1 : coded;
  return {
    above: above.slice(0, at),
    title: above[at]!,
    between: above.slice(at + 1),
    levels: [levelOf(lowest)],
    again: [],
  };
}

const PATTERNS = usualPatterns();

const levelOf = (line: Line) => ({ line, parts: [...line.words] });

/** The words of a level go on below its name until a line is no sentence. */
function goesOn(line: Line, above: readonly Line[], last: Found | undefined): boolean {
  const open = above.length === 0 ? last?.levels.at(-1) : undefined;
  if (!open || (open.parts.length > 0 && !isMore(line))) return false;
  open.parts.push(...line.parts);
  return true;
}

/** A sentence, or another item of a list. */
const isMore = (line: Line) => isSentence(line) || /^- /u.test(line.parts[0]?.text ?? '');

const isSentence = ({ parts }: Line) => endsSentence(parts.at(-1)?.text ?? '');

/** The names of the levels as the row of headings. */
function headings({ levels }: Found): Row[] {
  const cells = levels.map(({ line }, at): Cell => ({ column: at + 1, parts: [nameOf(line)] }));
  return [{ page: levels[0]!.line.row.page, loose: false, cells }];
}

const nameOf = ({ label, parts }: Line): Part => ({ text: label ?? '', line: parts[0]!.line });

/** A title as it stands above its levels: "Beds:". */
const withoutColon = ({ text, line }: Part): Part => ({ text: text.replace(/:$/u, ''), line });

function rowsOf({ above, title, between, levels, again }: Found): Row[] {
  const cells = levels.flatMap(({ parts }, at): Cell[] =>
    parts.length > 0 ? [{ column: at + 1, parts }] : [],
  );
  const row: Row = {
    page: title.row.page,
    loose: false,
    cells: [{ column: 0, parts: title.parts.map(withoutColon) }, ...cells],
  };
  const names = again.map(
    (line): Row => ({
      page: line.row.page,
      loose: false,
      aside: AGAIN,
      cells: [{ column: 0, parts: [nameOf(line)] }],
    }),
  );
  const heads = above.map(({ row: one }): Row => ({ ...one, loose: false }));
  const notes = between.map(({ row: one }): Row => ({ ...one, aside: BETWEEN }));
  return [...heads, row, ...notes, ...names];
}
