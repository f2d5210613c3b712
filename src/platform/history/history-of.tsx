/** What has happened to a thing, on the page of that thing. */

import { momentWords } from '../days.js';
import type { Child, FC } from '../web/html.js';
import { Details } from '../web/page.js';
import { groupSavings, spanOf } from './groups.js';
import type { HistoryEntry } from './history.js';
import { type AllMessages, IT, messageOf, type Saying } from './messages.js';
import { type Subjects, subjectKey, subjectWord } from './subjects.js';

interface HistoryProps {
  messages: AllMessages;
  entries: readonly HistoryEntry[];
}

/** Shows nothing when nothing has happened. Entries come from listHistoryOf. `undo` takes the newest back. */
export const HistoryOf: FC<HistoryProps & { title?: string; undo?: Child }> = (props) =>
  props.entries.length === 0 ? null : (
    <Details summary={props.title ?? 'History'} class="section">
      {props.undo}
      <HistoryList messages={props.messages} entries={props.entries} />
    </Details>
  );

/** Entries, newest first. `subjects` names what each is about; on the page of the thing itself it is left out. */
export const HistoryList: FC<HistoryProps & { subjects?: Subjects }> = ({
  messages,
  entries,
  subjects,
}) => (
  <ol class="rows plain history">
    {groupSavings(entries, ({ subject }) => subjectKey(subject)).map((group) => {
      const entry = { ...group[0]!, ...(group.length > 1 ? spanOf(group) : {}) };
      const { words, details } = messageOf(messages, entry);
      return (
        <li>
          <time class="small quiet" datetime={entry.at.toISOString()}>
            {momentWords(entry.at)}
          </time>
          <p>
            <b>{whoDid(entry)}</b> <Sentence {...{ messages, words, entry, subjects }} />
          </p>
          {details.map((line) => (
            <p class="typed small">{line}</p>
          ))}
        </li>
      );
    })}
  </ol>
);

interface SentenceProps {
  messages: AllMessages;
  words: Saying;
  entry: HistoryEntry;
  subjects: Subjects | undefined;
}

/** What is said, with the thing in its place. */
const Sentence: FC<SentenceProps> = ({ words, ...thing }) => (
  <>{words.map((part) => (part === IT ? <Thing {...thing} /> : part))}</>
);

/** A link where the thing is still there; "it" on its own page. */
const Thing: FC<Omit<SentenceProps, 'words'>> = ({ messages, entry, subjects }) => {
  if (!subjects) return <>it</>;
  const found = subjects.get(subjectKey(entry.subject));
  return found ? <a href={found.path}>{found.name}</a> : subjectWord(messages, entry.subject.kind);
};

/** The name now; a role title for somebody whose data has been erased. */
function whoDid({ personId, personName, channel }: HistoryEntry): string {
  if (personName) return personName;
  if (!personId) return channel === 'command' ? 'The administrator' : 'Waymark';
  return 'Someone who has left';
}
