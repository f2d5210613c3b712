import type { Framework } from '../framework/framework.js';
import { descriptorOf, statementOf } from '../framework/framework.js';
import { levelMarks, type Marks } from './marks.js';
import { type Move, moveKey } from './moves.js';

/** What a school says of the effort of a move, in days of somebody's time, by `moveKey`. */
export type Efforts = Readonly<Record<string, number>>;

/**
 * The effort of a move, in days of somebody's time: what the school says, or else a first guess to correct.
 *
 * The guess: for each point of the level that is not in place, as many half days as the level is high among the levels
 * of the framework (half a day a point at the lowest level, a day at the next, and so on), because higher levels reach
 * more people; half of that for a point that is partly in place. A move is never guessed at less than one point's
 * worth, also when no point is left or none can be read.
 */
export function effortOf(framework: Framework, move: Move, marks: Marks, efforts: Efforts): number {
  const said = Object.hasOwn(efforts, moveKey(move)) ? efforts[moveKey(move)] : undefined;
  if (said !== undefined) return said;
  const height = 1 + framework.levels.findIndex(({ level }) => level === move.level);
  const statement = statementOf(framework, move.statement);
  const descriptor = statement && descriptorOf(statement, move.level);
  if (!descriptor) return height / 2;
  const { points, met, partly } = levelMarks(descriptor, marks);
  return (height * Math.max(1, points - met - partly / 2)) / 2;
}
