/** Trying levels without changing anything: which next steps would be ready, and which agreements would pull apart. */
import type { Framework, StatementCode } from '../framework/framework.js';
import { statementsOf } from '../framework/framework.js';
import { type Contradiction, contradictionsOf } from './contradictions.js';
import { isReady, type Move, nextMove } from './moves.js';
import { type Rating, type Ratings, ratingOf } from './rating.js';
import { counted, listed, listedShort } from './sentences.js';

export interface WhatIf {
  /** The ratings as they would be. The ones that were given are not touched. */
  ratings: Ratings;
  /** What would differ from today, in the order of the framework. */
  changed: { statement: StatementCode; from: Rating; to: Rating }[];
  /** Next moves that waited for something, and would wait for nothing. */
  ready: Move[];
  /** Next moves that wait for nothing today, and would have to wait. */
  waiting: Move[];
  /** Contradictions that would come, and that would go. */
  arising: Contradiction[];
  vanishing: Contradiction[];
  sentence: string;
}

/** What would be so with these ratings in place of today's. */
export function whatIf(framework: Framework, today: Ratings, tried: Ratings): WhatIf {
  const ratings = { ...today, ...tried };
  const changed = statementsOf(framework)
    .map(({ id }) => ({
      statement: id,
      from: ratingOf(today, id),
      to: ratingOf(ratings, id),
    }))
    .filter(({ from, to }) => from !== to);
  const before = contradictionsOf(framework, today);
  const after = contradictionsOf(framework, ratings);
  const ready = becomingReady(framework, today, ratings);
  const waiting = becomingReady(framework, ratings, today);
  const arising = without(after, before);
  const vanishing = without(before, after);
  const sentence = sentenceFor(changed.length, ready, waiting, arising, vanishing);
  return { ratings, changed, ready, waiting, arising, vanishing, sentence };
}

/** The next moves of `after` that are ready there, and were not ready in `before` although they could be seen. */
function becomingReady(framework: Framework, before: Ratings, after: Ratings): Move[] {
  return statementsOf(framework)
    .filter(({ id }) => ratingOf(before, id) !== null)
    .map((statement) => nextMove(statement, ratingOf(after, statement.id)))
    .filter((move) => move !== null)
    .filter((move) => isReady(framework, move, after) && !isReady(framework, move, before));
}

function without(these: Contradiction[], those: Contradiction[]): Contradiction[] {
  return these.filter(({ id }) => !those.some((other) => other.id === id));
}

function sentenceFor(
  changed: number,
  ready: Move[],
  waiting: Move[],
  arising: Contradiction[],
  vanishing: Contradiction[],
): string {
  if (changed === 0) return 'Nothing is different from today.';
  const steps = (list: Move[], now: string) =>
    `${counted(list.length, 'next step')} ${now} (${listedShort(list.map(({ statement }) => statement))})`;
  const parts = [
    ready.length > 0 && `makes ${steps(ready, 'ready to start')}`,
    waiting.length > 0 && `makes ${steps(waiting, 'wait')}`,
    vanishing.length > 0 &&
      `resolves ${counted(vanishing.length, 'possible inconsistency', 'possible inconsistencies')}`,
    arising.length > 0 &&
      `causes ${counted(arising.length, 'possible inconsistency', 'possible inconsistencies')}`,
  ].filter((part) => part !== false);
  if (parts.length === 0)
    return 'This makes no next step ready to start and causes no possible inconsistencies.';
  return `This ${listed(parts)}.`;
}
