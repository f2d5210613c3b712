/** A draft that was read from a document and is still open, with all that there is to look at in it. */
import { conflict, notFound } from '../platform/problems.js';
import type { Db } from '../platform/storage/transaction.js';
import { type FrameworkDraft, findDraft, listAnswers } from './drafts-store.js';
import { type Answer, type Item, itemsOf } from './import-items.js';
import type { Draft } from './reading/draft.js';

/** An imported draft that is still open. Throws NotFound; Conflict once it has been published. */
export async function findImport(
  db: Db,
  organisation: string,
  id: string,
): Promise<FrameworkDraft & { reading: Draft }> {
  const draft = await findDraft(db, organisation, id);
  const { reading } = draft;
  if (!reading) throw notFound('framework.unknown-draft', 'There is no such draft of a framework.');
  if (draft.publishedVersionId) {
    throw conflict(
      'framework.draft-published',
      'This draft has been published, and a published version never changes. Load the document again to make another version.',
    );
  }
  return { ...draft, reading };
}

/** The draft with everything there is to look at. */
export async function findItems(
  db: Db,
  organisation: string,
  id: string,
): Promise<{ draft: FrameworkDraft & { reading: Draft }; items: Item[]; answers: Answer[] }> {
  const draft = await findImport(db, organisation, id);
  const answers = await listAnswers(db, organisation, id);
  return { draft, answers, items: itemsOf(draft.reading, answers) };
}
