/** A draft that was read from a document and is still open, with all that there is to look at in it. */
import { conflict, notFound } from '../platform/problems.js';
import type { Db } from '../platform/storage/transaction.js';
import { type FrameworkDraft, findDraft, listAnswers } from './drafts-store.js';
import { plainFramework } from './edition-match.js';
import { type Answer, confirmed, type Item, itemsOf } from './import-items.js';
import { withPublishedCodes } from './published-codes.js';
import type { Draft } from './reading/draft.js';

/** An imported draft that is still open. Throws NotFound; Conflict once it has been published. */
export async function findImport(
  db: Db,
  organisation: string,
  id: string,
): Promise<FrameworkDraft & { reading: Draft }> {
  const draft = await findDraft(db, organisation, id);
  const { reading } = draft;
  if (!reading) throw notFound('framework.unknown-draft', 'This draft does not exist.');
  if (draft.publishedVersionId) {
    throw conflict(
      'framework.draft-published',
      'This draft has been published. A published version cannot be changed. Load the document again to make another version.',
    );
  }
  return { ...draft, reading };
}

/** The model that a draft is now, with what was answered; it has the title of the draft. */
export const modelOf = (
  { title, reading }: FrameworkDraft & { reading: Draft },
  answers: readonly Answer[],
) => plainFramework({ ...withPublishedCodes(confirmed(reading, answers)), title });

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
