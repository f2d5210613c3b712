/** The verbs of an import: read a document, read it again, take it away. */

import { modelEvents } from '../framework/events.js';
import { assertMay } from '../framework/permissions.js';
import { ownId } from '../framework/store.js';
import { type Member, scopeOf } from '../platform/access/member.js';
import { changeIdempotently, type How, recordBy } from '../platform/access/member-changes.js';
import { notFound } from '../platform/problems.js';
import type { AppContext } from '../platform/storage/context.js';
import {
  changeDraft,
  type FrameworkDraft,
  findDraft,
  findFile,
  markDraftRemoved,
  saveDraft,
} from './drafts-store.js';
import { withTitleDoubts } from './edition-match.js';
import { readFile } from './import-reader.js';
import { findImport } from './open-import.js';
import type { Draft, ReadingOptions } from './reading/draft.js';
import { saveAsDraft } from './save-draft.js';

/** A document as it came. */
export interface Document {
  name: string;
  bytes: Uint8Array;
}

/**
 * Reads a document and keeps it as a draft of the member's organisation: one of Waymark's own files as one made by
 * hand, with all that it holds. Gives the draft's id. One that is not understood is kept too: then `refusal` says why.
 * @throws Problem reading.* when it cannot be read: nothing is kept then
 */
export async function startImport(
  context: AppContext,
  member: Member,
  document: Document,
  { key }: How,
  options: ReadingOptions = {},
): Promise<{ id: string; kind: 'imported' | 'made' }> {
  assertMay(member, 'model.load');
  const name = cleanName(document.name);
  const read = await readFile(context, document.bytes, name, options, { asksForHelp: true });
  const reading = await context.storage.read(scopeOf(member), (db) => withTitleDoubts(db, read));
  return changeIdempotently(context, member, key, async (db) => {
    if (reading.framework) {
      const own = await ownId(db, reading.framework.id);
      const kept = await saveAsDraft(db, context, member, { ...reading.framework, id: own });
      return { ...kept, kind: 'made' as const };
    }
    const id = context.id();
    await saveDraft(db, {
      id,
      organisationId: member.organisation.id,
      title: reading.title ?? name,
      fileName: name,
      file: document.bytes,
      options,
      reading,
      content: null,
      startedBy: member.person.id,
      at: context.clock(),
    });
    await recordBy(db, context, member, modelEvents, {
      verb: 'framework-draft.started',
      subject: { kind: 'framework draft', id },
      after: { file: name, bytes: document.bytes.length, ...countsOf(reading) },
    });
    return { id, kind: 'imported' as const };
  });
}

const countsOf = ({ repairs, doubts, missing }: Draft) => ({
  repairs: repairs.length,
  doubts: doubts.length,
  missing: missing.length,
});

/** The last part of a name, without what no list should show. */
function cleanName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const clean = last
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .trim()
    .slice(0, 120);
  return clean || 'Pasted text';
}

/**
 * Reads the document of a draft again with other settings. Answers stay where the words are read as before. A draft that
 * was not understood, and still is not, keeps the settings and the beginning of what they chose, and `refusal` says why.
 * One that was understood stays as it was.
 * @throws Problem reading.*; Conflict when the draft was changed or published meanwhile
 */
export async function readAgain(
  context: AppContext,
  member: Member,
  id: string,
  options: ReadingOptions,
  { version }: { version: number },
): Promise<{ refusal: Draft['refusal'] }> {
  assertMay(member, 'model.load');
  const organisation = member.organisation.id;
  const { draft, file } = await context.storage.read(scopeOf(member), async (db) => ({
    draft: await findImport(db, organisation, id),
    file: await findFile(db, organisation, id),
  }));
  if (!file)
    throw notFound('framework.no-document', 'The document of this draft is no longer here.');
  const asksForHelp = draft.reading.refusal !== undefined;
  const read = await readFile(context, file, draft.fileName ?? '', options, { asksForHelp });
  const reading = await context.storage.read(scopeOf(member), (db) => withTitleDoubts(db, read));
  await context.storage.write(scopeOf(member), async (db) => {
    const now = await findImport(db, organisation, id);
    const title = titleAfter(now, reading);
    await changeDraft(db, { ...now, version }, { title, options, reading }, context.clock());
    await recordBy(db, context, member, modelEvents, {
      verb: 'framework-draft.read',
      subject: { kind: 'framework draft', id },
      before: { options: { ...now.options } },
      after: { options: { ...options }, ...countsOf(reading) },
    });
  });
  return { refusal: reading.refusal };
}

/** A draft that goes by the name of its file takes the title of the document once that is known. */
const titleAfter = ({ title, fileName }: FrameworkDraft, reading: Draft): string =>
  title === fileName ? (reading.title ?? title) : title;

/** Takes a draft away, with its document and what was read of it. What was published of it stays. */
export async function removeDraft(
  context: AppContext,
  member: Member,
  id: string,
  { key }: How,
): Promise<void> {
  assertMay(member, 'model.load');
  const organisation = member.organisation.id;
  await changeIdempotently(context, member, key, async (db) => {
    const draft = await findDraft(db, organisation, id);
    await markDraftRemoved(db, draft, context.clock());
    await recordBy(db, context, member, modelEvents, {
      verb: 'framework-draft.removed',
      subject: { kind: 'framework draft', id },
      before: { title: draft.title },
    });
  });
}
