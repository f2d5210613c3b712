/** The way from the results into the plan, beneath each move and each next step. */

import { type Framework, statementOf } from '../../framework/framework.js';
import type { Child } from '../../platform/web/html.js';
import type { RequestContext } from '../../platform/web/request-context.js';
import { moveKey, nextMove } from '../../review/moves.js';
import { AddToPlan, PlannedAt } from '../../review/pages/add-to-plan.js';
import type { Planned } from '../../review/planned.js';
import { agreementOf } from '../../review/review.js';
import type { WholeReview } from '../../review/whole-review.js';

/** What stands beneath a move, or (without a level) beneath the next step of a statement. */
export type ToPlan = (code: string, level?: number) => Child;

interface From {
  request: RequestContext;
  id: string;
  whole: WholeReview;
  framework: Framework;
  planned: Planned;
  /** True for the results of an earlier year: its moves may be made by now, so nothing is added from them. */
  isEarlier: boolean;
}

/** A button, or a link to the action that is there; nothing for a statement without a next level. */
export function toPlanFrom({ request, id, whole, framework, planned, isEarlier }: From): ToPlan {
  const nextOf = (code: string) => {
    const statement = statementOf(framework, code);
    return statement && nextMove(statement, agreementOf(whole.agreements, code).rating);
  };
  return (code, level) => {
    const move = level === undefined ? nextOf(code) : { statement: code, level };
    if (!move) return null;
    const action = planned.get(moveKey(move));
    const props = { request, statement: code, level, action, isQuiet: level === undefined };
    return isEarlier ? <PlannedAt {...props} /> : <AddToPlan {...props} review={id} />;
  };
}
