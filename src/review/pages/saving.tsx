/** The buttons that save, and what is known of the last saving. */

import type { Statement } from '../../framework/framework.js';
import { dateWords, timeWords } from '../../platform/days.js';
import { Button } from '../../platform/web/fields.js';
import type { Agreement } from '../review.js';

interface SavingProps {
  agreement: Agreement;
  previous: Statement | null;
  next: Statement | null;
  base: string;
}

export const Saving = ({ agreement, previous, next, base }: SavingProps) => (
  <div class="saving">
    <p class="actions">
      <Button name="go" value="next">
        {next ? `Save and go to ${next.id}` : 'Save and see all statements'}
      </Button>
      <Button isSecondary name="go" value="stay">
        Save and stay here
      </Button>
      {previous && <a href={`${base}/statements/${previous.id}`}>Back to {previous.id}</a>}
    </p>
    <p class="small quiet">
      <span data-saved role="status">
        {savedWords(agreement)}
      </span>{' '}
      {agreement.version > 0 && (
        <a href={`${base}/statements/${agreement.statement}/history`}>
          History<span class="vh"> of this statement</span>
        </a>
      )}
    </p>
  </div>
);

/** "Last saved by Sam Reid on 23 November 2026 at 10:42." */
export function savedWords({ updatedAt, updatedBy }: Agreement): string {
  if (!updatedAt) return 'Nothing is saved yet.';
  const who = updatedBy?.name ? ` by ${updatedBy.name}` : '';
  return `Last saved${who} on ${dateWords(updatedAt)} at ${timeWords(updatedAt)}.`;
}
