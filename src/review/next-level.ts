/** What stands between a school and the next level of a statement, point by point. */
import type { BuildsOn, Criterion, Framework, Statement } from '../framework/framework.js';
import { descriptorOf, statementsOf } from '../framework/framework.js';
import { levelMarks, type Marks, markOf } from './marks.js';
import { type Move, nextMove, standsBefore } from './moves.js';
import { levelWords, type Ratings, ratingOf } from './rating.js';
import { counted, listed } from './sentences.js';

export interface NextLevel {
  move: Move;
  /** The descriptor's words, or null: then `missing` says why there are none. */
  summary: string | null;
  missing: string | null;
  /** Points that are still to do; those that are partly in place are in `begun`. */
  toDo: Criterion[];
  begun: Criterion[];
  inPlace: Criterion[];
  /** Points that the descriptor allows and does not ask for, and that are not in place. */
  optional: Criterion[];
  /** What the move leans on and is still ahead. */
  leansOn: BuildsOn[];
  sentence: string;
}

/** The next level of one statement; null when it is not recorded or stands at its highest level. */
export function nextLevel(
  framework: Framework,
  statement: Statement,
  ratings: Ratings,
  marks: Marks,
): NextLevel | null {
  const move = nextMove(statement, ratingOf(ratings, statement.id));
  const descriptor = move && descriptorOf(statement, move.level);
  if (!move || !descriptor) return null;
  const marked = (wanted: ReturnType<typeof markOf>[]) =>
    descriptor.criteria.filter(({ id }) => wanted.includes(markOf(marks, id)));
  const unfinished = marked([null, 'not-yet']);
  const { points, met } = levelMarks(descriptor, marks);
  const leansOn = standsBefore(framework, move, ratings);
  return {
    move,
    summary: descriptor.summary,
    missing: descriptor.missing,
    toDo: unfinished.filter(({ optional }) => !optional),
    begun: marked(['partly']).filter(({ optional }) => !optional),
    inPlace: marked(['met']),
    optional: marked([null, 'not-yet', 'partly']).filter(({ optional }) => optional),
    leansOn,
    sentence: sentenceFor(levelWords(framework, move.level), points, met, leansOn),
  };
}

/** The next level of every statement that has one, in the order of the framework. */
export function nextLevels(framework: Framework, ratings: Ratings, marks: Marks): NextLevel[] {
  return statementsOf(framework)
    .map((statement) => nextLevel(framework, statement, ratings, marks))
    .filter((next) => next !== null);
}

function sentenceFor(level: string, points: number, met: number, leansOn: BuildsOn[]): string {
  const codes = leansOn.map(({ needs }) => needs.statement);
  const leaning = codes.length === 0 ? '' : ` It leans on ${listed(codes)}, still ahead.`;
  if (points === 0) return `There are no points to go by for ${level}.${leaning}`;
  if (met === points) {
    const all = points === 1 ? 'The one point' : `All ${points} points`;
    return `${all} of ${level} ${points === 1 ? 'is' : 'are'} marked as in place.${leaning}`;
  }
  const left = `${counted(points - met, 'point')} between here and ${level}`;
  return `${left}${met === 0 ? '' : `, ${met} of ${points} in place already`}.${leaning}`;
}
