/** The verbs of reports in words, for the history of the school. */
import { dayWords } from '../platform/days.js';
import { type HistoryMessages, IT, say } from '../platform/history/messages.js';
import { reportKind } from './kinds.js';
import { ownTextOf } from './sections/own-words.js';

type Side = Record<string, unknown> | null;

const nameOf = (side: Side) => reportKind(String(side?.report))?.name ?? 'a report';

/** How the history of a school says what happened here. */
export const reportMessages: HistoryMessages = {
  area: 'Reviews and levels',
  verbs: {
    'report-text.set': ({ after }) => ({
      words: `wrote “${ownTextOf(String(after?.text))?.label ?? 'a text'}” for the reports`,
      details: [String(after?.words ?? '')].filter(Boolean),
    }),
    'report-layout.set': ({ after }) => `set the parts of the report “${nameOf(after)}”`,
    'report-layout.reset': ({ before }) =>
      `set the report “${nameOf(before)}” back to its standard parts`,
    'report-link.made': ({ after }) =>
      say`shared ${nameOf(after)} of ${IT} by link ${detailsOf(after)}`,
    'report-link.revoked': ({ before }) => say`turned off a link to ${nameOf(before)} of ${IT}`,
  },
};

const detailsOf = (side: Side) =>
  [
    `until ${dayWords(String(side?.until))}`,
    side?.has_names ? 'with people’s names' : 'without people’s names',
    ...(side?.has_remarks ? ['with questions and comments'] : []),
    ...(side?.has_passphrase ? ['with a passphrase'] : []),
  ].join(', ');
