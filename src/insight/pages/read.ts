/** Which review the pages of insight speak of, and its framework. */
import type { Framework } from '../../framework/framework.js';
import { findFrameworkVersion } from '../../framework/store.js';
import { latestOf, listYears, ratingsNow, type YearStood } from '../../plan/years-store.js';
import type { Member } from '../../platform/access/member.js';
import type { Db } from '../../platform/storage/transaction.js';
import type { Ratings } from '../../review/rating.js';

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

/** Where the school stands, for pages that look ahead. */
export interface Standpoint {
  ratings: Ratings;
  /** "Internal leadership review 2025/26", or what is laid over what. */
  words: string;
  /** The reviews that it is drawn from, the newest last. */
  reviews: string[];
  /** True when it is today's: the newest closed review, and over it what a later one has agreed so far. */
  isNow: boolean;
}

/** Where the school stands now, when no review is asked for and a later one has begun; else by the review. */
export function standpointOf(
  { years, review }: Studied,
  asked: string | undefined,
): Standpoint | null {
  if (!review) return null;
  const newest = years.at(-1);
  const { now, before } = ratingsNow(years);
  if (asked !== undefined || !newest || Object.keys(before).length === 0) {
    const { ratings, title, reviewId } = review;
    return { ratings, words: title, reviews: [reviewId], isNow: false };
  }
  return {
    ratings: now,
    words: `${review.title}, updated with what ${newest.title} has agreed so far`,
    reviews: [review.reviewId, newest.reviewId],
    isNow: true,
  };
}

/** For the title of a page: ", from Internal leadership review 2026/27", or nothing. */
export const fromWords = (standpoint: Standpoint | null): string =>
  standpoint ? `, from ${standpoint.words}` : '';
