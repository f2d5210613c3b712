/** Evidence as JSON: allow-lists, for the API and the command line alike. */
import { z } from 'zod';
import { jsonKeys, presented } from '../platform/casing.js';
import { type LibraryItem, plainNumber, VOICES, type Voice } from './evidence.js';
import type { ListedItem } from './library-store.js';

const voices = VOICES.map(({ voice }) => voice) as [Voice, ...Voice[]];

const evidenceSchema = z.object({
  id: z.uuid(),
  kind: z.enum(['note', 'link', 'file', 'figure']),
  title: z.string(),
  note: z.string(),
  about: z.string(),
  url: z.string().nullable(),
  voice: z.enum(voices).nullable(),
  effective_on: z.iso.date().nullable(),
  valid_until: z.iso.date().nullable(),
  figure: z.object({ value: z.string(), unit: z.string() }).nullable(),
  created_at: z.iso.datetime(),
  owner: z.string().nullable(),
});

/** What `presentItem` gives. */
export const listedItemSchema = evidenceSchema.extend({
  cited_by: z.array(z.string()),
  file: z.object({ type: z.string(), bytes: z.int(), number: z.int() }).nullable(),
});

/** What `presentWholeItem` gives. */
export const wholeItemSchema = evidenceSchema.extend({
  owner_id: z.uuid().nullable(),
  files: z.array(
    z.object({
      number: z.int(),
      name: z.string(),
      type: z.string(),
      bytes: z.int(),
      checksum: z.string(),
      uploaded_at: z.iso.datetime(),
    }),
  ),
  citations: z.array(
    z.object({
      review: z.uuid(),
      statement: z.string(),
      criteria: z.array(z.string()),
    }),
  ),
  updated_by: z.string().nullable(),
  updated_at: z.iso.datetime().nullable(),
  version: z.int(),
});

/** An item of a list. */
export const presentItem = (item: ListedItem) => presented(listedItemSchema, jsonOf(item));

/** An item with its files and where it is cited. */
export const presentWholeItem = (item: LibraryItem) =>
  presented(wholeItemSchema, {
    ...jsonOf(item),
    owner_id: item.owner?.id ?? null,
    files: item.files.map(jsonKeys),
    citations: item.citations.map((citation) => ({ ...citation, review: citation.reviewId })),
    updated_by: item.updatedBy?.name ?? null,
  });

const jsonOf = <Item extends ListedItem | LibraryItem>(item: Item) => ({
  ...jsonKeys(item),
  figure: item.figure && { ...item.figure, value: plainNumber(item.figure.value) },
  owner: item.owner?.name ?? null,
});
