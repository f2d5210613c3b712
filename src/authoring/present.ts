/** Drafts of models as JSON: allow-lists. */
import { z } from 'zod';
import { frameworkSchema } from '../framework/operations.js';
import { presentFramework } from '../framework/present.js';
import { frameworkOf } from '../framework/version.js';
import { jsonKeys, presented } from '../platform/casing.js';
import type { DraftSummary, FrameworkDraft } from './drafts-store.js';
import { type Answer, type Item, itemsOf, wordsNow } from './import-items.js';

/** What `presentDraft` gives. */
export const draftSchema = z.object({
  id: z.uuid(),
  kind: z.enum(['imported', 'made']),
  title: z.string(),
  file_name: z.string().nullable(),
  started_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
  published_version: z.uuid().nullable(),
  version: z.int(),
});

/** What `presentPlace` gives. */
export const placeSchema = z.object({
  place: z.string().meta({ description: '“2.4@3”, “2.4” or “theme-2”.' }),
  read: z.string().nullable().meta({ description: 'The words in the document.' }),
  words: z.string().nullable().meta({ description: 'The words as they are now.' }),
  found: z.enum(['missing', 'doubtful', 'repaired', 'clear']),
  doubts: z.array(z.string()),
  answer: z.enum(['accepted', 'corrected', 'unreadable']).nullable(),
  version: z.int(),
});

/** What `presentWholeDraft` gives. */
export const wholeDraftSchema = draftSchema.extend({
  model: frameworkSchema.nullable().meta({ description: 'Of one that is written by hand.' }),
  places: z.array(placeSchema).meta({ description: 'Of one that was read from a document.' }),
  refusal: z
    .object({ code: z.string(), says: z.string() })
    .nullable()
    .meta({ description: 'Why the document was not understood: read it again with settings.' }),
  sample: z
    .array(z.array(z.string()))
    .meta({ description: 'The beginnings of the cells of some rows. The first column is 1.' }),
  sheets: z.array(z.string()).meta({ description: 'The sheets that the document has.' }),
  tables: z
    .array(z.string())
    .meta({ description: 'The beginnings of the tables of the document. The first is 1.' }),
});

/** A draft in a list. */
export const presentDraft = (draft: DraftSummary) =>
  presented(draftSchema, { ...jsonKeys(draft), published_version: draft.publishedVersionId });

/** A cell, title or heading that was read, with what was answered. */
export const presentPlace = (item: Item) => ({
  place: item.place,
  read: item.words,
  words: wordsNow(item),
  found: item.nature,
  doubts: item.doubts.map(({ says }) => says),
  answer: item.answer?.kind ?? null,
  version: item.answer?.version ?? 0,
});

/** A draft with what is in it. */
export const presentWholeDraft = (draft: FrameworkDraft, answers: readonly Answer[]) => ({
  ...presentDraft(draft),
  model: draft.content && presentFramework(frameworkOf(draft.content)),
  places: draft.reading ? itemsOf(draft.reading, answers).map(presentPlace) : [],
  refusal: draft.reading?.refusal ?? null,
  sample: draft.reading?.reading.sample ?? [],
  sheets: draft.reading?.reading.sheets ?? [],
  tables: draft.reading?.reading.tables ?? [],
});
