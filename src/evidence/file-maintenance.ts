/**
 * Looking after what is kept: every file against its checksum, what nobody refers to any more, what was cut off, and
 * what was deleted longer ago than it can be restored.
 */

import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import type { Progress } from '../platform/jobs/jobs.js';
import { goneBefore } from '../platform/restoring.js';
import type { AppContext } from '../platform/storage/context.js';
import { type StoredFile, wayTo } from '../platform/storage/file-place.js';
import { sweepIncoming } from '../platform/storage/files-incoming.js';
import { installation } from '../platform/storage/transaction.js';
import { type ListedFile, listFiles, purgeDeleted } from './file-maintenance-store.js';

export interface VerifiedFile extends ListedFile {
  organisation: string;
  state: 'sound' | 'missing' | 'damaged';
}

export interface Verified {
  files: VerifiedFile[];
  /** Files in the store that no evidence refers to. */
  orphans: number;
}

/** An upload that is going on may have kept its file and not yet said so in the database. */
const GRACE_MS = 24 * 60 * 60 * 1000;
const INCOMING_GRACE_MS = 60 * 60 * 1000;

/** Reads every file of every school and holds it against the checksum that it was kept under. */
export async function verifyFiles(context: AppContext): Promise<Verified> {
  const files: VerifiedFile[] = [];
  const known = new Set<string>();
  for (const organisation of await listOrganisations(context)) {
    for (const file of await filesOf(context, organisation)) {
      const place = { organisation, checksum: file.checksum };
      known.add(wayTo(place));
      files.push({ organisation, ...file, state: await stateOf(context, place) });
    }
  }
  let orphans = 0;
  for await (const kept of context.files.list()) if (!known.has(wayTo(kept))) orphans += 1;
  return { files, orphans };
}

async function stateOf(
  context: AppContext,
  place: { organisation: string; checksum: string },
): Promise<VerifiedFile['state']> {
  const hash = createHash('sha256');
  try {
    await pipeline(await context.files.read(place), hash);
  } catch {
    return 'missing';
  }
  return hash.digest('hex') === place.checksum ? 'sound' : 'damaged';
}

export interface Swept {
  /** Uploads that were cut off. */
  incoming: number;
  /** Evidence that could no longer be restored. */
  evidence: number;
  /** Files that nothing referred to for a day. */
  files: number;
}

/**
 * Removes what nobody can reach any more. Safe beside uploads that are going on. Files of schools that this database does
 * not know are left: another installation may share the store, or this database is a new one and a backup is still to be
 * restored into it. Progress is counted in schools.
 */
export async function sweep(context: AppContext, progress?: Progress): Promise<Swept> {
  const now = context.clock();
  const incoming = await sweepIncoming(
    context.config.dataFolder,
    new Date(Date.now() - INCOMING_GRACE_MS),
  );
  // The store is listed first: what it holds now and is not in the database afterwards was not waiting for it.
  const old: StoredFile[] = [];
  for await (const kept of context.files.list())
    if (kept.at.getTime() < Date.now() - GRACE_MS) old.push(kept);
  let evidence = 0;
  const known = new Set<string>();
  const organisations = await listOrganisations(context);
  for (const [index, organisation] of organisations.entries()) {
    await progress?.(index, organisations.length);
    evidence += await context.storage.write({ organisation, person: null }, (db) =>
      purgeDeleted(db, organisation, goneBefore(now)),
    );
    for (const { checksum } of await filesOf(context, organisation))
      known.add(wayTo({ organisation, checksum }));
  }
  let files = 0;
  const schools = new Set(organisations);
  for (const kept of old) {
    if (known.has(wayTo(kept)) || !schools.has(kept.organisation)) continue;
    await context.files.remove(kept);
    files += 1;
  }
  return { incoming, evidence, files };
}

/** The ids of all schools, for work that goes through them one by one. */
export async function listOrganisations(context: AppContext): Promise<string[]> {
  const rows = await context.storage.read(installation, (db) =>
    db.selectFrom('organisations').select('id').orderBy('id').execute(),
  );
  return rows.map(({ id }) => id);
}

const filesOf = (context: AppContext, organisation: string) =>
  context.storage.read({ organisation, person: null }, (db) => listFiles(db, organisation));
