/** The account of a reading: what was repaired, what is doubtful, and what became of every part of the source. */

import { type Cell, cellText, type Grid, type Part } from '../../platform/documents/grid.js';
import type { Doubt, DraftLine, LineUse, Missing, Place, Repair, Use } from './draft.js';

export interface Ledger {
  repairs: Repair[];
  doubts: Doubt[];
  missing: Missing[];
  /** Each part of the source exactly once. */
  uses: Map<Part, LineUse>;
}

/** An empty account. */
export function newLedger(): Ledger {
  return { repairs: [], doubts: [], missing: [], uses: new Map() };
}

/**
 * Writes down what became of the parts of some cells. A part that is already accounted for is a fault of ours,
 * not of the document, and throws a plain Error.
 */
export function account(
  ledger: Ledger,
  parts: readonly Part[],
  use: Use,
  place: Place,
  because: string | null = null,
): void {
  for (const part of parts) {
    const earlier = ledger.uses.get(part);
    if (earlier) throw new Error(`Line ${part.line} is used twice: ${earlier.use} and ${use}`);
    ledger.uses.set(part, { ...place, use, because });
  }
}

/** Changes what was written down for a part: a repeated line turns from words of a level into "repeated". */
export function accountAgain(ledger: Ledger, part: Part, use: Use, because: string): void {
  const earlier = ledger.uses.get(part);
  if (!earlier) throw new Error(`Line ${part.line} was never used`);
  ledger.uses.set(part, { ...earlier, use, because });
}

/** The parts of some cells, in order. */
export function partsOf(cells: readonly Cell[]): Part[] {
  return cells.flatMap((cell) => cell.parts);
}

/**
 * Every line of the source with what became of it. Parts that no rule has taken are written down as left over,
 * with a doubt for each row, so that nothing is dropped silently.
 */
export function closeAccount(ledger: Ledger, grid: Grid): DraftLine[] {
  const byLine = new Map<number, LineUse[]>(grid.lines.map(({ line }) => [line, []]));
  for (const row of grid.rows) {
    const loose = row.cells.filter((cell) => cell.parts.some((part) => !ledger.uses.has(part)));
    if (loose.length > 0) leaveOver(ledger, loose);
    for (const part of partsOf(row.cells)) {
      const use = ledger.uses.get(part);
      const uses = byLine.get(part.line);
      if (use && uses && !uses.some((one) => sameUse(one, use))) uses.push(use);
    }
  }
  return grid.lines.map(({ line, page, text }) => {
    const uses = byLine.get(line) ?? [];
    return { line, page, text, uses: uses.length > 0 ? uses : [unused(text)] };
  });
}

function leaveOver(ledger: Ledger, cells: Cell[]): void {
  const parts = partsOf(cells).filter((part) => !ledger.uses.has(part));
  const because = 'It belongs to no theme or statement that was found.';
  const place = { theme: null, statement: null, level: null };
  account(ledger, parts, 'left over', place, because);
  ledger.doubts.push({
    ...place,
    rule: 'left over',
    lines: [...new Set(parts.map((part) => part.line))],
    says: 'These words are in the document and in no cell of the draft.',
    before: cells.map(cellText).join(' | '),
    proposal: null,
  });
}

function unused(text: string): LineUse {
  const nothing = { theme: null, statement: null, level: null };
  return text.trim() === ''
    ? { ...nothing, use: 'blank', because: null }
    : { ...nothing, use: 'noise', because: 'It holds no words.' };
}

function sameUse(a: LineUse, b: LineUse): boolean {
  return (
    a.use === b.use && a.theme === b.theme && a.statement === b.statement && a.level === b.level
  );
}
