/** What is left for the next level of a statement, criterion by criterion. */
import type { BuildsOn, Criterion, Framework, Statement } from '../framework/framework.js';
import { descriptorOf, NO_WORDING, statementsOf } from '../framework/framework.js';
import { levelMarks, type Marks, markOf } from './marks.js';
import { type Move, nextMove, standsBefore } from './moves.js';
import { levelWords, type Ratings, ratingOf } from './rating.js';
import { counted, listed } from './sentences.js';

export interface NextLevel {
  move: Move;
  /** The descriptor's words, or null: then `missing` says that there are none. */
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
    missing: descriptor.summary === null ? NO_WORDING : null,
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

/** "6 criteria left for level 4. Do 1.3 first." */
function sentenceFor(level: string, points: number, met: number, leansOn: BuildsOn[]): string {
  const codes = leansOn.map(({ needs }) => needs.statement);
  const first = codes.length === 0 ? '' : ` Do ${listed(codes)} first.`;
  const title = `${level.charAt(0).toLocaleUpperCase('en-GB')}${level.slice(1)}`;
  if (points === 0) return `${title} has no criteria to check.${first}`;
  const all = counted(points, 'criterion', 'criteria');
  if (met === points)
    return `${points === 1 ? 'The one criterion' : `All ${all}`} for ${level} ${points === 1 ? 'is' : 'are'} met.${first}`;
  const left = met === 0 ? all : `${points - met} of ${all}`;
  return `${left} left for ${level}.${first}`;
}
