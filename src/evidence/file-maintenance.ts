/**
 * Looking after what is kept: every file against its checksum, what nobody refers to any more, what was cut off, and
 * what was deleted longer ago than it can be restored.
 */

import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { repeat } from '../platform/jobs/repeating.js';
import { goneBefore } from '../platform/restoring.js';
import type { World } from '../platform/storage/context.js';
import { type KeptFile, wayTo } from '../platform/storage/files.js';
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
export async function verifyFiles(world: World): Promise<Verified> {
  const files: VerifiedFile[] = [];
  const known = new Set<string>();
  for (const organisation of await listOrganisations(world)) {
    for (const file of await filesOf(world, organisation)) {
      const place = { organisation, checksum: file.checksum };
      known.add(wayTo(place));
      files.push({ organisation, ...file, state: await stateOf(world, place) });
    }
  }
  let orphans = 0;
  for await (const kept of world.files.list()) if (!known.has(wayTo(kept))) orphans += 1;
  return { files, orphans };
}

async function stateOf(
  world: World,
  place: { organisation: string; checksum: string },
): Promise<VerifiedFile['state']> {
  const hash = createHash('sha256');
  try {
    await pipeline(await world.files.read(place), hash);
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

/** Removes what nobody can reach any more. Safe beside uploads that are going on. */
export async function sweep(world: World): Promise<Swept> {
  const now = world.clock();
  const incoming = await sweepIncoming(
    world.config.dataFolder,
    new Date(Date.now() - INCOMING_GRACE_MS),
  );
  // The store is listed first: what it holds now and is not in the database afterwards was not waiting for it.
  const old: KeptFile[] = [];
  for await (const kept of world.files.list())
    if (kept.at.getTime() < Date.now() - GRACE_MS) old.push(kept);
  let evidence = 0;
  const known = new Set<string>();
  for (const organisation of await listOrganisations(world)) {
    evidence += await world.storage.write({ organisation, person: null }, (db) =>
      purgeDeleted(db, organisation, goneBefore(now)),
    );
    for (const { checksum } of await filesOf(world, organisation))
      known.add(wayTo({ organisation, checksum }));
  }
  let files = 0;
  for (const kept of old) {
    if (known.has(wayTo(kept))) continue;
    await world.files.remove(kept);
    files += 1;
  }
  return { incoming, evidence, files };
}

/** The ids of all schools, for work that goes through them one by one. */
export async function listOrganisations(world: World): Promise<string[]> {
  const rows = await world.storage.read(installation, (db) =>
    db.selectFrom('organisations').select('id').orderBy('id').execute(),
  );
  return rows.map(({ id }) => id);
}

const filesOf = (world: World, organisation: string) =>
  world.storage.read({ organisation, person: null }, (db) => listFiles(db, organisation));

const EVERY_MS = 24 * 60 * 60 * 1000;

/** Sweeps now and once a day until stopped, and `also` what other rooms let go. What fails is tried the next day. */
export function startSweeping(
  world: World,
  also: readonly ((world: World) => Promise<unknown>)[] = [],
): () => Promise<void> {
  const stops = [sweep, ...also].map((each) => repeat(world, 'sweep', EVERY_MS, () => each(world)));
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
}
