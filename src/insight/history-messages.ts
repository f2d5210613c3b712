/** The verbs of insight in words, for the history of the school. */

import { IT, say, tellHistory } from '../platform/history/messages.js';
import { tellSubjects } from '../platform/history/subjects.js';
import { counted } from '../review/sentences.js';

/** Tells the application how to say what happened here. */
export function tellInsight(): void {
  tellHistory('The plan', {
    'effort.set': ({ after }) =>
      after?.days === null || after?.days === undefined
        ? say`took back how much work ${IT} is`
        : say`said that ${IT} is ${counted(Number(after.days), 'day')} of work`,
    'headings.set': ({ after }) => ({
      words: 'set the headings of the school’s own plan',
      details: ((after?.headings as { title: string }[] | undefined) ?? []).map(
        ({ title }) => `“${title}”`,
      ),
    }),
    'list.loaded': ({ after }) => `loaded the list “${after?.title}”`,
    'list.replaced': ({ after }) => `replaced the list “${after?.title}”`,
    'list.removed': ({ before }) => `removed the list “${before?.title}”`,
  });
  tellSubjects({
    move: {
      word: 'a move',
      nameOf: (id) => id.replace('@', ' to level '),
      path: () => '/insight/ways',
    },
  });
}
