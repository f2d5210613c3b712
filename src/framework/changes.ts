/** The verbs of frameworks. */
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { record } from '../platform/history/history.js';
import { invalid, StartProblem } from '../platform/problems.js';
import type { AppContext } from '../platform/storage/context.js';
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
export async function publishBuiltIn(context: AppContext): Promise<void> {
  const folder = join(context.config.root, 'dist/models');
  for (const file of (await readdir(folder)).sort()) {
    const source = `models/${basename(file, '.json')}`;
    await publishEdition(context, await loadBuilt(join(folder, file)), source);
  }
}

async function publishEdition(
  context: AppContext,
  framework: Framework,
  path: string,
): Promise<void> {
  const { id, version } = framework;
  const published = await context.storage.read(installation, (db) =>
    findChecksum(db, null, id, version),
  );
  const found = published ?? (await saveEdition(context, framework));
  if (found === checksumOf(framework)) return;
  throw new StartProblem(
    `${path} differs from version ${version} as it was published here. A published version cannot be changed. Raise "version" in ${path}/framework.yaml.`,
  );
}

/** Saves a new edition; when another process was faster, gives the checksum of what that one saved. */
async function saveEdition(context: AppContext, framework: Framework): Promise<string | null> {
  const { id, version } = framework;
  return context.storage.write(installation, async (db) => {
    const row = {
      id: context.id(),
      framework,
      origin: 'built-in',
      organisationId: null,
      publishedAt: context.clock(),
      publishedBy: null,
      matchedVersionId: null,
      matches: {},
    } as const;
    if (await saveVersion(db, row)) {
      await record(db, context, modelEvents, {
        organisation: null,
        person: null,
        channel: 'system',
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
  context: AppContext,
  framework: Framework,
  organisation: string | null,
): Promise<{ id: string }> {
  const scope = { organisation, person: null, isInstallation: organisation === null };
  return context.storage.write(scope, async (db) => {
    const id = context.id();
    const isSaved = await saveVersion(db, {
      id,
      framework: { ...framework, id: await ownId(db, framework.id) },
      origin: 'made',
      organisationId: organisation,
      publishedAt: context.clock(),
      publishedBy: null,
      matchedVersionId: null,
      matches: {},
    });
    if (!isSaved) throw versionTaken(framework.version);
    await record(db, context, modelEvents, {
      organisation,
      person: null,
      channel: 'command',
      verb: 'framework.published',
      subject: { kind: 'framework version', id },
      after: { version: framework.version, checksum: checksumOf(framework) },
    });
    return { id };
  });
}

/** 422: the name of a version is taken, and what has it never changes. */
export function versionTaken(version: string) {
  const sentence = `Enter another version. ${version} of this model has been published and cannot be changed`;
  return invalid('framework.version-taken', `${sentence}.`, { version: sentence });
}
