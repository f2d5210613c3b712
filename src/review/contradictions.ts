/**
 * Where agreements pull apart: one leans on another that is judged lower.
 *
 * A link of the framework says that a level of a statement leans on a level of another; it holds for the levels above
 * too. When the first is judged to be there and the second is recorded and lower, the two contradict each other.
 * "Not yet" is lower than every level. What is not recorded never contradicts anything. Both agreements may stand: the
 * product asks for the reason and forbids nothing.
 */
import type { BuildsOn, Framework, Statement, StatementCode } from '../framework/framework.js';
import { leaningOn, statementOf, statementsOf } from '../framework/framework.js';
import { asksMost, linksHolding, type Move } from './moves.js';
import { isBelow, levelWords, type Rating, type Ratings, ratingOf, ratingWords } from './rating.js';

export interface Contradiction {
  /** Made of the link alone, so that a note which keeps it stays with it: "3.1@3>2.1@3". */
  id: string;
  /** The agreement that leans on the other. */
  leaning: { statement: StatementCode; rating: Rating };
  /** The agreement that is lower than what is leaned on. */
  lower: { statement: StatementCode; rating: Rating };
  /** What is leaned on. */
  needs: Move;
  /** The reason that the framework gives for the link. */
  because: string;
  /** What is so, in one sentence. */
  sentence: string;
}

/**
 * Every contradiction, in the order of the framework. Of several links between the same two statements only the one
 * that asks most is shown, so that one difference is one notice.
 */
export function contradictionsOf(framework: Framework, ratings: Ratings): Contradiction[] {
  return statementsOf(framework).flatMap((statement) =>
    pullingAt(statement, ratings).map((link) => message(framework, statement, link, ratings)),
  );
}

/** The links of a statement whose other end is judged lower than they ask. */
function pullingAt(statement: Statement, ratings: Ratings): BuildsOn[] {
  const rating = ratingOf(ratings, statement.id);
  if (typeof rating !== 'number') return [];
  return asksMost(
    linksHolding(statement, rating).filter(({ needs }) =>
      isBelow(ratingOf(ratings, needs.statement), needs.level),
    ),
  );
}

/** The contradictions of one statement: those in which it leans on another, and those in which it is the lower one. */
export function contradictionsAbout(
  framework: Framework,
  ratings: Ratings,
  code: StatementCode,
): { leaning: Contradiction[]; lower: Contradiction[] } {
  const own = statementOf(framework, code);
  const at = (statement: Statement, links: BuildsOn[]) =>
    links.map((link) => message(framework, statement, link, ratings));
  return {
    leaning: own ? at(own, pullingAt(own, ratings)) : [],
    lower: leaningOn(framework, code).flatMap((statement) =>
      at(
        statement,
        pullingAt(statement, ratings).filter(({ needs }) => needs.statement === code),
      ),
    ),
  };
}

function message(
  framework: Framework,
  { id }: Statement,
  { level, needs, because }: BuildsOn,
  ratings: Ratings,
): Contradiction {
  const leaning = { statement: id, rating: ratingOf(ratings, id) };
  const lower = { statement: needs.statement, rating: ratingOf(ratings, needs.statement) };
  const leans = `${id} ${ratingWords(leaning.rating, framework)} normally needs ${needs.statement} at ${levelWords(framework, needs.level)}`;
  return {
    id: `${id}@${level}>${needs.statement}@${needs.level}`,
    leaning,
    lower,
    needs,
    because,
    sentence: `${leans}, but ${needs.statement} is ${ratingWords(lower.rating, framework)}.`,
  };
}
