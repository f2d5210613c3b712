/** What the plan holds of a next step, or the way to plan it. */

import { statementOf } from '../../framework/framework.js';
import type { Child } from '../../platform/web/html.js';
import { nextMove } from '../../review/moves.js';
import { PlanLink, PlanState } from '../../review/pages/add-to-plan.js';
import { agreementOf } from '../../review/review.js';
import type { ResultsRead } from './results-read.js';

/** What stands beneath a move, or (without a level) beneath the next step of a statement. */
export type ToPlan = (code: string, level?: number) => Child;

/** The action that is planned, else the way to plan it, quiet in a list; nothing for a statement without a next level. */
export function toPlanFrom(read: ResultsRead, isQuiet = false): ToPlan {
  const { base, whole, framework } = read;
  const nextOf = (code: string) => {
    const statement = statementOf(framework, code);
    return statement && nextMove(statement, agreementOf(whole.agreements, code).rating);
  };
  return (code, level) => {
    const move = level === undefined ? nextOf(code) : { statement: code, level };
    if (!move) return null;
    return (
      <PlanState {...read} move={move}>
        <PlanLink base={base} move={move} isQuiet={isQuiet}>
          Plan this
        </PlanLink>
      </PlanState>
    );
  };
}
