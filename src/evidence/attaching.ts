/** The file of an item: kept in the store first, then attached as a version, within the feature that a school has. */

import { type Member, scopeOf } from '../platform/access/member.js';
import { recordBy } from '../platform/access/member-changes.js';
import { tooLarge } from '../platform/problems.js';
import type { AppContext } from '../platform/storage/context.js';
import type { Db } from '../platform/storage/transaction.js';
import { evidenceEvents } from './events.js';
import { sizeWords } from './evidence.js';
import type { Upload } from './files/upload.js';
import { saveFile } from './item-store.js';
import { bytesStored, hasFile } from './library-store.js';

/** Puts the file where it stays. If what follows fails, nothing refers to it and the sweeper removes it. */
export async function keepUpload(
  context: AppContext,
  member: Member,
  upload: Upload,
): Promise<void> {
  await context.storage.read(scopeOf(member), (db) => assertDiskSpace(db, context, member, upload));
  const { checksum, path } = upload.incoming;
  await context.files.keep({ organisation: member.organisation.id, checksum }, path);
}

interface Attaching {
  id: string;
  number: number;
  file: Upload;
}

/** Makes a file that is kept the next version of an item. @throws Problem 413 `file.quota` */
export async function attachUpload(
  db: Db,
  context: AppContext,
  member: Member,
  { id, number, file }: Attaching,
): Promise<void> {
  const organisation = member.organisation.id;
  const { bytes, checksum } = file.incoming;
  const { name, type, width, height } = file;
  // The history's head is taken first: uploads of one school then count their bytes one after the other.
  await recordBy(db, context, member, evidenceEvents, {
    verb: 'evidence.file-added',
    subject: { kind: 'evidence', id },
    after: { number, name, bytes, checksum },
  });
  await assertDiskSpace(db, context, member, file);
  const by = { person: member.person.id, at: context.clock() };
  const row = { number, name, type, width, height, bytes, checksum };
  await saveFile(db, { organisation, id }, row, by);
}

/** @throws Problem 413 `file.quota` when the school's files would take more than they may */
async function assertDiskSpace(db: Db, context: AppContext, member: Member, { incoming }: Upload) {
  const organisation = member.organisation.id;
  const quota = context.config.filesQuotaMegabytes * 1024 * 1024;
  const kept = await bytesStored(db, organisation);
  if (kept + incoming.bytes <= quota) return;
  if (await hasFile(db, organisation, incoming.checksum)) return;
  throw tooLarge(
    'file.quota',
    `Your school keeps ${sizeWords(kept)} of files, and ${sizeWords(quota)} is the most. Delete what you no longer need, or add a link instead of the file.`,
  );
}
