/** Whether two versions of a framework say the same of a statement, so that its levels can be set side by side. */

import { plainText } from '../framework/compare/differences.js';
import type { Framework, StatementCode } from '../framework/framework.js';
import { statementOf } from '../framework/framework.js';
import { findFrameworkVersion } from '../framework/store.js';
import type { Db } from '../platform/storage/transaction.js';
import type { SameWording } from './level-changes.js';
import type { YearStood } from './years-store.js';

/**
 * The wording of a statement as one text: its levels with their descriptors. '' when there is no such statement. As
 * wherever versions are compared, white space and the shape of quotation marks and dashes are no difference.
 */
export function wordingOf(framework: Framework | undefined, code: StatementCode): string {
  const statement = framework && statementOf(framework, code);
  if (!statement) return '';
  const words = statement.levels.map(({ level, summary }) => [
    level,
    summary === null ? null : plainText(summary),
  ]);
  return JSON.stringify(words);
}

/** The frameworks that these years were judged by, by version. One query for each that was not read before. */
export async function frameworksOf(
  db: Db,
  organisation: string,
  years: readonly YearStood[],
): Promise<Map<string, Framework>> {
  const found = new Map<string, Framework>();
  for (const { frameworkVersionId: id } of years) {
    if (!found.has(id)) found.set(id, await findFrameworkVersion(db, id, organisation));
  }
  return found;
}

/** Compares by the words themselves, so that a new version which leaves a statement alone breaks nothing. */
export function sameWordingIn(frameworks: ReadonlyMap<string, Framework>): SameWording {
  return (code, one, other) =>
    one === other ||
    wordingOf(frameworks.get(one), code) === wordingOf(frameworks.get(other), code);
}
