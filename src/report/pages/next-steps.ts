/** The next steps of a review, one for each statement: what the model's links put forward, and what the team wrote. */
import type { Mark } from '../../platform/chart/scale.js';
import type { Summary } from '../summary.js';
import type { SummaryMove } from '../summary-moves.js';

export interface NextStepRow {
  code: string;
  title: string;
  /** Where the statement is now. */
  mark: Mark;
  /** The next step that supports others; null where it supports none. */
  move: SummaryMove | null;
  /** What the team wrote; null where it wrote nothing. */
  words: string | null;
}

/** Those that support the most others first, then what the team wrote, in the order of the framework. */
export function nextStepsOf({ themes, moves, nextSteps }: Summary): NextStepRow[] {
  const marks = marksOf({ themes });
  const words = new Map(nextSteps.map((each) => [each.code, each.words]));
  const supporting = new Set(moves.map(({ code }) => code));
  return [
    ...moves.map((move) => ({
      ...{ code: move.code, title: move.title, mark: marks.get(move.code) ?? null, move },
      words: words.get(move.code) ?? null,
    })),
    ...nextSteps
      .filter(({ code }) => !supporting.has(code))
      .map((each) => ({ ...each, move: null })),
  ];
}

/** Where each statement is. */
export const marksOf = ({ themes }: Pick<Summary, 'themes'>): ReadonlyMap<string, Mark> =>
  new Map(themes.flatMap(({ statements }) => statements.map(({ code, mark }) => [code, mark])));
