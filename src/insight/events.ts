/** What the history holds of what a school sets for itself. */
import { z } from 'zod';
import { defineEvents, typed, typedWords } from '../platform/history/events.js';

const list = {
  title: typedWords,
  about: typedWords,
  entries: typed(z.array(z.record(z.string(), z.unknown()))),
};

export const insightEvents = defineEvents({
  'effort.set': { days: z.number().nullable() },
  'headings.set': {
    headings: typed(
      z.array(z.strictObject({ title: z.string(), statements: z.array(z.string()) })),
    ),
  },
  'list.loaded': list,
  'list.replaced': list,
  'list.removed': list,
});
