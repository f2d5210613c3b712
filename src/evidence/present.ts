/** Evidence as JSON: allow-lists, for the API and the command line alike. */
import { z } from 'zod';
import { type Evidence, type LibraryItem, VOICES, type Voice } from './evidence.js';
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
export const presentItem = (item: ListedItem) => ({
  ...presentEvidence(item),
  owner: item.owner?.name ?? null,
  cited_by: item.citedBy,
  file: item.file,
});

/** An item with its files and where it is cited. */
export const presentWholeItem = (item: LibraryItem) => ({
  ...presentEvidence(item),
  owner: item.owner?.name ?? null,
  owner_id: item.owner?.id ?? null,
  files: item.files.map(({ number, name, type, bytes, checksum, uploadedAt }) => ({
    ...{ number, name, type, bytes, checksum },
    uploaded_at: uploadedAt.toISOString(),
  })),
  citations: item.citations.map(({ reviewId: review, statement, criteria }) => ({
    ...{ review, statement, criteria },
  })),
  updated_by: item.updatedBy?.name ?? null,
  updated_at: item.updatedAt?.toISOString() ?? null,
  version: item.version,
});

const presentEvidence = (item: Evidence) => ({
  id: item.id,
  kind: item.kind,
  title: item.title,
  note: item.note,
  about: item.about,
  url: item.url,
  voice: item.voice,
  effective_on: item.effectiveOn,
  valid_until: item.validUntil,
  figure: item.figure,
  created_at: item.createdAt.toISOString(),
});
