/** What is missing before a review is closed, and what is worth another look. */
import type { Framework, Statement } from '../framework/framework.js';
import { statementsOf } from '../framework/framework.js';
import { type Contradiction, contradictionsOf } from './contradictions.js';
import {
  type Agreements,
  agreementOf,
  contradictionReasonsIn,
  isDecided,
  ratingsFrom,
} from './review.js';

export interface Missing {
  /** Statements without a level. */
  notRecorded: Statement[];
  /** Statements whose answer was taken over from an earlier review and never confirmed. */
  notConfirmed: Statement[];
  /** Statements with a level and no reason. */
  withoutReason: Statement[];
  /** Contradictions that nobody has given a reason for. These never stand in the way. */
  unexplained: Contradiction[];
  /** True when the team has to say why it closes the review all the same. */
  hasGaps: boolean;
}

/** Everything that is missing, in the order of the framework. */
export function whatIsMissing(framework: Framework, agreements: Agreements): Missing {
  const all = statementsOf(framework);
  const of = (statement: Statement) => agreementOf(agreements, statement.id);
  const notRecorded = all.filter((each) => of(each).rating === null);
  const notConfirmed = all.filter((each) => of(each).isCarried && of(each).rating !== null);
  const withoutReason = all.filter((each) => isDecided(of(each)) && of(each).reason.trim() === '');
  const contradictionReasons = contradictionReasonsIn(agreements.values());
  return {
    notRecorded,
    notConfirmed,
    withoutReason,
    unexplained: contradictionsOf(framework, ratingsFrom(agreements.values())).filter(
      ({ id }) => !Object.hasOwn(contradictionReasons, id),
    ),
    hasGaps: notRecorded.length + notConfirmed.length + withoutReason.length > 0,
  };
}
