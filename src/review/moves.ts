/**
 * Moves: what there is to do in a framework, seen from where a school stands.
 *
 * A **move** takes one statement up to one of its levels. It is **made** once the statement stands at that level or
 * above. The **next move** of a statement goes to the first level above where it stands. A move **leans on** a place
 * (a statement at a level) when a link says so at its level or, because links hold for the levels above too, at a
 * lower one. A move is **ready** when nothing that it leans on is still ahead.
 *
 * A statement that is not recorded has no moves, and nothing waits for it: nobody knows yet where it stands.
 */
import type { BuildsOn, Framework, Statement, StatementCode } from '../framework/framework.js';
import { statementOf } from '../framework/framework.js';
import { atLeast, isBelow, type Rating, type Ratings, ratingOf } from './rating.js';

export interface Move {
  statement: StatementCode;
  level: number;
}

/** A name for a move, for keys and for keeping: "2.4@3". */
export function moveKey({ statement, level }: Move): string {
  return `${statement}@${level}`;
}

/** The moves of a statement that are not made, lowest first; none when it is not recorded. */
export function upcomingMoves(statement: Statement, rating: Rating): Move[] {
  if (rating === null) return [];
  return statement.levels
    .filter(({ level }) => !atLeast(rating, level))
    .map(({ level }) => ({ statement: statement.id, level }));
}

/** The next move of a statement; null when it is not recorded or stands at its highest level. */
export function nextMove(statement: Statement, rating: Rating): Move | null {
  return upcomingMoves(statement, rating)[0] ?? null;
}

/** The links that hold when a statement is at a level: those at this level and at the levels below it. */
export function linksHolding(statement: Statement, level: number): BuildsOn[] {
  return statement.buildsOn.filter((link) => link.level <= level);
}

/** What a move leans on and is still ahead: for each statement the link that asks most of it. */
export function standsBefore(framework: Framework, move: Move, ratings: Ratings): BuildsOn[] {
  const statement = statementOf(framework, move.statement);
  if (!statement) return [];
  return asksMost(
    linksHolding(statement, move.level).filter(({ needs }) =>
      isBelow(ratingOf(ratings, needs.statement), needs.level),
    ),
  );
}

/** True when nothing that the move leans on is still ahead. */
export function isReady(framework: Framework, move: Move, ratings: Ratings): boolean {
  return standsBefore(framework, move, ratings).length === 0;
}

/** Of several links to one statement, the one that asks for its highest level; the order stays. */
export function asksMost(links: BuildsOn[]): BuildsOn[] {
  const most = new Map<StatementCode, BuildsOn>();
  for (const link of links) {
    const before = most.get(link.needs.statement);
    if (!before || link.needs.level > before.needs.level) most.set(link.needs.statement, link);
  }
  return links.filter((link) => most.get(link.needs.statement) === link);
}
