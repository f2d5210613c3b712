/** Who leans on whom in a framework, in both directions. */
import { type Framework, type Statement, type StatementCode, statementsOf } from './framework.js';

/** One link, seen from one of its two ends. */
export interface Leaning {
  /** The statement at the other end. */
  statement: Statement;
  /** The level of the statement that leans. */
  level: number;
  /** The level that is leaned on. */
  needs: number;
  because: string;
}

/** What this statement leans on, by its own level, lowest first. */
export function leansOn(framework: Framework, statement: Statement): Leaning[] {
  const byCode = new Map(statementsOf(framework).map((each) => [each.id, each]));
  return inOrder(
    statement.buildsOn.flatMap(({ level, needs, because }) => {
      const other = byCode.get(needs.statement);
      return other ? [{ statement: other, level, needs: needs.level, because }] : [];
    }),
    ({ level }) => level,
  );
}

/** What leans on this statement, by the level of it that is leaned on, lowest first. */
export function leanedOnBy(framework: Framework, code: StatementCode): Leaning[] {
  const found = statementsOf(framework).flatMap((statement) =>
    statement.buildsOn
      .filter(({ needs }) => needs.statement === code)
      .map(({ level, needs, because }) => ({ statement, level, needs: needs.level, because })),
  );
  return inOrder(found, ({ needs }) => needs);
}

function inOrder(leanings: Leaning[], level: (leaning: Leaning) => number): Leaning[] {
  return leanings.sort((a, b) => level(a) - level(b));
}
