/**
 * Which of several statements to bring to a level when the goal leaves a choice: those whose moves, with all that they
 * lean on, make the smallest union. Fewest moves first, least effort among these.
 *
 * Branch and bound. At each step a candidate is taken or left; a branch is cut when even its best end is no better than
 * what is known. The best end is bounded from below by charging each move that is not yet in the union to the
 * candidates that share it, so that no set of candidates is charged more than its union really costs.
 */
import { type Move, moveKey } from './moves.js';

/** A statement that may be brought to its target, and all the moves that takes. */
export interface Candidate {
  target: Move;
  moves: Move[];
}

export interface Choice {
  chosen: Candidate[];
  /** The union of their moves. */
  moves: Move[];
  /** False when the search was stopped before every choice was ruled out. */
  isProven: boolean;
}

/** Where the search gives up: some tens of milliseconds of work. A goal without a choice never gets here. */
const MOST_BRANCHES = 3000;

/** The cheapest way to take `number` of the candidates. `number` is at most as many as there are. */
export function shortestChoice(
  candidates: Candidate[],
  number: number,
  effort: (move: Move) => number,
): Choice {
  const { costs, sets } = numbered(candidates, effort);
  const search: Search = { costs, best: greedy(sets, number, costs), bestCost: 0, branches: 0 };
  search.bestCost = unionCost(search.best, costs);
  branch(search, sets, [], new Uint8Array(costs.length), 0, number);
  const chosen = candidates.filter((_, index) => search.best.some((set) => set.index === index));
  return choiceOf(chosen, search.branches <= MOST_BRANCHES);
}

/** A candidate with its moves as numbers, which is what makes the search quick. */
interface MoveSet {
  index: number;
  moves: number[];
}

interface Search {
  /** The cost of each move, by its number. */
  costs: Float64Array;
  best: MoveSet[];
  bestCost: number;
  branches: number;
}

/** One cost for both aims: a move costs 1, and its effort is a fraction too small to add up to a move. */
function numbered(candidates: Candidate[], effort: (move: Move) => number) {
  const all = new Map(
    candidates.flatMap(({ moves }) => moves).map((move) => [moveKey(move), move]),
  );
  const numbers = new Map([...all.keys()].map((key, index) => [key, index]));
  const efforts = [...all.values()].map(effort);
  const sum = efforts.reduce((total, each) => total + each, 0);
  return {
    costs: Float64Array.from(efforts, (each) => 1 + each / (sum + 1)),
    sets: candidates.map(({ moves }, index) => ({
      index,
      moves: moves.map((move) => numbers.get(moveKey(move))!),
    })),
  };
}

function branch(
  search: Search,
  rest: MoveSet[],
  taken: MoveSet[],
  union: Uint8Array,
  cost: number,
  number: number,
): void {
  if (number === 0) {
    // With one left to take, the bound is what taking it costs: whatever gets here is better than what was known.
    search.best = taken;
    search.bestCost = cost;
    return;
  }
  search.branches += 1;
  if (rest.length < number || search.branches > MOST_BRANCHES) return;
  const charges = chargesOf(rest, union, search.costs, number);
  const least = charges.toSorted();
  let bound = cost;
  for (let index = 0; index < number; index++) bound += least[index]!;
  if (bound >= search.bestCost - TINY) return;
  const pick = charges.indexOf(least[0]!);
  const picked = rest[pick]!;
  const others = rest.filter((_, index) => index !== pick);
  const grown = union.slice();
  const more = addTo(grown, picked.moves, search.costs);
  branch(search, others, [...taken, picked], grown, cost + more, number - 1);
  branch(search, others, taken, union, cost, number);
}

/** Sums of fractions differ in their last digits; a difference this small is none. */
const TINY = 1e-9;

/** For each candidate, its share of the moves it would add: each move split among all that could share it. */
function chargesOf(
  rest: MoveSet[],
  union: Uint8Array,
  costs: Float64Array,
  number: number,
): Float64Array {
  const sharing = new Uint8Array(costs.length);
  for (const { moves } of rest) {
    for (const move of moves) if (sharing[move]! < number) sharing[move]! += 1;
  }
  return Float64Array.from(rest, ({ moves }) => {
    let charge = 0;
    for (const move of moves) if (!union[move]) charge += costs[move]! / sharing[move]!;
    return charge;
  });
}

/** A first good answer: the candidate that adds least, again and again. */
function greedy(sets: MoveSet[], number: number, costs: Float64Array): MoveSet[] {
  const taken: MoveSet[] = [];
  while (taken.length < number) {
    const cost = (each: MoveSet) => unionCost([...taken, each], costs);
    const left = sets.filter((each) => !taken.includes(each));
    taken.push(left.reduce((best, each) => (cost(each) < cost(best) - TINY ? each : best)));
  }
  return taken;
}

function unionCost(sets: MoveSet[], costs: Float64Array): number {
  const union = new Uint8Array(costs.length);
  return sets.reduce((sum, { moves }) => sum + addTo(union, moves, costs), 0);
}

/** Adds the moves to the union and answers what they added to its cost. */
function addTo(union: Uint8Array, moves: number[], costs: Float64Array): number {
  let more = 0;
  for (const move of moves) {
    if (!union[move]) more += costs[move]!;
    union[move] = 1;
  }
  return more;
}

function choiceOf(chosen: Candidate[], isProven: boolean): Choice {
  const moves = new Map(chosen.flatMap((each) => each.moves).map((move) => [moveKey(move), move]));
  return { chosen, moves: [...moves.values()], isProven };
}
