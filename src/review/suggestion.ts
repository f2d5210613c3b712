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
    const reason = `${howMet(framework, levels[0]!)}.`;
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

/** "All 5 criteria for level 2 are met. At level 3, 2 of 5 are met." */
function reasonFor(framework: Framework, levels: LevelMarks[], best: LevelMarks): string {
  const above = levels.find(({ level, points }) => level > best.level && points > 0);
  const below = levels.find((each) => each.level < best.level && isMarked(each) && !fits(each));
  const sentences = [`${howMet(framework, best)}.`];
  if (above) {
    const at = levelWords(framework, above.level);
    sentences.push(
      isMarked(above) ? `At ${at}, ${partOf(above)}.` : `${capital(at)} is not marked yet.`,
    );
  }
  if (below) {
    const low = `${partOf(below)} at ${levelWords(framework, below.level)}`;
    sentences.push(`Best fit does not ask for every criterion of a lower level (${low}).`);
  }
  return sentences.join(' ');
}

/** "All 5 criteria for level 2 are met", "3 of 5 criteria for level 2 are met and 1 partly". */
function howMet(framework: Framework, { level, points, met, partly }: LevelMarks): string {
  const of = levelWords(framework, level);
  if (points === 1) {
    const how = met === 1 ? 'met' : partly === 1 ? 'only partly met' : 'not met';
    return `The one criterion for ${of} is ${how}`;
  }
  if (met === points)
    return `${points === 2 ? 'Both' : `All ${points}`} criteria for ${of} are met`;
  if (met === 0 && partly === 0) return `None of the ${points} criteria for ${of} is met`;
  return `${met || partly} of ${points} criteria for ${of} ${areMet(met, partly)}`;
}

/** "2 of 5 are met and 1 partly", "1 of 6 is partly met", "none of 4 is met". */
function partOf({ met, points, partly }: LevelMarks): string {
  return `${met || partly || 'none'} of ${points} ${areMet(met, partly)}`;
}

function areMet(met: number, partly: number): string {
  if (met === 0 && partly > 0) return `${partly === 1 ? 'is' : 'are'} partly met`;
  return `${met < 2 ? 'is' : 'are'} met${partly === 0 ? '' : ` and ${partly} partly`}`;
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

function whyNone(framework: Framework, levels: LevelMarks[]): string {
  if (!levels.some(isMarked)) return 'No criteria are marked yet.';
  const silent = levels.filter(({ points }) => points === 0);
  const others = levels.filter(({ points }) => points > 0);
  if (others.every(isRuledOut)) {
    const names = silent.map(({ level }) => levelWords(framework, level)).join(' and ');
    return `The marked criteria do not reach ${levelWords(framework, others[0]!.level)}, and ${names} has no criteria.`;
  }
  return 'Too few criteria are marked to suggest a level.';
}
