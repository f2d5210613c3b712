/** What has happened to a thing, on the page of that thing. */
import type { FC } from 'hono/jsx';
import type { HistoryEntry } from '../../storage/history.js';
import { momentOf } from '../dates.js';
import { groupSavings, spanOf } from '../history-groups.js';
import { type Subjects, subjectKey, subjectWord } from '../history-subjects.js';
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

/** Entries, newest first. `subjects` names what each is about; on the page of the thing itself it is left out. */
export const HistoryList: FC<{ entries: readonly HistoryEntry[]; subjects?: Subjects }> = ({
  entries,
  subjects,
}) => (
  <ol class="rows plain history">
    {groupSavings(entries, ({ subject }) => subjectKey(subject)).map((group) => {
      const entry = { ...group[0]!, ...(group.length > 1 ? spanOf(group) : {}) };
      const { words, details } = toldOf(entry);
      return (
        <li>
          <time class="small quiet" datetime={entry.at.toISOString()}>
            {momentOf(entry.at)}
          </time>
          <p>
            <b>{whoDid(entry)}</b> <Sentence words={words} entry={entry} subjects={subjects} />
          </p>
          {details?.map((line) => (
            <p class="typed small">{line}</p>
          ))}
        </li>
      );
    })}
  </ol>
);

interface SentenceProps {
  words: string;
  entry: HistoryEntry;
  subjects: Subjects | undefined;
}

/** "closed {it}" with the thing in its place: a link where it is still there. */
const Sentence: FC<SentenceProps> = ({ words, entry, subjects }) => {
  const [start, ...rest] = words.split('{it}');
  if (rest.length === 0) return <>{words}</>;
  const found = subjects?.get(subjectKey(entry.subject));
  return (
    <>
      {start}
      {found ? (
        <a href={found.path}>{found.name}</a>
      ) : subjects ? (
        subjectWord(entry.subject.kind)
      ) : (
        'it'
      )}
      {rest.join('it')}
    </>
  );
};

/** The name now; a role title for somebody whose data has been erased. */
function whoDid({ personId, personName, door }: HistoryEntry): string {
  if (personName) return personName;
  if (!personId) return door === 'command' ? 'The administrator' : 'Waymark';
  return 'Somebody who has left';
}
