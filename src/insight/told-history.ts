/** The verbs of insight in words, for the pages of history. */
import { tellHistory } from '../people/history-words.js';

/** Tells the application how to say what happened here. */
export function tellInsight(): void {
  tellHistory({
    'effort.set': ({ subject, after }) => {
      const [statement, level] = subject.id.split('@');
      const days = after?.days === null ? 'back to the first guess' : `to ${after?.days} days`;
      return `set the effort of ${statement} to level ${level} ${days}`;
    },
    'headings.set': 'set the headings of the school’s own plan',
    'list.loaded': ({ after }) => `loaded the list “${after?.title}”`,
    'list.replaced': ({ after }) => `replaced the list “${after?.title}”`,
    'list.removed': ({ before }) => `removed the list “${before?.title}”`,
  });
}
