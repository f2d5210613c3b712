/** Which review the pages of insight speak of, and its framework. */
import type { Framework } from '../../framework/framework.js';
import { findFrameworkVersion } from '../../framework/store.js';
import type { Member } from '../../people/people.js';
import { latestOf, listYears, type YearStood } from '../../plan/years-store.js';
import type { Db } from '../../storage/transaction.js';

export interface Studied {
  years: YearStood[];
  /** The review that is spoken of: the one asked for, else the newest closed one, else the newest. */
  review: YearStood | null;
  framework: Framework;
}

/** One query, two when the framework was not read before. */
export async function readStudied(
  db: Db,
  member: Member,
  asked: string | undefined,
): Promise<Studied> {
  const organisation = member.organisation.id;
  const { years, frameworkVersionId } = await listYears(db, organisation);
  const review = years.find(({ reviewId }) => reviewId === asked) ?? latestOf(years);
  const version = review?.frameworkVersionId ?? frameworkVersionId;
  return { years, review, framework: await findFrameworkVersion(db, version, organisation) };
}
