/**
 * What the team found hard to agree on, as far as the record of the review shows it: levels that were changed after they
 * had been set, how many people changed them, and contradictions that the team decided to keep. What people thought and
 * did not write down is not in the record, so it is not guessed at.
 */
import { type Framework, type Statement, statementsOf } from '../framework/framework.js';
import type { Rating } from '../review/rating.js';
import { type Agreements, agreementOf } from '../review/review.js';

/** One change of a level, from the history. */
export interface LevelChange {
  statement: string;
  /** Null once the person has been erased. */
  person: string | null;
  from: Rating;
  to: Rating;
  at: Date;
}

export interface Hard {
  statement: Statement;
  /** How often the level was changed after it had first been set. */
  changes: LevelChange[];
  /** How many people set or changed it. */
  people: number;
  /** The reasons with which contradictions were kept. */
  contradictionReasons: string[];
}

/** The statements that were changed, or that keep a contradiction: changed most often first, then by people. */
export function hardToAgree(
  framework: Framework,
  agreements: Agreements,
  settings: readonly LevelChange[],
): Hard[] {
  return statementsOf(framework)
    .map((statement): Hard => {
      const own = settings.filter((each) => each.statement === statement.id);
      return {
        statement,
        changes: own.filter(({ from, to }) => from !== null && from !== to),
        people: new Set(own.map(({ person }) => person)).size,
        contradictionReasons: Object.values(
          agreementOf(agreements, statement.id).contradictionReasons,
        ),
      };
    })
    .filter(
      ({ changes, contradictionReasons }) => changes.length > 0 || contradictionReasons.length > 0,
    )
    .sort(
      (one, other) =>
        other.changes.length - one.changes.length ||
        other.people - one.people ||
        other.contradictionReasons.length - one.contradictionReasons.length,
    );
}
