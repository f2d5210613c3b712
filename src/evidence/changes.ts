/** The verbs of the library: adding, changing, replacing the file, deleting, restoring. */

import { assertNoLearnerData } from '../platform/access/learner-data.js';
import { type Member, scopeOf } from '../platform/access/member.js';
import { changeIdempotently, type How, recordBy } from '../platform/access/member-changes.js';
import { timeWords } from '../platform/days.js';
import { conflict, forbidden, invalid } from '../platform/problems.js';
import { isGone } from '../platform/restoring.js';
import type { AppContext } from '../platform/storage/context.js';
import { dropIncoming } from '../platform/storage/files-incoming.js';
import type { Db } from '../platform/storage/transaction.js';
import { attachUpload, keepUpload } from './attaching.js';
import { evidenceEvents } from './events.js';
import { type ItemInput, type LibraryItem, noEvidence, plainNumber } from './evidence.js';
import type { Upload } from './files/upload.js';
import { changeItem, saveDeleted, saveItems, touchItem } from './item-store.js';
import { findChoices, findItem } from './library-store.js';
import { assertMay } from './permissions.js';

/**
 * Adds an item, with its file if it is one. Gives its id.
 * @throws Problem 403 `evidence.denied`; 422 `evidence.no-file`, `evidence.unknown-owner`; 413 `file.quota`
 */
export async function addEvidence(
  context: AppContext,
  member: Member,
  { input, upload }: { input: ItemInput; upload: Upload | null },
  how: How,
): Promise<{ id: string }> {
  const { key } = how;
  try {
    assertMay(member, 'evidence.add');
    const texts = { ...textsOf(input), file: upload?.words };
    assertNoLearnerData({ ...how, texts, today: context.clock() });
    if (input.kind === 'file' && !upload) throw noFile();
    const file = input.kind === 'file' ? upload : null;
    if (file) await keepUpload(context, member, file);
    return await changeIdempotently(context, member, key, async (db) => {
      const id = context.id();
      await add(db, context, member, [{ id, input }]);
      if (file) await attachUpload(db, context, member, { id, number: 1, file });
      return { id };
    });
  } finally {
    if (upload) await dropIncoming(upload.incoming);
  }
}

/**
 * Adds several items at once, as pasted from a spreadsheet. Gives their ids, in order.
 * @throws Problem 403 `evidence.denied`; 422 `evidence.unknown-owner`
 */
export async function addSeveral(
  context: AppContext,
  member: Member,
  inputs: readonly ItemInput[],
  { key }: How,
): Promise<{ ids: string[] }> {
  assertMay(member, 'evidence.add');
  return changeIdempotently(context, member, key, async (db) => {
    const items = inputs.map((input) => ({ id: context.id(), input }));
    await add(db, context, member, items);
    return { ids: items.map(({ id }) => id) };
  });
}

async function add(
  db: Db,
  context: AppContext,
  member: Member,
  items: { id: string; input: ItemInput }[],
): Promise<void> {
  const organisation = member.organisation.id;
  await assertOwners(
    db,
    organisation,
    items.map(({ input }) => input.owner),
  );
  await saveItems(db, organisation, items, { person: member.person.id, at: context.clock() });
  for (const { id, input } of items) {
    await recordBy(db, context, member, evidenceEvents, {
      verb: 'evidence.added',
      subject: { kind: 'evidence', id },
      after: said(input),
    });
  }
}

/**
 * Changes the words of an item. Gives its version; a change that changes nothing leaves no trace.
 * @throws Problem 404 `evidence.not-found`; 403 `evidence.denied`; 409 `evidence.conflict` when somebody else changed
 * it in between; 422 `evidence.kind-fixed`, `evidence.unknown-owner`
 */
export async function changeEvidence(
  context: AppContext,
  member: Member,
  { id, input, version }: { id: string; input: ItemInput; version: number },
  how: How,
): Promise<{ version: number }> {
  const { key } = how;
  assertMay(member, 'evidence.change');
  const organisation = member.organisation.id;
  return changeIdempotently(context, member, key, async (db) => {
    const item = await findThere(db, organisation, id);
    if (input.kind !== item.kind) throw kindFixed();
    const before = said(inputOf(item));
    const after = said(input);
    const fields = Object.keys(after).filter((field) => before[field] !== after[field]);
    if (fields.length === 0) return { version: item.version };
    if (version !== item.version) throw meanwhile(item);
    const was = textsOf(inputOf(item));
    assertNoLearnerData({ ...how, texts: textsOf(input), was, today: context.clock() });
    if (input.owner !== item.owner?.id) await assertOwners(db, organisation, [input.owner]);
    const next = item.version + 1;
    const by = { person: member.person.id, at: context.clock() };
    await changeItem(db, { organisation, id }, input, next, by);
    await recordBy(db, context, member, evidenceEvents, {
      verb: 'evidence.changed',
      subject: { kind: 'evidence', id },
      before: Object.fromEntries(fields.map((field) => [field, before[field]])),
      after: Object.fromEntries(fields.map((field) => [field, after[field]])),
    });
    return { version: next };
  });
}

/**
 * Gives an item a new file. The earlier ones stay. Gives the number of the new one.
 * @throws Problem 404 `evidence.not-found`; 403 `evidence.denied`; 409 `evidence.not-a-file`; 413 `file.quota`
 */
export async function replaceFile(
  context: AppContext,
  member: Member,
  { id, upload }: { id: string; upload: Upload },
  how: How,
): Promise<{ number: number }> {
  const { key } = how;
  try {
    assertMay(member, 'evidence.change');
    assertNoLearnerData({ ...how, texts: { file: upload.words }, today: context.clock() });
    const organisation = member.organisation.id;
    await context.storage.read(scopeOf(member), async (db) => {
      assertFile(await findThere(db, organisation, id, 'look'));
    });
    await keepUpload(context, member, upload);
    return await changeIdempotently(context, member, key, async (db) => {
      const item = await findThere(db, organisation, id);
      const [newest] = item.files;
      const number = (newest?.number ?? 0) + 1;
      if (newest?.checksum === upload.incoming.checksum) return { number: newest.number };
      await attachUpload(db, context, member, { id, number, file: upload });
      const by = { person: member.person.id, at: context.clock() };
      await touchItem(db, { organisation, id }, item.version + 1, by);
      return { number };
    });
  } finally {
    await dropIncoming(upload.incoming);
  }
}

/**
 * Deletes an item, or takes that back within 30 days. Citations stay and show again once it is restored.
 * @throws Problem 404 `evidence.not-found`; 403 `evidence.denied`
 */
export async function setDeleted(
  context: AppContext,
  member: Member,
  { id, isDeleted }: { id: string; isDeleted: boolean },
  { key }: How,
): Promise<{ title: string }> {
  const organisation = member.organisation.id;
  return changeIdempotently(context, member, key, async (db) => {
    const item = await findItem(db, organisation, id, 'lock');
    assertMay(member, 'evidence.delete', item);
    if ((item.deletedAt !== null) === isDeleted) return { title: item.title };
    const by = { person: member.person.id, at: context.clock() };
    if (item.deletedAt && isGone(item.deletedAt, by.at)) throw noEvidence();
    await saveDeleted(db, { organisation, id }, isDeleted ? by : null);
    await recordBy(db, context, member, evidenceEvents, {
      verb: isDeleted ? 'evidence.deleted' : 'evidence.restored',
      subject: { kind: 'evidence', id },
      after: { title: item.title },
    });
    return { title: item.title };
  });
}

async function findThere(
  db: Db,
  organisation: string,
  id: string,
  lock: 'lock' | 'look' = 'lock',
): Promise<LibraryItem> {
  const item = await findItem(db, organisation, id, lock);
  if (item.deletedAt) throw noEvidence();
  return item;
}

async function assertOwners(db: Db, organisation: string, owners: (string | null)[]) {
  const wanted = owners.filter((owner) => owner !== null);
  if (wanted.length === 0) return;
  const { owners: members } = await findChoices(db, organisation);
  if (wanted.every((owner) => members.some(({ id }) => id === owner))) return;
  const sentence = 'Choose someone who is in your school';
  throw invalid('evidence.unknown-owner', `${sentence}.`, { owner: sentence });
}

function assertFile({ kind }: LibraryItem): void {
  if (kind === 'file') return;
  throw conflict(
    'evidence.not-a-file',
    'This evidence is not a file, so there is no file to replace.',
  );
}

/** Where a list of pupils could stand. */
const textsOf = ({ title, note, about }: ItemInput) => ({ title, note, about });

/** The words of an item, for the history and for comparing. */
const said = (input: ItemInput): Record<string, unknown> => ({ ...input });

/** An item as the form holds it. */
export function inputOf(item: LibraryItem): ItemInput {
  return {
    kind: item.kind,
    title: item.title,
    url: item.url,
    note: item.note,
    about: item.about,
    effectiveOn: item.effectiveOn,
    validUntil: item.validUntil,
    owner: item.owner?.id ?? null,
    voice: item.voice,
    figure: item.figure ? plainNumber(item.figure.value) : null,
    unit: item.figure?.unit ?? '',
  };
}

const noFile = () => invalid('evidence.no-file', 'Choose a file.', { file: 'Choose a file' });

const kindFixed = () =>
  forbidden(
    'evidence.kind-fixed',
    'You cannot change the kind of evidence. Add new evidence instead.',
  );

function meanwhile({ title, updatedBy, updatedAt, createdAt }: LibraryItem) {
  return conflict(
    'evidence.conflict',
    `${updatedBy?.name ?? 'Someone else'} changed “${title}” at ${timeWords(updatedAt ?? createdAt)} while you were writing. Here are both. Choose one, or combine both.`,
  );
}
