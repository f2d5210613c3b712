/** What becomes of old agreements when there is a new version: proposed, never done without a person. */
import type { StatementCode } from '../framework.js';
import type { StatementDifference, Verdict } from './differences.js';

export interface Proposal {
  /** The statement in the old version; null when it is new. */
  before: StatementCode | null;
  /** The statement in the new version; null when it is gone. */
  after: StatementCode | null;
  /** "same": carry it over. "changed": look again. "new": judge it. "gone": it stays in the old review alone. */
  verdict: Verdict;
}

/**
 * One proposal for each statement of two versions, in the order of the newer one. An agreement is carried over only when
 * every level has the same words, for the best fit was found among all of them; a title may differ.
 */
export function proposalsFor(differences: readonly StatementDifference[]): Proposal[] {
  return differences.map(({ before, after, levels }) => ({
    before,
    after,
    verdict: verdictOf(
      before,
      after,
      levels.every(({ verdict }) => verdict === 'same'),
    ),
  }));
}

function verdictOf(
  before: StatementCode | null,
  after: StatementCode | null,
  isSame: boolean,
): Verdict {
  if (before === null) return 'new';
  if (after === null) return 'gone';
  return isSame ? 'same' : 'changed';
}
