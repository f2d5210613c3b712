/** What the history holds of the evidence. */
import { z } from 'zod';
import {
  code,
  day,
  defineEvents,
  id,
  typed,
  typedWords,
  typedWordsOrNull,
} from '../platform/history/events.js';
import { KINDS, VOICES } from './evidence.js';

const title = typedWords;
const item = {
  kind: z.enum(KINDS.map(({ kind }) => kind)),
  title,
  url: typedWordsOrNull,
  note: typedWords,
  about: typedWords,
  effectiveOn: day,
  validUntil: day,
  owner: id.nullable(),
  voice: z.enum(VOICES.map(({ voice }) => voice)).nullable(),
  figure: z
    .string()
    .regex(/^-?\d+(\.\d+)?$/)
    .nullable(),
  unit: typedWords,
};

export const evidenceEvents = defineEvents({
  'evidence.added': item,
  'evidence.changed': item,
  'evidence.file-added': {
    number: z.int(),
    name: typedWords,
    bytes: z.int(),
    checksum: z.hex(),
  },
  'evidence.cited': {
    review: id,
    statements: z.array(code),
    /** Points, by the ids that whoever wrote the model gave them. */
    criteria: typed(z.array(z.string())),
  },
  'evidence.deleted': { title },
  'evidence.restored': { title },
});
