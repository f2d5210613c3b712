/** The highest leverage actions, with what a reader needs to understand one without the model beside them. */
import { descriptorOf, type Framework, NO_WORDING, statementOf } from '../framework/framework.js';
import { supportWords } from '../platform/chart/support-words.js';
import { type Leverage, wayTo } from '../review/leverage.js';
import { moveKey } from '../review/moves.js';
import { levelWords } from '../review/rating.js';
import { asSentence } from './words.js';

export interface SummaryMove {
  /** "2.1@3" */
  key: string;
  code: string;
  title: string;
  level: number;
  /** "level 3" */
  levelWords: string;
  /** 1 for the highest; equal moves share a rank. */
  rank: number;
  /** The descriptor that the move leads to; null when there are no words, and `missing` then says so. */
  descriptor: string | null;
  missing: string | null;
  /** "Reaching level 3 in 1.3 supports the next step in 9 other statements." */
  explanation: string;
  /** "Supports 6 other next steps." */
  supports: string;
  direct: { code: string; title: string; level: number; because: string }[];
  onward: {
    code: string;
    title: string;
    level: number;
    /** The move one step nearer that leads here. */
    via: { code: string; level: number };
  }[];
}

/** The moves in the order of their leverage. */
export function summaryMoves(framework: Framework, leverage: readonly Leverage[]): SummaryMove[] {
  const titleOf = (code: string) => statementOf(framework, code)?.title ?? '';
  return leverage.map(({ move, rank, direct, onward, explanation }) => {
    const statement = statementOf(framework, move.statement);
    const descriptor = statement && descriptorOf(statement, move.level);
    return {
      key: moveKey(move),
      code: move.statement,
      title: titleOf(move.statement),
      level: move.level,
      levelWords: levelWords(framework, move.level),
      rank,
      descriptor: descriptor?.summary ?? null,
      missing: descriptor?.summary === null ? NO_WORDING : null,
      explanation,
      supports: `${supportWords({ direct: direct.length, later: onward.length })}.`,
      direct: direct.map((each) => ({
        code: each.statement,
        title: titleOf(each.statement),
        level: each.level,
        because: asSentence(each.because),
      })),
      onward: onward.map((each) => ({
        code: each.statement,
        title: titleOf(each.statement),
        level: each.level,
        via: { code: wayTo(each).statement, level: wayTo(each).level },
      })),
    };
  });
}
