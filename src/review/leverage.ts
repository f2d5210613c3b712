/**
 * The highest leverage actions: the few next steps that support the most others.
 *
 * Only moves that are not made take part (see `moves.ts`), so a move that is made counts nothing, neither as an answer
 * nor as something to support. From a move, one **step** leads
 *  - along a link: from the place that is needed to the first move not made, at or above the link's level, of the
 *    statement that needs it (a link holds for the levels above too);
 *  - up a statement: from one of its moves to the next.
 * **Supports N other next steps**: N is the number of other statements with a move one step away, and `direct` has one
 * move of each: the lowest. A later level of the same statement follows from it, for it is reached on the way there, so
 * it is not counted a second time. What is further away is `onward`, one move of each statement that is not counted yet.
 * So every statement counts once, by its shortest way. `supportWords` says how many, and nothing else does.
 * The later levels of its own statement are passed through and not counted.
 *
 * Weight: 1 for a statement supported directly, and for each further step a quarter of the step before (1/4, 1/16, …).
 * So direct support weighs most; counting onward ones in full would lift the basics that nearly every school has.
 *
 * Order: weight, then more supported directly, then more of these that are a statement's very next move, then the lower
 * level. What is equal in all of these shares its rank, and is listed in the order of the framework. Moves that support
 * nothing are not listed. What is supported may need others still: what could begin is "ready" (`what-if.ts`).
 */
import type { Framework, StatementCode } from '../framework/framework.js';
import { statementsOf } from '../framework/framework.js';
import { supportWords } from '../platform/chart/support-words.js';
import { type Move, upcomingMoves } from './moves.js';
import { levelWords, type Ratings, ratingOf } from './rating.js';
import { counted } from './sentences.js';

/** The lowest move of a statement that needs this one directly. */
export interface DirectSupport extends Move {
  /** Why it needs the move, in the words of the link. */
  because: string;
  /** True when it is the very next move of its statement. */
  isNext: boolean;
}

export interface OnwardSupport extends Move {
  /** How many steps away: 2 or more. */
  steps: number;
  /** The moves one step nearer that lead here. */
  from: Move[];
  /** The directly supported move by way of which it is reached; null when only later levels of its own lead here. */
  via: Move | null;
}

/** The move by way of which an onward one is reached: directly supported, where one leads there. */
export const wayTo = ({ via, from }: OnwardSupport): Move => via ?? from[0]!;

export interface Leverage {
  move: Move;
  /** 1 for the highest; equal moves share a rank. */
  rank: number;
  weight: number;
  direct: DirectSupport[];
  onward: OnwardSupport[];
  /** What it supports, in words. */
  explanation: string;
}

/** The next move of each statement that supports others, highest leverage first. */
export function leverageOf(framework: Framework, ratings: Ratings): Leverage[] {
  const found = upcomingPlaces(framework, ratings)
    .filter((place) => place.isNext)
    .map((place) => leverageOfPlace(framework, place))
    .filter(({ weight }) => weight > 0)
    .sort(byLeverage);
  return found.map((each) => ({
    ...each,
    rank: 1 + found.findIndex((other) => byLeverage(other, each) === 0),
  }));
}

/** A move that is not made, and the steps that lead from it to others. */
interface Place {
  move: Move;
  isNext: boolean;
  steps: Step[];
}

interface Step {
  to: Place;
  /** The reason of the link; null for a step up the same statement. */
  because: string | null;
}

function upcomingPlaces(framework: Framework, ratings: Ratings): Place[] {
  const statements = statementsOf(framework);
  const upcoming = new Map<StatementCode, Place[]>();
  for (const statement of statements) {
    const moves = upcomingMoves(statement, ratingOf(ratings, statement.id));
    const places = moves.map((move, index): Place => ({ move, isNext: index === 0, steps: [] }));
    for (const [index, place] of places.slice(1).entries()) {
      places[index]!.steps.push({ to: place, because: null });
    }
    upcoming.set(statement.id, places);
  }
  for (const { id, buildsOn } of statements) {
    for (const { level, needs, because } of buildsOn) {
      const from = upcoming.get(needs.statement)?.find(({ move }) => move.level === needs.level);
      const to = upcoming.get(id)!.find(({ move }) => move.level >= level);
      if (from && to) from.steps.push({ to, because });
    }
  }
  return [...upcoming.values()].flat();
}

function leverageOfPlace(framework: Framework, start: Place): Leverage {
  const { move } = start;
  const direct: DirectSupport[] = [];
  const onward: OnwardSupport[] = [];
  let weight = 0;
  const seen = new Set([start]);
  const done = new Set([move.statement]);
  let reached = nextLayer(new Map([[start, { from: [], because: null, via: null }]]), seen);
  for (let steps = 1; reached.size > 0; steps++) {
    const lowest = lowestOfEach(reached);
    for (const [place, way] of reached) {
      seen.add(place);
      const { statement } = place.move;
      if (steps === 1 && statement !== move.statement) way.via = lowest.get(statement)!.move;
      if (done.has(statement) || lowest.get(statement) !== place) continue;
      weight += 4 ** (1 - steps);
      // What is copied stands last, as in the bars of a report (0093).
      if (steps > 1) onward.push({ steps, from: way.from, via: way.via, ...place.move });
      else direct.push({ because: way.because!, isNext: place.isNext, ...place.move });
    }
    for (const statement of lowest.keys()) done.add(statement);
    reached = nextLayer(reached, seen);
  }
  const explanation = explain(framework, move, direct, onward);
  return { move, rank: 0, weight, direct, onward, explanation };
}

/** The lowest place of each statement in a layer: the others follow from it. */
function lowestOfEach(reached: Reached): ReadonlyMap<StatementCode, Place> {
  const lowest = new Map<StatementCode, Place>();
  for (const place of reached.keys()) {
    const { statement, level } = place.move;
    const before = lowest.get(statement);
    if (!before || level < before.move.level) lowest.set(statement, place);
  }
  return lowest;
}

/** Places one step away, each with the ways that lead there. */
type Reached = Map<Place, Way>;

interface Way {
  from: Move[];
  because: string | null;
  via: Move | null;
}

/** What is one step from this layer and not seen before, each once, with all the moves that lead there. */
function nextLayer(layer: Reached, seen: Set<Place>): Reached {
  const reached: Reached = new Map();
  for (const [{ move, steps }, { via }] of layer) {
    for (const { to, because } of steps) {
      if (seen.has(to)) continue;
      const before = reached.get(to);
      if (!before) reached.set(to, { from: [move], because, via });
      else if (!before.from.includes(move)) {
        before.from.push(move);
        before.via ??= via;
      }
    }
  }
  return reached;
}

function byLeverage(one: Leverage, other: Leverage): number {
  const near = ({ direct }: Leverage) => direct.filter(({ isNext }) => isNext).length;
  return (
    other.weight - one.weight ||
    other.direct.length - one.direct.length ||
    near(other) - near(one) ||
    one.move.level - other.move.level
  );
}

/** "Reaching level 3 in 1.3 supports the next step in 9 other statements." */
function explain(
  framework: Framework,
  move: Move,
  direct: DirectSupport[],
  onward: OnwardSupport[],
): string {
  const reaching = `Reaching ${levelWords(framework, move.level)} in ${move.statement}`;
  if (direct.length > 0)
    return `${reaching} supports the next step in ${counted(direct.length, 'other statement')}.`;
  const supports = supportWords({ direct: 0, later: onward.length });
  return `${reaching} ${supports.replace(/^S/, 's')}.`;
}
