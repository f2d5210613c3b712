/**
 * Prints a model as the noisy text that copying from a PDF gives: rows cut by pages, cells centred in their rows,
 * lines that stand twice. What is damaged, and how, is given, so that a test knows the truth.
 */

import fc from 'fast-check';
import type { Model, ModelStatement } from './model.js';
import { themeHeading } from './model.js';

/** How one statement comes out. */
export interface Damage {
  /** In one line; cut by a page after some words; or line by line with centred cells. */
  shape: 'whole' | 'cut' | 'centred';
  /** Where a page cuts each cell: the share of its words that come before the cut. */
  cutAt: number;
  /** Letters in a line of a column. */
  width: number;
  /** The column and line that stand twice, or null. */
  repeated: { column: number; line: number } | null;
}

/** Damage of all kinds. */
export const damages: fc.Arbitrary<Damage> = fc.record({
  shape: fc.constantFrom('whole', 'whole', 'cut', 'centred'),
  cutAt: fc.double({ min: 0.2, max: 0.9, noNaN: true }),
  width: fc.integer({ min: 24, max: 44 }),
  repeated: fc.option(fc.record({ column: fc.nat(4), line: fc.nat(6) }), { freq: 6 }),
});

/** The text of a model; `damage` is used in turn for each statement. */
export function printText(model: Model, damage: readonly Damage[]): string {
  let count = 0;
  const lines: string[] = ['', ''];
  model.themes.forEach((theme, index) => {
    lines.push(`\t${themeHeading(theme, index + 1)}\t\t\t\t`);
    for (const statement of theme.statements) {
      lines.push(...printStatement(statement, damage[count % damage.length]!));
      count += 1;
    }
    lines.push('', '', '');
  });
  return lines.join('\n');
}

function printStatement(statement: ModelStatement, damage: Damage): string[] {
  const { code, title, levels } = statement;
  if (damage.shape === 'whole') return [row([`${code} ${title}`, ...levels])];
  if (damage.shape === 'cut') return printCut(statement, damage);
  const columns = [
    [code, ...wrapped(title, 18)],
    ...levels.map((text) => wrapped(text, damage.width)),
  ];
  repeat(columns, damage);
  const height = Math.max(...columns.map((column) => column.length));
  const centred = columns.map((column) => {
    const above = Math.floor((height - column.length) / 2);
    return [...Array<string>(above).fill(''), ...column];
  });
  return rows(centred);
}

/** The first words of each cell in one line; after the page break the rest, line by line. */
function printCut({ code, title, levels }: ModelStatement, damage: Damage): string[] {
  const cut = levels.map((text) => {
    const words = text.split(' ');
    const at = Math.max(1, Math.floor(words.length * damage.cutAt));
    return words.length < 12
      ? { before: text, after: [] }
      : {
          before: words.slice(0, at).join(' '),
          after: wrapped(words.slice(at).join(' '), damage.width),
        };
  });
  const after = [[], ...cut.map((one) => one.after)];
  repeat(after, damage);
  return [row([`${code} ${title}`, ...cut.map(({ before }) => before)]), '', '', ...rows(after)];
}

/** Puts one line of one column in twice. */
function repeat(columns: string[][], { repeated }: Damage): void {
  const column = repeated ? columns[repeated.column % columns.length] : undefined;
  if (!repeated || !column || column.length === 0) return;
  const at = repeated.line % column.length;
  column.splice(at, 0, column[at]!);
}

function rows(columns: readonly string[][]): string[] {
  const height = Math.max(...columns.map((column) => column.length));
  return Array.from({ length: height }, (_, at) => row(columns.map((column) => column[at] ?? '')));
}

function row(cells: readonly string[]): string {
  return `${cells.join('\t')}\t`;
}

/** Words in lines of at most so many letters. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= width) {
      lines[lines.length - 1] = `${line} ${word}`;
    } else lines.push(word);
  }
  return lines;
}
