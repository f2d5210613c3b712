/** The verbs of frameworks. */
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { versionTaken } from '../authoring/publishing.js';
import { record } from '../platform/history/history.js';
import { StartProblem } from '../platform/problems.js';
import type { World } from '../platform/storage/context.js';
import { installation } from '../platform/storage/transaction.js';
import { modelEvents } from './events.js';
import type { Framework } from './framework.js';
import { loadBuilt } from './load.js';
import { findChecksum, ownId, saveVersion } from './store.js';
import { checksumOf } from './version.js';

/**
 * Publishes the editions that come with Waymark, if they are new. Done at every start; a second time does nothing.
 * @throws StartProblem when an edition was changed and its version was not raised, because what was published
 * never changes.
 */
export async function publishBuiltIn(world: World): Promise<void> {
  const folder = join(world.config.root, 'dist/models');
  for (const file of (await readdir(folder)).sort()) {
    const source = `models/${basename(file, '.json')}`;
    await publishEdition(world, await loadBuilt(join(folder, file)), source);
  }
}

async function publishEdition(world: World, framework: Framework, path: string): Promise<void> {
  const { id, version } = framework;
  const published = await world.storage.read(installation, (db) =>
    findChecksum(db, null, id, version),
  );
  const found = published ?? (await saveEdition(world, framework));
  if (found === checksumOf(framework)) return;
  throw new StartProblem(
    `${path} differs from version ${version} as it was published here. A published version never changes: raise "version" in ${path}/framework.yaml.`,
  );
}

/** Saves a new edition; when another process was faster, gives the checksum of what that one saved. */
async function saveEdition(world: World, framework: Framework): Promise<string | null> {
  const { id, version } = framework;
  return world.storage.write(installation, async (db) => {
    const row = {
      id: world.id(),
      framework,
      origin: 'built-in',
      organisationId: null,
      publishedAt: world.clock(),
      publishedBy: null,
      matchedVersionId: null,
      matches: {},
    } as const;
    if (await saveVersion(db, row)) {
      await record(db, world, modelEvents, {
        organisation: null,
        person: null,
        door: 'system',
        verb: 'framework.published',
        subject: { kind: 'framework version', id: row.id },
        after: { version, checksum: checksumOf(framework) },
      });
    }
    return findChecksum(db, null, id, version);
  });
}

/**
 * Publishes a framework of files, for one organisation or (null) for everybody: the command line's way. Gives the
 * version's id. Throws Invalid `framework.version-taken` when that version is there already.
 */
export async function publishFile(
  world: World,
  framework: Framework,
  organisation: string | null,
): Promise<{ id: string }> {
  const scope = { organisation, person: null, isInstallation: organisation === null };
  return world.storage.write(scope, async (db) => {
    const id = world.id();
    const isSaved = await saveVersion(db, {
      id,
      framework: { ...framework, id: await ownId(db, framework.id) },
      origin: 'made',
      organisationId: organisation,
      publishedAt: world.clock(),
      publishedBy: null,
      matchedVersionId: null,
      matches: {},
    });
    if (!isSaved) throw versionTaken(framework.version);
    await record(db, world, modelEvents, {
      organisation,
      person: null,
      door: 'command',
      verb: 'framework.published',
      subject: { kind: 'framework version', id },
      after: { version: framework.version, checksum: checksumOf(framework) },
    });
    return { id };
  });
}
