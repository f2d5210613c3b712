/**
 * Which level the marked points suggest, and why. It is a suggestion: people decide, and may see it otherwise.
 *
 * The rule is best fit, as the field knows it: the level whose descriptor describes the school best, where not every
 * point of a lower level has to be met.
 *  - A level **fits** when at least two thirds of its points are in place; a point that is partly in place is half.
 *  - A level is **ruled out** when it could not fit even if all its unmarked points were in place.
 *  - Otherwise it is still **open**: too few of its points are marked.
 * The suggestion is the highest level that fits. When none fits and the marks rule out every level, it is "not yet".
 * A level without readable points can be chosen but neither fits nor is ruled out, so it never breaks the rule, and
 * "not yet" is only suggested when every level has points to go by. In all other cases there is no suggestion.
 */
import type { Framework, Statement } from '../framework/framework.js';
import { type LevelMarks, levelMarks, type Marks } from './marks.js';
import { levelWords, type Rating } from './rating.js';

export interface Suggestion {
  /** How much of each level is in place, lowest first. */
  levels: LevelMarks[];
  /** What the marks suggest; null when they are too few to say. */
  suggested: Rating;
  /** Why, in words for the screen. */
  reason: string;
}

/** What the marks of a statement suggest. */
export function suggest(framework: Framework, statement: Statement, marks: Marks): Suggestion {
  const levels = statement.levels.map((descriptor) => levelMarks(descriptor, marks));
  const best = levels.findLast(fits);
  if (best) {
    return { levels, suggested: best.level, reason: reasonFor(framework, levels, best) };
  }
  if (levels.every(isRuledOut)) {
    const reason = `${inPlace(framework, levels[0]!)}.`;
    return { levels, suggested: 'not-yet', reason };
  }
  return { levels, suggested: null, reason: whyNone(framework, levels) };
}

function fits({ points, met, partly }: LevelMarks): boolean {
  return points > 0 && 3 * (2 * met + partly) >= 4 * points;
}

function isRuledOut({ points, met, partly, unmarked }: LevelMarks): boolean {
  return 3 * (2 * (met + unmarked) + partly) < 4 * points;
}

function isMarked({ points, unmarked }: LevelMarks): boolean {
  return points > unmarked;
}

/** "All 5 points of level 2 are in place, and 2 of 5 at level 3." */
function reasonFor(framework: Framework, levels: LevelMarks[], best: LevelMarks): string {
  const above = levels.find(({ level, points }) => level > best.level && points > 0);
  const below = levels.find((each) => each.level < best.level && isMarked(each) && !fits(each));
  let reason = inPlace(framework, best);
  if (above) {
    const at = levelWords(framework, above.level);
    reason += isMarked(above) ? `, and ${partOf(above)} at ${at}` : `; ${at} is not marked yet`;
  }
  if (!below) return `${reason}.`;
  const low = `${partOf(below)} at ${levelWords(framework, below.level)}`;
  return `${reason}. Best fit does not ask for every point of a lower level (${low}).`;
}

/** "All 5 points of level 2 are in place", "3 of 5 points of level 2 are in place and 1 partly". */
function inPlace(framework: Framework, { level, points, met, partly }: LevelMarks): string {
  const of = levelWords(framework, level);
  if (points === 1) {
    const how = met === 1 ? 'in place' : partly === 1 ? 'only partly in place' : 'not in place';
    return `The one point of ${of} is ${how}`;
  }
  if (met === points)
    return `${points === 2 ? 'Both' : `All ${points}`} points of ${of} are in place`;
  const some = met === 0 ? `None of the ${points}` : `${met} of ${points}`;
  const begun = partly === 0 ? '' : ` and ${partly} partly`;
  return `${some} points of ${of} ${met < 2 ? 'is' : 'are'} in place${begun}`;
}

function partOf({ met, points, partly }: LevelMarks): string {
  const some = `${met === 0 ? 'none' : met} of ${points}`;
  return partly === 0 ? some : `${some} and ${partly} partly`;
}

function whyNone(framework: Framework, levels: LevelMarks[]): string {
  if (!levels.some(isMarked)) return 'No points are marked yet.';
  const silent = levels.filter(({ points }) => points === 0);
  const others = levels.filter(({ points }) => points > 0);
  if (others.every(isRuledOut)) {
    const names = silent.map(({ level }) => levelWords(framework, level)).join(' and ');
    return `The marked points do not reach ${levelWords(framework, others[0]!.level)}, and ${names} has no points to go by.`;
  }
  return 'Too few points are marked to suggest a level.';
}
