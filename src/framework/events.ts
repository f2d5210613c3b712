/** What the history holds of models and their drafts. */
import { z } from 'zod';
import {
  defineEvents,
  id,
  typed,
  typedWords,
  typedWordsOrNull,
} from '../platform/history/events.js';

const title = typedWords;
const counts = { repairs: z.int(), doubts: z.int(), missing: z.int() };
/** A place holds codes as they stand in somebody's document. */
const answer = { place: typedWords, words: typedWordsOrNull };

export const modelEvents = defineEvents({
  'framework-draft.started': { title, file: typedWords, bytes: z.int(), ...counts },
  'framework-draft.read': { options: typed(z.record(z.string(), z.unknown())), ...counts },
  'framework-draft.accepted': answer,
  'framework-draft.corrected': answer,
  'framework-draft.unreadable': answer,
  'framework-draft.edited': { edit: typed(z.record(z.string(), z.unknown())) },
  'framework-draft.removed': { title },
  'framework.published': {
    version: z.string().regex(/^\d+(\.\d+)*(-[a-z0-9.]+)?$/),
    checksum: z.hex(),
    forAll: z.boolean(),
  },
  'framework.chosen': { version: id },
});
