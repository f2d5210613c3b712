/** Rows of published versions. */
import { type ExpressionBuilder, sql } from 'kysely';
import { notFound } from '../platform/problems.js';
import type { Tables } from '../platform/storage/tables.js';
import type { Db } from '../platform/storage/transaction.js';
import type { Framework } from './framework.js';
import { presentFramework } from './present.js';
import { checksumOf, type FrameworkVersion, frameworkOf } from './version.js';
import { cachedVersion, cacheVersion } from './version-cache.js';

const missing = () => notFound('framework.unknown-version', 'This version does not exist.');

/** Versions for everybody, and those of this organisation. */
const mayBeSeenIn =
  (organisation: string | null) =>
  (where: ExpressionBuilder<Tables & { v: Tables['framework_versions'] }, 'v'>) =>
    where.or([
      where('v.organisation_id', 'is', null),
      ...(organisation === null ? [] : [where('v.organisation_id', '=', organisation)]),
    ]);

/**
 * The framework of a published version. Say for which organisation you ask (the one that the transaction runs for):
 * then a version that was read before costs no query. Throws NotFound when it is not there or not theirs.
 */
export async function findFrameworkVersion(
  db: Db,
  id: string,
  organisation: string | null = null,
): Promise<Framework> {
  const cached = cachedVersion(id, organisation);
  if (cached) return cached;
  const row = await db
    .selectFrom('framework_versions as v')
    .select(['v.content', 'v.organisation_id'])
    .where('v.id', '=', id)
    .where(mayBeSeenIn(organisation))
    .executeTakeFirst();
  if (!row) throw missing();
  const framework = frameworkOf(row.content);
  cacheVersion(id, row.organisation_id, framework);
  return framework;
}

function summaries(db: Db) {
  return db
    .selectFrom('framework_versions as v')
    .select(['v.id', 'v.framework_id as frameworkId', 'v.version', 'v.title', 'v.origin'])
    .select(['v.organisation_id as organisationId', 'v.checksum', 'v.published_at as publishedAt'])
    .select(['v.matched_version_id as matchedVersionId', 'v.matches'])
    .select(sql<string | null>`v.content->>'edition'`.as('edition'))
    .$narrowType<{ matches: Record<string, string> }>();
}

/** What is known of one version. Throws NotFound when it is not there or belongs to another organisation. */
export async function findVersion(
  db: Db,
  id: string,
  organisation: string | null,
): Promise<FrameworkVersion> {
  const row = await summaries(db)
    .where('v.id', '=', id)
    .where(mayBeSeenIn(organisation))
    .executeTakeFirst();
  if (!row) throw missing();
  return row;
}

/** The versions for everybody and, when one is named, those of an organisation; newest first. */
export async function listVersions(
  db: Db,
  organisation: string | null,
): Promise<FrameworkVersion[]> {
  return newestFirst(summaries(db).where(mayBeSeenIn(organisation))).execute();
}

/** Every version of the installation, whosever it is: for the command line. */
export async function listEveryVersion(db: Db): Promise<FrameworkVersion[]> {
  return newestFirst(summaries(db)).execute();
}

const newestFirst = (query: ReturnType<typeof summaries>) =>
  query.orderBy('v.published_at', 'desc').orderBy('v.id', 'desc');

/**
 * The version that an organisation works with now, and begins new reviews with: the one it chose, else the newest
 * built-in edition. Null asks for the built-in edition. One query. Throws NotFound when none was ever published.
 */
export async function currentVersion(
  db: Db,
  organisation: string | null,
): Promise<FrameworkVersion> {
  const row = await summaries(db)
    .leftJoin('framework_choices as c', (join) =>
      join.onRef('c.version_id', '=', 'v.id').on('c.organisation_id', '=', organisation),
    )
    .where((where) =>
      where.or([where('c.version_id', 'is not', null), where('v.origin', '=', 'built-in')]),
    )
    .where(mayBeSeenIn(organisation))
    .orderBy(sql`c.version_id IS NULL`)
    .orderBy('v.published_at', 'desc')
    .orderBy('v.id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) throw missing();
  return row;
}

/** The checksum of a published version by its name, or null. */
export async function findChecksum(
  db: Db,
  organisation: string | null,
  frameworkId: string,
  version: string,
): Promise<string | null> {
  const row = await db
    .selectFrom('framework_versions')
    .select('checksum')
    .where('framework_id', '=', frameworkId)
    .where('version', '=', version)
    .where('organisation_id', organisation === null ? 'is' : '=', organisation)
    .executeTakeFirst();
  return row?.checksum ?? null;
}

/** A version about to be published. */
export type NewVersion = Omit<
  FrameworkVersion,
  'frameworkId' | 'version' | 'title' | 'edition' | 'checksum'
> & { framework: Framework; publishedBy: string | null };

/** Publishes a version. False, and nothing done, when its owner already has one of that name. */
export async function saveVersion(db: Db, version: NewVersion): Promise<boolean> {
  const { framework } = version;
  const saved = await db
    .insertInto('framework_versions')
    .values({
      id: version.id,
      framework_id: framework.id,
      version: framework.version,
      title: framework.title,
      origin: version.origin,
      organisation_id: version.organisationId,
      content: JSON.stringify(presentFramework(framework)),
      checksum: checksumOf(framework),
      published_at: version.publishedAt,
      published_by: version.publishedBy,
      matched_version_id: version.matchedVersionId,
      matches: JSON.stringify(version.matches),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return saved.numInsertedOrUpdatedRows === 1n;
}

/** Says which version an organisation works with from now on. */
export async function saveChoice(
  db: Db,
  choice: { organisation: string; versionId: string; person: string; at: Date },
): Promise<void> {
  const chosen = { version_id: choice.versionId, chosen_by: choice.person, chosen_at: choice.at };
  await db
    .insertInto('framework_choices')
    .values({ organisation_id: choice.organisation, ...chosen })
    .onConflict((row) => row.column('organisation_id').doUpdateSet(chosen))
    .execute();
}

/** An id that no built-in edition has: a later one of Waymark's must never meet a version of the same name. */
export async function ownId(db: Db, id: string): Promise<string> {
  const versions = await listVersions(db, null);
  const isTaken = versions.some((each) => each.origin === 'built-in' && each.frameworkId === id);
  return isTaken ? `${id}-own` : id;
}
