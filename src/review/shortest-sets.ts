/**
 * The shortest way to a goal: the fewest moves that reach it, together with the moves that these lean on.
 *
 * A goal asks for a level of some statements, or of a number of them ("every statement at level 2", "20 statements at
 * level 3"). To move a statement to a level is also to make its moves on the way, and everything that those lean on
 * and that is still ahead has to be made as well. So each statement that is asked for brings a fixed set of moves, its
 * **closure**, and when all are asked for the shortest set is the union of these: no smaller one respects the links.
 * When the goal leaves a choice, the shortest union is searched for (`shortest-choice.ts`).
 *
 * "Shortest" is the fewest moves, and among these the least effort.
 *
 * Order: in rounds. A move stands in the first round in which everything before it is made, so the moves of one round
 * can be worked on at the same time. Within a round, the move that more of the others wait for comes first.
 *
 * A statement that is not recorded is neither moved nor waited for: it is listed, to be looked at first.
 */
import type { Framework, StatementCode } from '../framework/framework.js';
import { statementOf, statementsOf } from '../framework/framework.js';
import { type Efforts, effortOf } from './effort.js';
import type { Marks } from './marks.js';
import { linksHolding, type Move, moveKey, upcomingMoves } from './moves.js';
import { atLeast, isBelow, levelWords, type Ratings, ratingOf } from './rating.js';
import { counted, listed } from './sentences.js';
import { type Candidate, shortestChoice } from './shortest-choice.js';

export interface Goal {
  level: number;
  /** The statements it speaks of; all of them when left out. */
  statements?: readonly StatementCode[];
  /** How many of them have to be there; all of them when left out. */
  atLeast?: number;
}

export interface PlannedMove extends Move {
  /** 1 for what can begin at once. */
  round: number;
  /** In days of somebody's time; see `effort.ts`. */
  effort: number;
  /** True when the goal itself asks for it, false when another move leans on it. */
  isAskedFor: boolean;
  /** The moves of this set that it has to wait for, and why: null where it only follows in its own statement. */
  after: (Move & { because: string | null })[];
}

export interface ShortestSet {
  /** In an order that respects every link. */
  moves: PlannedMove[];
  rounds: number;
  effort: number;
  /** Statements of the goal, or leaned on, that are not recorded. */
  notRecorded: StatementCode[];
  /** How many statements the goal still lacks when everything is made: more than 0 only when too few are recorded. */
  lacking: number;
  /** False when the goal leaves so many choices that the search stopped before it had seen all of them. */
  isProven: boolean;
  sentence: string;
}

/** The shortest set of moves to a goal, in order. An empty one when the goal is reached. */
export function shortestSet(
  framework: Framework,
  ratings: Ratings,
  goal: Goal,
  marks: Marks = {},
  efforts: Efforts = {},
): ShortestSet {
  const asked = statementsOf(framework)
    .map(({ id }) => id)
    .filter((code) => goal.statements?.includes(code) ?? true);
  const reached = asked.filter((code) => atLeast(ratingOf(ratings, code), goal.level));
  const wanted = Math.max(0, Math.min(goal.atLeast ?? asked.length, asked.length) - reached.length);
  const candidates = asked
    .filter((code) => isBelow(ratingOf(ratings, code), goal.level))
    .map((code) => closureOf(framework, ratings, { statement: code, level: goal.level }));
  const effort = (move: Move) => effortOf(framework, move, marks, efforts);
  const choice = shortestChoice(candidates, Math.min(wanted, candidates.length), effort);
  const askedFor = new Set(choice.chosen.flatMap(({ target, moves }) => ownMoves(target, moves)));
  const moves = inRounds(framework, choice.moves, askedFor, effort);
  const isMissing = (code: StatementCode) => ratingOf(ratings, code) === null;
  const lacking = Math.max(0, wanted - candidates.length);
  const open = lacking > 0 ? asked.filter(isMissing) : [];
  const leaned = leanedOn(framework, moves).filter(isMissing);
  const set = {
    moves,
    rounds: moves.at(-1)?.round ?? 0,
    effort: moves.reduce((sum, move) => sum + move.effort, 0),
    notRecorded: statementsOf(framework)
      .map(({ id }) => id)
      .filter((id) => open.includes(id) || leaned.includes(id)),
    lacking,
    isProven: choice.isProven,
  };
  return { ...set, sentence: sentenceFor(framework, goal, set) };
}

/** The moves that bring a statement to a place, with all that they lean on; each once. */
export function closureOf(framework: Framework, ratings: Ratings, target: Move): Candidate {
  const moves = new Map<string, Move>();
  const add = ({ statement: code, level }: Move) => {
    const statement = statementOf(framework, code)!;
    for (const move of upcomingMoves(statement, ratingOf(ratings, code))) {
      if (move.level > level || moves.has(moveKey(move))) continue;
      moves.set(moveKey(move), move);
      for (const link of linksHolding(statement, move.level)) add(link.needs);
    }
  };
  add(target);
  return { target, moves: [...moves.values()] };
}

/** The keys of the moves in the target's own statement: what the goal itself asks for. */
function ownMoves(target: Move, moves: Move[]): string[] {
  return moves
    .filter(({ statement, level }) => statement === target.statement && level <= target.level)
    .map(moveKey);
}

function leanedOn(framework: Framework, moves: Move[]): StatementCode[] {
  return moves.flatMap(({ statement, level }) =>
    linksHolding(statementOf(framework, statement)!, level).map(({ needs }) => needs.statement),
  );
}

function inRounds(
  framework: Framework,
  moves: Move[],
  askedFor: Set<string>,
  effort: (move: Move) => number,
): PlannedMove[] {
  const inSet = new Map(moves.map((move) => [moveKey(move), move]));
  const planned = new Map<string, PlannedMove>();
  const plan = (move: Move): PlannedMove => {
    const key = moveKey(move);
    const before = planned.get(key);
    if (before) return before;
    const after = waitsFor(framework, move, inSet);
    const round = 1 + Math.max(0, ...after.map((each) => plan(each).round));
    const result = { ...move, round, effort: effort(move), isAskedFor: askedFor.has(key), after };
    planned.set(key, result);
    return result;
  };
  for (const move of moves) plan(move);
  const waiting = new Map<string, number>();
  for (const { after } of planned.values()) {
    for (const each of after) {
      waiting.set(moveKey(each), (waiting.get(moveKey(each)) ?? 0) + 1);
    }
  }
  const order = statementsOf(framework).map(({ id }) => id);
  const waitFor = (move: Move) => waiting.get(moveKey(move)) ?? 0;
  return [...planned.values()].sort(
    (one, other) =>
      one.round - other.round ||
      waitFor(other) - waitFor(one) ||
      order.indexOf(one.statement) - order.indexOf(other.statement),
  );
}

/** What a move of the set has to wait for: the move before it in its statement, and the places it leans on. */
function waitsFor(
  framework: Framework,
  move: Move,
  inSet: Map<string, Move>,
): PlannedMove['after'] {
  const statement = statementOf(framework, move.statement)!;
  const below = statement.levels.filter(({ level }) => level < move.level).at(-1);
  const after: PlannedMove['after'] = [];
  if (below && inSet.has(`${move.statement}@${below.level}`)) {
    after.push({ statement: move.statement, level: below.level, because: null });
  }
  for (const { needs, because } of linksHolding(statement, move.level)) {
    const isIn = inSet.has(moveKey(needs));
    const isDescribed = after.some((each) => moveKey(each) === moveKey(needs));
    if (isIn && !isDescribed) after.push({ ...needs, because });
  }
  return after;
}

function sentenceFor(
  framework: Framework,
  goal: Goal,
  { moves, rounds, effort, notRecorded, lacking }: Omit<ShortestSet, 'sentence'>,
): string {
  const level = levelWords(framework, goal.level);
  const first =
    notRecorded.length > 0 ? ` Not recorded, so not included: ${listed(notRecorded)}.` : '';
  const short =
    lacking > 0 ? ` ${counted(lacking, 'statement')} would still be below the target.` : '';
  if (moves.length === 0) {
    return lacking > 0
      ? `There is nothing to plan yet.${short}${first}`
      : `You have reached this target: ${level}.${first}`;
  }
  const leaned = moves.filter(({ isAskedFor }) => !isAskedFor).length;
  const others = leaned > 0 ? `, ${leaned} of them needed by others` : '';
  const days = effort === 1 ? 'about 1 day of work' : `about ${Math.ceil(effort)} days of work`;
  return `${counted(moves.length, 'next step')} to the target${others}, in ${counted(rounds, 'round')}: ${days}.${short}${first}`;
}
