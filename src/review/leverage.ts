/**
 * The highest leverage actions: the few next steps that support the most others.
 *
 * Only moves that are not made take part (see `moves.ts`), so a move that is made counts nothing, neither as an answer
 * nor as something to support. From a move, one **step** leads
 *  - along a link: from the place that is leaned on to the first move not made, at or above the link's level, of the
 *    statement that leans on it (a link holds for the levels above too);
 *  - up a statement: from one of its moves to the next.
 * A move **supports** what is one step away (`direct`); what is further is `onward`. Each is counted once, by its
 * shortest way. `supportWords` says how many, and nothing else does.
 * The later levels of its own statement are passed through and not counted.
 *
 * Weight: 1 for a move supported directly, and for each further step a quarter of the step before (1/4, 1/16, …). So
 * direct support weighs most; counting onward ones in full would lift the basics that nearly every school has.
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
import { listedShort } from './sentences.js';

export interface DirectSupport extends Move {
  /** Why it leans on the move, in the words of the link. */
  because: string;
  /** True when it is the very next move of its statement. */
  isNext: boolean;
}

export interface OnwardSupport extends Move {
  /** How many steps away: 2 or more. */
  steps: number;
  /** The moves one step nearer that lead here, for the lines of a picture. */
  from: Move[];
  /** The directly supported move by way of which it is reached; null when only later levels of its own lead here. */
  via: Move | null;
}

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
  let reached = nextLayer(new Map([[start, { from: [], because: null, via: null }]]), seen);
  for (let steps = 1; reached.size > 0; steps++) {
    for (const [place, way] of reached) {
      seen.add(place);
      if (place.move.statement === move.statement) continue;
      weight += 4 ** (1 - steps);
      // What is copied stands last, as in the bars of a report (0093).
      if (steps > 1) onward.push({ steps, from: way.from, via: way.via, ...place.move });
      else {
        direct.push({ because: way.because!, isNext: place.isNext, ...place.move });
        way.via = place.move;
      }
    }
    reached = nextLayer(reached, seen);
  }
  const explanation = explain(framework, move, direct, onward);
  return { move, rank: 0, weight, direct, onward, explanation };
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

function explain(
  framework: Framework,
  move: Move,
  direct: DirectSupport[],
  onward: OnwardSupport[],
): string {
  const supports = supportWords({ direct: direct.length, later: onward.length });
  const codes = [...new Set(direct.map(({ statement }) => statement))];
  const where = codes.length > 0 ? `, in ${listedShort(codes)}` : '';
  const reaching = `Reaching ${levelWords(framework, move.level)} in ${move.statement}`;
  return `${reaching} ${supports.replace(/^S/, 's')}${where}.`;
}
