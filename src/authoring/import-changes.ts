/** The verbs of an import: read a document, read it again, take it away. */

import { modelEvents } from '../framework/events.js';
import { assertMay } from '../framework/permissions.js';
import { ownId } from '../framework/store.js';
import { type Member, scopeOf } from '../platform/access/member.js';
import { changeOnce, type How, recordBy } from '../platform/access/member-changes.js';
import type { Door } from '../platform/history/history.js';
import { notFound } from '../platform/problems.js';
import type { World } from '../platform/storage/context.js';
import { changeDraft, findDraft, findFile, saveDraft } from './drafts-store.js';
import { withTitleDoubts } from './edition-match.js';
import { readFile } from './import-reader.js';
import { findImport } from './open-import.js';
import type { Draft, ReadingOptions } from './reading/draft.js';
import { keepMade } from './save-draft.js';

/** A document as it came. */
export interface Document {
  name: string;
  bytes: Uint8Array;
}

/**
 * Reads a document and keeps it as a draft of the member's organisation: one of Waymark's own files as one made by
 * hand, with all that it holds. Gives the draft's id.
 * @throws Problem reading.* when it cannot be read: nothing is kept then
 */
export async function startImport(
  world: World,
  member: Member,
  document: Document,
  { key, door = 'page' }: How,
): Promise<{ id: string; kind: 'imported' | 'made' }> {
  assertMay(member, 'model.load');
  const name = cleanName(document.name);
  const read = await readFile(world, document.bytes, name, {});
  const reading = await world.storage.read(scopeOf(member), (db) => withTitleDoubts(db, read));
  return changeOnce(world, member, key, async (db) => {
    if (reading.framework) {
      const own = await ownId(db, reading.framework.id);
      const kept = await keepMade(db, world, member, { ...reading.framework, id: own });
      return { ...kept, kind: 'made' as const };
    }
    const id = world.id();
    await saveDraft(db, {
      id,
      organisationId: member.organisation.id,
      title: reading.title ?? name,
      fileName: name,
      file: document.bytes,
      options: {},
      reading,
      content: null,
      startedBy: member.person.id,
      at: world.clock(),
    });
    await recordBy(db, world, member, modelEvents, {
      door,
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
 * Reads the document of a draft again with other settings. Answers stay where the words are read as before.
 * @throws Problem reading.*; Conflict when the draft was changed or published meanwhile
 */
export async function readAgain(
  world: World,
  member: Member,
  id: string,
  options: ReadingOptions,
  { version, door = 'page' }: { version: number; door?: Door },
): Promise<void> {
  assertMay(member, 'model.load');
  const organisation = member.organisation.id;
  const { draft, file } = await world.storage.read(scopeOf(member), async (db) => ({
    draft: await findImport(db, organisation, id),
    file: await findFile(db, organisation, id),
  }));
  if (!file) throw notFound('framework.no-document', 'The document of this draft is gone.');
  const read = await readFile(world, file, draft.fileName ?? '', options);
  const reading = await world.storage.read(scopeOf(member), (db) => withTitleDoubts(db, read));
  await world.storage.write(scopeOf(member), async (db) => {
    const now = await findImport(db, organisation, id);
    await changeDraft(db, { ...now, version }, { options, reading }, world.clock());
    await recordBy(db, world, member, modelEvents, {
      door,
      verb: 'framework-draft.read',
      subject: { kind: 'framework draft', id },
      before: { options: { ...now.options } },
      after: { options: { ...options }, ...countsOf(reading) },
    });
  });
}

/** Takes a draft away, with its document. What was published of it stays. */
export async function removeDraft(
  world: World,
  member: Member,
  id: string,
  { key }: How,
): Promise<void> {
  assertMay(member, 'model.load');
  const organisation = member.organisation.id;
  await changeOnce(world, member, key, async (db) => {
    const draft = await findDraft(db, organisation, id);
    const now = world.clock();
    await changeDraft(db, draft, { removedAt: now, isFileGone: true }, now);
    await recordBy(db, world, member, modelEvents, {
      verb: 'framework-draft.removed',
      subject: { kind: 'framework draft', id },
      before: { title: draft.title },
    });
  });
}
