/** The version of a school's own model that a document is the next one of. */

import { sameWords } from '../framework/compare/differences.js';
import type { Framework } from '../framework/framework.js';
import { findFrameworkVersion, listVersions, ownId } from '../framework/store.js';
import type { FrameworkVersion } from '../framework/version.js';
import { notFound } from '../platform/problems.js';
import type { Db } from '../platform/storage/transaction.js';
import { type Companion, companionOf, isOf, joined } from './edition-match.js';
import { frameworkIdOf } from './publishing.js';

interface EarlierVersion {
  version: FrameworkVersion;
  framework: Framework;
}

/** A model as it would be published, and what there is of it already. */
export interface NextVersion {
  framework: Framework;
  companion: Companion | null;
  matches: Record<string, string>;
  /** The version that it goes on from; null for a model of its own. */
  earlier: EarlierVersion | null;
  /** The names of the versions that there are under its id. */
  taken: string[];
}

/**
 * A model that was read, joined with its built-in edition and under the id of the model that it goes on from: the
 * newest version under the same id or title, or one to which at least half of its statements belong. `continues` is
 * the id of a version that a person chose, or empty for a model of its own.
 * @throws NotFound when the version that was chosen is not one of theirs
 */
export async function nextVersionOf(
  db: Db,
  organisation: string,
  plain: Framework,
  continues?: string,
): Promise<NextVersion> {
  const companion = await companionOf(db, plain);
  const whole = joined(plain, companion?.framework ?? null);
  const versions = await listVersions(db, organisation);
  const own = versions.filter(({ origin }) => origin !== 'built-in');
  const sameId = own.find(({ frameworkId }) => frameworkId === whole.framework.id);
  // What belongs to a built-in edition has the id of that.
  const version = companion ? sameId : await earlierOf(db, organisation, plain, own, continues);
  const earlier = version
    ? { version, framework: await findFrameworkVersion(db, version.id, organisation) }
    : null;
  const id = companion
    ? whole.framework.id
    : (version?.frameworkId ?? (await newId(db, plain, own)));
  return {
    framework: { ...whole.framework, id },
    companion,
    matches: whole.matches,
    earlier,
    taken: own.filter(({ frameworkId }) => frameworkId === id).map((each) => each.version),
  };
}

async function earlierOf(
  db: Db,
  organisation: string,
  plain: Framework,
  own: readonly FrameworkVersion[],
  continues: string | undefined,
): Promise<FrameworkVersion | undefined> {
  if (continues === '') return undefined;
  if (continues !== undefined) {
    const chosen = own.find(({ id }) => id === continues);
    if (!chosen) throw notFound('framework.unknown-version', 'This version does not exist.');
    return chosen;
  }
  const sameTitle = own.find(({ title }) => sameWords(title, plain.title));
  if (sameTitle) return sameTitle;
  const newest = own.filter(
    ({ frameworkId }, at) => own.findIndex((one) => one.frameworkId === frameworkId) === at,
  );
  for (const version of newest)
    if (isOf(plain, await findFrameworkVersion(db, version.id, organisation))) return version;
  return undefined;
}

/** An id from the title that no other model of theirs has. */
async function newId(
  db: Db,
  { title }: Framework,
  own: readonly FrameworkVersion[],
): Promise<string> {
  const id = await ownId(db, frameworkIdOf(title));
  const isTaken = (wanted: string) => own.some(({ frameworkId }) => frameworkId === wanted);
  if (!isTaken(id)) return id;
  let next = 2;
  while (isTaken(`${id}-${next}`)) next += 1;
  return `${id}-${next}`;
}
