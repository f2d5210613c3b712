/** What has happened to a thing, on the page of that thing. */
import type { FC } from 'hono/jsx';
import type { HistoryEntry } from '../../storage/history.js';
import { momentOf } from '../dates.js';
import { toldOf } from '../history-words.js';

/** Shows nothing when nothing has happened. Entries come from listHistoryOf. */
export const HistoryOf: FC<{ entries: readonly HistoryEntry[]; title?: string }> = (props) =>
  props.entries.length === 0 ? null : (
    <details class="govuk-details section">
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">{props.title ?? 'What has happened here'}</span>
      </summary>
      <HistoryList entries={props.entries} />
    </details>
  );

export const HistoryList: FC<{ entries: readonly HistoryEntry[] }> = ({ entries }) => (
  <ol class="rows plain history">
    {entries.map((entry) => (
      <li>
        <time class="small quiet" datetime={entry.at.toISOString()}>
          {momentOf(entry.at)}
        </time>
        <p>
          <b>{whoDid(entry)}</b> {toldOf(entry)}
        </p>
      </li>
    ))}
  </ol>
);

/** The name now; a role title for somebody whose data has been erased. */
function whoDid({ personId, personName, door }: HistoryEntry): string {
  if (personName) return personName;
  if (!personId) return door === 'command' ? 'The administrator' : 'Waymark';
  return 'Somebody who has left';
}
