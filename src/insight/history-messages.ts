/** The verbs of insight in words, for the history of the school. */

import { type HistoryMessages, IT, say } from '../platform/history/messages.js';
import { counted } from '../review/sentences.js';

/** How the history of a school says what happened here. */
export const insightMessages: HistoryMessages = {
  area: 'The plan',
  verbs: {
    'effort.set': ({ after }) =>
      after?.days === null || after?.days === undefined
        ? say`cleared the days of work for ${IT}`
        : say`set ${IT} to ${counted(Number(after.days), 'day')} of work`,
    'headings.set': ({ after }) => ({
      words: 'set the headings of the school’s own plan',
      details: ((after?.headings as { title: string }[] | undefined) ?? []).map(
        ({ title }) => `“${title}”`,
      ),
    }),
    'list.loaded': ({ after }) => `loaded the list “${after?.title}”`,
    'list.replaced': ({ after }) => `replaced the list “${after?.title}”`,
    'list.removed': ({ before }) => `removed the list “${before?.title}”`,
  },
  subjects: {
    move: {
      word: 'a next step',
      nameOf: (id) => id.replace('@', ' to level '),
      path: () => '/insight/ways',
    },
  },
};
