/** The verbs of models in words, for the history of the school. */
import { sql } from 'kysely';
import { tellSubjects } from '../people/history-subjects.js';
import { tellHistory } from '../people/history-words.js';

type Part = Record<string, unknown> | null;

const quoted = (words: unknown) =>
  words === null || words === undefined || words === '' ? 'nothing' : `“${String(words)}”`;

/** Where in a draft, and what was read there and stands there now. */
const answered = (words: string) => (entry: { before: Part; after: Part }) => ({
  words,
  details: [
    `${String(entry.before?.place ?? '')}: ${quoted(entry.after?.words)}`,
    ...(entry.after?.words === entry.before?.words
      ? []
      : [`It was read as ${quoted(entry.before?.words)}.`]),
  ],
});

/** Tells the application how to say what happened here. */
export function tellModels(): void {
  tellHistory('The model', {
    'framework-draft.started': 'began a draft, {it}',
    'framework-draft.read': 'had the document of {it} read again',
    'framework-draft.accepted': answered('accepted what was read in {it}'),
    'framework-draft.corrected': answered('corrected what was read in {it}'),
    'framework-draft.unreadable': answered('marked words in {it} as not readable'),
    'framework-draft.edited': 'changed the draft {it}',
    'framework-draft.removed': 'took a draft away',
    'framework.published': ({ after }) => `published version ${String(after?.version)} of {it}`,
    'framework.chosen': 'chose {it} for the school’s reviews',
  });
  tellSubjects({
    'framework draft': {
      word: 'of a model',
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
  });
}
