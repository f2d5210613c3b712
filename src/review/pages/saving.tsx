/** The bar that stays in view: which level is chosen, whether it is saved, and the way on; and who saved last. */

import type { Framework, Statement } from '../../framework/framework.js';
import { dateWords, dayAt, timeWords } from '../../platform/days.js';
import { levelValue } from '../choice-fields.js';
import { describe, levelTitle, type Rating } from '../rating.js';
import type { Agreement } from '../review.js';
import { toneClass } from './level-marks.js';

interface SavingProps {
  framework: Framework;
  statement: Statement;
  agreement: Agreement;
  previous: Statement | null;
  next: Statement | null;
  base: string;
  now: Date;
}

/** The last thing of the page, with the main button of its form. The level in it follows the choice without script, by styles alone. */
export const SaveBar = (props: SavingProps) => {
  const { framework, statement, agreement, previous, next, base, now } = props;
  return (
    <div class="savebar">
      <div class="in">
        <span class="when when-none chip lvn">No level yet</span>
        {([...statement.levels.map(({ level }) => level), 'not-yet', null] as Rating[]).map(
          (rating) => (
            <span class={`when when-${levelValue(rating)} chip ${toneClass(framework, rating)}`}>
              {typeof rating === 'number'
                ? levelTitle(framework, rating)
                : rating === null
                  ? describe(null, framework)
                  : 'Not yet'}
            </span>
          ),
        )}
        <span class="state" data-saved role="status">
          {savedBriefly(agreement, now)}
        </span>
        <span class="way">
          {previous && <a href={`${base}/statements/${previous.id}`}>Back to {previous.id}</a>}
          <button type="submit" form="agreement" class="govuk-button" name="go" value="next">
            {next ? `Save and go to ${next.id}` : 'Save and see all statements'}
          </button>
        </span>
      </div>
    </div>
  );
};

/** "Saved 10:42", "Saved 23 November", "Not saved yet": who it was, and the year, stand at the end of the page. */
function savedBriefly({ updatedAt }: Agreement, now: Date): string {
  if (!updatedAt) return 'Not saved yet';
  const isToday = dayAt(updatedAt) === dayAt(now);
  return `Saved ${isToday ? timeWords(updatedAt) : dateWords(updatedAt).replace(/ \d+$/, '')}`;
}

/** Who saved last and when, with the way to the history of the statement. */
export const LastSaved = ({ agreement, base }: { agreement: Agreement; base: string }) =>
  agreement.version === 0 ? null : (
    <span>
      {savedWords(agreement)}{' '}
      <a href={`${base}/statements/${agreement.statement}/history`}>History</a>
    </span>
  );

/** "Last saved by Sam Reid on 23 November 2026 at 10:42." */
export function savedWords({ updatedAt, updatedBy }: Agreement): string {
  if (!updatedAt) return 'Not saved yet.';
  const who = updatedBy?.name ? ` by ${updatedBy.name}` : '';
  return `Last saved${who} on ${dateWords(updatedAt)} at ${timeWords(updatedAt)}.`;
}
