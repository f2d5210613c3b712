/** What changed between two wordings of a model: how many statements, and each with its words. */

import { countWords, spoken } from '../../platform/chart/scale.js';
import type { FC } from '../../platform/web/html.js';
import { proposalsFor } from '../compare/carry-over.js';
import { frameworkDifferences, type StatementDifference } from '../compare/differences.js';
import type { Framework } from '../framework.js';
import { titleOf } from './levels.js';
import { Runs } from './word-runs.js';

export interface Changes {
  before: Framework;
  after: Framework;
  statements: StatementDifference[];
  /** "3 statements with differences" */
  title: string;
  /** What becomes of levels that were agreed. */
  proposed: string;
}

/** The changes from one wording to another: words, titles, and codes. */
export function changesOf(before: Framework, after: Framework): Changes {
  const differences = frameworkDifferences(before, after);
  const proposals = proposalsFor(differences);
  const count = (verdict: string) => proposals.filter((each) => each.verdict === verdict).length;
  const statements = differences.filter((each) => each.verdict !== 'same' || isMoved(each));
  const title =
    statements.length === 0
      ? 'Both versions have the same words'
      : `${countWords(statements.length, 'statement')} with differences`;
  const proposed = `Of levels agreed with the older version, ${count('same')} can be copied, ${count('changed')} to check, ${countWords(count('new'), 'is', 'are')} new and ${countWords(count('gone'), 'is', 'are')} removed.`;
  return { before, after, statements, title, proposed };
}

const isMoved = ({ before, after }: StatementDifference) =>
  before !== null && after !== null && before !== after;

/** Each statement that changed, with the words that were taken out and put in. */
export const ChangedStatements: FC<{ changes: Changes }> = ({ changes }) => (
  <ol class="differences section-small">
    {changes.statements.map((difference) => (
      <StatementItem difference={difference} two={changes} />
    ))}
  </ol>
);

const SAYS = { same: 'Same words', changed: 'Changed', new: 'New', gone: 'Gone' } as const;

/** True where the title alone has other words. */
const isRenamed = ({ verdict, levels }: StatementDifference) =>
  verdict === 'changed' && levels.every((level) => level.verdict === 'same');

const StatementItem: FC<{ difference: StatementDifference; two: Changes }> = ({
  difference,
  two,
}) => {
  const { before, after, verdict, title, levels } = difference;
  const code = after ?? before;
  return (
    <li>
      <h3>
        {code} <Runs runs={title} />
      </h3>
      <p class="small quiet">
        {isRenamed(difference) ? 'Renamed' : SAYS[verdict]}
        {isMoved(difference) && `; it was ${before}`}
      </p>
      {levels
        .filter((level) => level.verdict !== 'same')
        .map(({ level, words }) => (
          <div class="difference">
            <h4 class="small">{titleOf(verdict === 'gone' ? two.before : two.after, level)}</h4>
            {words.length === 0 ? (
              <p class="quiet">No words at {spoken(titleOf(two.after, level))}.</p>
            ) : (
              <p>
                <Runs runs={words} />
              </p>
            )}
          </div>
        ))}
    </li>
  );
};
