/** The order of the codes: what is not there, what stands twice, and what lost its nought in a spreadsheet. */

import { follows, successor, themeOfCode } from './codes.js';

/** A code that was read as another one. */
export interface CodeRepair {
  index: number;
  before: string;
  after: string;
}

/** "1.1" after "1.9" is "1.10": a spreadsheet that takes codes for numbers drops the nought. */
export function lostNoughts(codes: readonly string[]): CodeRepair[] {
  const repairs: CodeRepair[] = [];
  const seen = new Set<string>();
  codes.forEach((code, index) => {
    const expected = successor(codes[index - 1] ?? '');
    if (seen.has(code) && expected === `${code}0`)
      repairs.push({ index, before: code, after: expected });
    seen.add(code);
  });
  return repairs;
}

/** Where the codes do not follow each other, in a sentence for each; `at` is the index of the later code. */
export function sequenceFaults(codes: readonly string[]): { at: number; says: string }[] {
  const faults: { at: number; says: string }[] = [];
  codes.forEach((code, at) => {
    const before = codes[at - 1];
    if (codes.indexOf(code) < at) faults.push({ at, says: `${code} stands twice.` });
    else if (before !== undefined && !follows(before, code)) {
      faults.push({ at, says: `${before} is followed by ${code}: ${expectation(before, code)}` });
    }
  });
  return faults;
}

function expectation(before: string, code: string): string {
  return themeOfCode(before) === themeOfCode(code)
    ? `${successor(before)} was not found.`
    : 'the codes of a theme may be missing.';
}
