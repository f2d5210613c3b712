/** Which version a page shows, and with which other wording beside it. */

import { isId } from '../../platform/ids.js';
import { notFound } from '../../platform/problems.js';
import type { Db, Scope } from '../../platform/storage/transaction.js';
import { readCookie } from '../../platform/web/cookies.js';
import type { Ctx, RequestContext } from '../../platform/web/request-context.js';
import { type Statement, statementOf, type Theme, themeOf } from '../framework.js';
import { currentVersion, findFrameworkVersion, findVersion } from '../store.js';
import type { FrameworkVersion } from '../version.js';
import type { Matched, WordingChoice } from '../wordings.js';

export interface Shown extends Matched {
  version: FrameworkVersion;
  /** Which of two wordings this person reads first. */
  first: WordingChoice;
  /** The address of a page of the model, in the same version. */
  href(path: string): string;
}

/** In whose name somebody reads the model, signed in or not. */
export const scopeOfRequest = (request: RequestContext): Scope => ({
  organisation: request.organisation?.id ?? null,
  person: request.person?.id ?? null,
});

/**
 * The version of `?version=`, or the one that the visitor's school works with.
 * Throws NotFound for a version that is not there or not theirs.
 */
export async function findShown(c: Ctx): Promise<Shown> {
  const request = c.get('request');
  const asked = c.req.query('version');
  const scope = scopeOfRequest(request);
  return request.context.storage.read(scope, async (db) => {
    const version = asked
      ? await findAsked(db, asked, scope.organisation)
      : await currentVersion(db, scope.organisation);
    const matched = await findMatched(db, version, scope.organisation);
    return {
      ...matched,
      version,
      first: readCookie(c, 'waymark-wording') === 'matched' ? 'matched' : 'own',
      href: (path: string) => hrefIn(path, asked ? version.id : null),
    };
  });
}

/** The framework of a version, and of the edition that it was matched to. */
async function findMatched(
  db: Db,
  version: FrameworkVersion,
  organisation: string | null,
): Promise<Matched> {
  const { matchedVersionId, matches } = version;
  return {
    framework: await findFrameworkVersion(db, version.id, organisation),
    other: matchedVersionId ? await findFrameworkVersion(db, matchedVersionId, organisation) : null,
    matches,
  };
}

async function findAsked(
  db: Db,
  id: string,
  organisation: string | null,
): Promise<FrameworkVersion> {
  if (isId(id)) return findVersion(db, id, organisation);
  throw notFound('framework.unknown-version', 'This version does not exist.');
}

function hrefIn(path: string, version: string | null): string {
  if (!version) return path;
  const [before = '', anchor] = path.split('#');
  const query = `${before.includes('?') ? '&' : '?'}version=${version}`;
  return `${before}${query}${anchor === undefined ? '' : `#${anchor}`}`;
}

/** The statement of this code and its theme. Throws NotFound when the version has none. */
export function findStatement(shown: Shown, code: string): { statement: Statement; theme: Theme } {
  const statement = statementOf(shown.framework, code);
  const theme = themeOf(shown.framework, code);
  if (statement && theme) return { statement, theme };
  throw notFound(
    'framework.unknown-statement',
    'The model has no statement with this code. Browse the model or search it.',
  );
}

/** "Plain-English edition 1.0": said at the foot of every page of the model. */
export const footnoteOf = ({ framework }: Matched): string =>
  `${framework.edition ?? framework.title} ${framework.version}`;
