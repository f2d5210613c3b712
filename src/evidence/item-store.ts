/** What changes in the rows of an item. */
import type { Db } from '../platform/storage/transaction.js';
import type { EvidenceFile, ItemInput } from './evidence.js';

const rowOf = (input: ItemInput) => ({
  kind: input.kind,
  title: input.title,
  url: input.url,
  note: input.note,
  about: input.about,
  effective_on: input.effectiveOn,
  valid_until: input.validUntil,
  owner_id: input.owner,
  voice: input.voice,
  figure: input.figure,
  unit: input.figure === null ? null : input.unit,
});

interface Key {
  organisation: string;
  id: string;
}
interface By {
  person: string;
  at: Date;
}

/** Saves new items. */
export async function saveItems(
  db: Db,
  organisation: string,
  items: { id: string; input: ItemInput }[],
  by: By,
): Promise<void> {
  await db
    .insertInto('evidence')
    .values(
      items.map(({ id, input }) => ({
        ...rowOf(input),
        organisation_id: organisation,
        id,
        created_by: by.person,
        created_at: by.at,
      })),
    )
    .execute();
}

/** Saves an item in place of what it was, one version on. */
export async function changeItem(
  db: Db,
  { organisation, id }: Key,
  input: ItemInput,
  version: number,
  by: By,
): Promise<void> {
  await db
    .updateTable('evidence')
    .set({ ...rowOf(input), version, updated_by: by.person, updated_at: by.at })
    .where('organisation_id', '=', organisation)
    .where('id', '=', id)
    .execute();
}

/** Says that an item has a new version, without changing its words. */
export async function touchItem(db: Db, key: Key, version: number, by: By): Promise<void> {
  await db
    .updateTable('evidence')
    .set({ version, updated_by: by.person, updated_at: by.at })
    .where('organisation_id', '=', key.organisation)
    .where('id', '=', key.id)
    .execute();
}

/** Marks an item as deleted, or as there again. */
export async function saveDeleted(db: Db, key: Key, by: By | null): Promise<void> {
  await db
    .updateTable('evidence')
    .set({ deleted_at: by?.at ?? null, deleted_by: by?.person ?? null })
    .where('organisation_id', '=', key.organisation)
    .where('id', '=', key.id)
    .execute();
}

/** Saves that an item has this file now. */
export async function saveFile(
  db: Db,
  { organisation, id }: Key,
  file: Omit<EvidenceFile, 'uploadedBy' | 'uploadedAt'>,
  by: By,
): Promise<void> {
  await db
    .insertInto('evidence_files')
    .values({
      organisation_id: organisation,
      evidence_id: id,
      ...file,
      uploaded_by: by.person,
      uploaded_at: by.at,
    })
    .execute();
}
