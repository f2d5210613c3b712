/**
 * The highest leverage actions: the few moves that open the most other moves.
 *
 * Only moves that are not made take part (see `moves.ts`), so a move that is made counts nothing, neither as an answer
 * nor as something to open. From a move, one **step** leads
 *  - along a link: from the place that is leaned on to the first move not made, at or above the link's level, of the
 *    statement that leans on it (a link holds for the levels above too);
 *  - up a statement: from one of its moves to the next.
 * A move **opens directly** what is one step away, **onward** what is further, each counted once by its shortest way.
 * The later levels of its own statement are passed through and not counted.
 *
 * Weight: 1 for a move opened directly, and for each further step a quarter of the step before (1/4, 1/16, …). So
 * direct openings weigh most; counting onward ones in full would lift the basics that nearly every school has.
 *
 * Order: weight, then more opened directly, then more of these that are a statement's very next move, then the lower
 * level. What is equal in all of these shares its rank, and is listed in the order of the framework. Moves that open
 * nothing are not listed. "Opens" means that something stops waiting for this move; it may wait for others still.
 */
import type { Framework, StatementCode } from '../framework/framework.js';
import { statementsOf } from '../framework/framework.js';
import { type Move, moveKey, movesAhead } from './moves.js';
import { counted, listedShort } from './sentences.js';
import { levelWords, type Standings, standingOf } from './standing.js';

export interface DirectOpening extends Move {
  /** Why it leans on the move, in the words of the link. */
  because: string;
  /** True when it is the very next move of its statement. */
  isNext: boolean;
}

export interface OnwardOpening extends Move {
  /** How many steps away: 2 or more. */
  steps: number;
  /** The moves one step nearer that lead here, for the lines of a picture. */
  from: Move[];
}

export interface Leverage {
  move: Move;
  /** 1 for the highest; equal moves share a rank. */
  rank: number;
  weight: number;
  direct: DirectOpening[];
  onward: OnwardOpening[];
  /** What it opens, in words. */
  explanation: string;
}

/** The next move of each statement that opens others, highest leverage first. */
export function leverageOf(framework: Framework, standings: Standings): Leverage[] {
  const paths = pathsAhead(framework, standings);
  const found = [...paths.nextMoves.values()]
    .map((move) => leverageOfMove(framework, paths, move))
    .filter(({ weight }) => weight > 0)
    .sort(byLeverage);
  return found.map((each, index) => ({
    ...each,
    rank: 1 + found.slice(0, index + 1).findIndex((other) => byLeverage(other, each) === 0),
  }));
}

/** The moves that are not made, and the steps that lead from one to another. */
interface Paths {
  nextMoves: Map<StatementCode, Move>;
  steps: Map<string, Step[]>;
}

interface Step {
  to: Move;
  /** The reason of the link; null for a step up the same statement. */
  because: string | null;
}

function pathsAhead(framework: Framework, standings: Standings): Paths {
  const nextMoves = new Map<StatementCode, Move>();
  const steps = new Map<string, Step[]>();
  const add = (from: Move, step: Step) => {
    steps.set(moveKey(from), [...(steps.get(moveKey(from)) ?? []), step]);
  };
  for (const statement of statementsOf(framework)) {
    const ahead = movesAhead(statement, standingOf(standings, statement.id));
    if (ahead[0]) nextMoves.set(statement.id, ahead[0]);
    for (const [index, move] of ahead.slice(1).entries()) {
      add(ahead[index]!, { to: move, because: null });
    }
    for (const { level, needs, because } of statement.buildsOn) {
      const to = ahead.find((move) => move.level >= level);
      if (to) add(needs, { to, because });
    }
  }
  return { nextMoves, steps };
}

function leverageOfMove(framework: Framework, paths: Paths, move: Move): Leverage {
  const direct: DirectOpening[] = [];
  const onward: OnwardOpening[] = [];
  let weight = 0;
  const seen = new Set([moveKey(move)]);
  let layer: Move[] = [move];
  for (let steps = 1; layer.length > 0; steps++) {
    const reached = nextLayer(paths, layer, seen);
    for (const { to, because, from } of reached) {
      if (to.statement === move.statement) continue;
      weight += 4 ** (1 - steps);
      if (steps > 1) onward.push({ ...to, steps, from });
      else direct.push({ ...to, because: because!, isNext: isNext(paths, to) });
    }
    layer = reached.map(({ to }) => to);
  }
  const explanation = explain(framework, move, direct, onward);
  return { move, rank: 0, weight, direct, onward, explanation };
}

interface Reached extends Step {
  from: Move[];
}

/** What is one step from this layer and not seen before, each once, with all the ways that lead there. */
function nextLayer(paths: Paths, layer: Move[], seen: Set<string>): Reached[] {
  const reached = new Map<string, Reached>();
  for (const from of layer) {
    for (const step of paths.steps.get(moveKey(from)) ?? []) {
      const key = moveKey(step.to);
      if (seen.has(key)) continue;
      const before = reached.get(key);
      if (!before) reached.set(key, { ...step, from: [from] });
      else if (!before.from.includes(from)) before.from.push(from);
    }
  }
  for (const key of reached.keys()) seen.add(key);
  return [...reached.values()];
}

function isNext(paths: Paths, move: Move): boolean {
  return paths.nextMoves.get(move.statement)?.level === move.level;
}

function byLeverage(one: Leverage, other: Leverage): number {
  const near = ({ direct }: Leverage) => direct.filter((opening) => opening.isNext).length;
  return (
    other.weight - one.weight ||
    other.direct.length - one.direct.length ||
    near(other) - near(one) ||
    one.move.level - other.move.level
  );
}

function explain(
  framework: Framework,
  move: Move,
  direct: DirectOpening[],
  onward: OnwardOpening[],
): string {
  const doing = `Taking ${move.statement} to ${levelWords(framework, move.level)} opens`;
  const further = onward.length > 0 ? `${counted(onward.length, 'move')} further on` : null;
  if (direct.length === 0) return `${doing} ${further}, and none directly.`;
  const codes = [...new Set(direct.map(({ statement }) => statement))];
  const first = `${counted(direct.length, 'move')} directly, in ${listedShort(codes)}`;
  return further ? `${doing} ${first}, and ${further}.` : `${doing} ${first}.`;
}
