/** What the history holds of reviews and agreements. */
import { z } from 'zod';
import {
  code,
  defineEvents,
  id,
  typed,
  typedWords,
  typedWordsOrNull,
} from '../platform/history/events.js';

const title = typedWords;
const academicYear = z.int();

const agreement = {
  rating: z.union([z.int(), z.literal('not-yet'), z.null()]),
  reason: typedWords,
  strength: typedWords,
  nextStep: typedWords,
  /** The points, by the ids that whoever wrote the model gave them. */
  marks: typed(z.record(z.string(), z.enum(['met', 'partly', 'not-yet']))),
  /** Why contradictions are kept, by their id. */
  contradictionReasons: typed(z.record(z.string(), z.string())),
  isCarried: z.boolean(),
  evidence: z.array(id),
  /** The title of a new piece of evidence. */
  added: typedWords,
};

export const reviewEvents = defineEvents({
  'agreement.set': agreement,
  /** The last change was taken back. */
  'agreement.undone': agreement,
  'review.started': {
    title,
    academicYear,
    participants: z.array(id),
    answersFrom: id.nullable(),
    framework: id,
    previous: id.nullable(),
  },
  'review.changed': { title, academicYear },
  'participant.added': { id, role: typedWords },
  'participant.removed': { id },
  /** Who may set agreed levels beside careers leaders. */
  'level-setter.added': { person: id },
  'level-setter.removed': { person: id },
  'review.closed': {
    gapsReason: typedWordsOrNull,
    gaps: z.strictObject({
      notRecorded: z.array(code),
      notConfirmed: z.array(code),
      withoutReason: z.array(code),
    }),
  },
  'review.reopened': { closedAt: z.iso.datetime().nullable(), reason: typedWords },
  'review.deleted': { title },
  'review.restored': { title },
});
