/** The verbs of models in words, for the history of the school. */
import { sql } from 'kysely';
import { type HistoryMessages, IT, type Saying, say } from '../platform/history/messages.js';

type Part = Record<string, unknown> | null;

const quoted = (words: unknown) =>
  words === null || words === undefined || words === '' ? 'nothing' : `“${String(words)}”`;

/** Where in a draft, and what was read there and stands there now. */
const answered = (words: Saying) => (entry: { before: Part; after: Part }) => ({
  words,
  details: [
    `${String(entry.before?.place ?? '')}: ${quoted(entry.after?.words)}`,
    ...(entry.after?.words === entry.before?.words
      ? []
      : [`It was read as ${quoted(entry.before?.words)}.`]),
  ],
});

/** How the history of a school says what happened here. */
export const frameworkMessages: HistoryMessages = {
  area: 'The model',
  verbs: {
    'framework-draft.started': say`started a draft of ${IT}`,
    'framework-draft.read': say`read the document of ${IT} again`,
    'framework-draft.accepted': answered(say`accepted text in ${IT}`),
    'framework-draft.corrected': answered(say`corrected text in ${IT}`),
    'framework-draft.unreadable': answered(say`marked words in ${IT} as not readable`),
    'framework-draft.edited': say`changed the draft of ${IT}`,
    'framework-draft.removed': 'removed a draft',
    'framework.published': ({ after }) => say`published version ${after?.version} of ${IT}`,
    'framework.chosen': say`chose ${IT} for the school’s reviews`,
  },
  subjects: {
    'framework draft': {
      word: 'a model',
      names: (organisation, ids) => sql`
        SELECT id::text, title AS name FROM framework_drafts
        WHERE organisation_id = ${organisation} AND id::text = ANY (${ids})`,
      path: () => '/model/imports',
    },
    'framework version': {
      word: 'a model',
      names: (_organisation, ids) => sql`
        SELECT id::text, title AS name FROM framework_versions WHERE id::text = ANY (${ids})`,
      path: () => '/model/versions',
    },
  },
};
