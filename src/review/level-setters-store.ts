/** Rows of who may set agreed levels in a review beside careers leaders. */
import { listMemberships } from '../organisation/organisation-store.js';
import { listLinkPeople } from '../organisation/personal-link-store.js';
import type { Db } from '../platform/storage/transaction.js';
import type { InReview } from './store.js';

/** Somebody who may set agreed levels, or could be named for it. */
export interface LevelSetter {
  id: string;
  name: string;
  /** Their role in the field, or ''. */
  title: string;
  /** Neither a contributor of the school any more nor here by a link that still opens. */
  hasLeft: boolean;
}

/**
 * Who is named for a review, and who else could be: contributors of the school, and whoever takes part by a personal
 * link that still opens. By name.
 */
export async function listLevelSetters(
  db: Db,
  { organisation, review }: InReview,
  now: Date,
): Promise<{ named: LevelSetter[]; others: LevelSetter[] }> {
  const named = await db
    .selectFrom('level_setters as s')
    .innerJoin('persons as p', 'p.id', 's.person_id')
    .select(['p.id', 'p.name'])
    .where('s.organisation_id', '=', organisation)
    .where('s.review_id', '=', review)
    .orderBy('p.name')
    .orderBy('p.id')
    .execute();
  const able = await listAble(db, { organisation, review }, now);
  return {
    named: named.map(({ id, name }) => able.get(id) ?? { id, name, title: '', hasLeft: true }),
    others: [...able.values()].filter(({ id }) => !named.some((each) => each.id === id)),
  };
}

/** Everybody who can be named, by id, in the order of their names. */
async function listAble(
  db: Db,
  { organisation, review }: InReview,
  now: Date,
): Promise<Map<string, LevelSetter>> {
  const members = (await listMemberships(db, organisation))
    .filter(({ role, endedAt }) => role === 'contributor' && endedAt === null)
    .map(({ personId, name, title }) => ({ id: personId, name, title: title ?? '' }));
  const byLink = await listLinkPeople(db, { organisation, review }, now);
  return new Map(
    [...members, ...byLink]
      .sort((one, other) => one.name.localeCompare(other.name, 'en-GB'))
      .map((each) => [each.id, { ...each, hasLeft: false }]),
  );
}

/** Names somebody. False when they were named already. */
export async function saveLevelSetter(
  db: Db,
  { organisation, review }: InReview,
  person: string,
  by: { person: string; at: Date },
): Promise<boolean> {
  const saved = await db
    .insertInto('level_setters')
    .values({
      organisation_id: organisation,
      review_id: review,
      person_id: person,
      named_by: by.person,
      named_at: by.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return saved.numInsertedOrUpdatedRows === 1n;
}

/** Takes somebody off the list. False when they were not on it. */
export async function dropLevelSetter(
  db: Db,
  { organisation, review }: InReview,
  person: string,
): Promise<boolean> {
  const dropped = await db
    .deleteFrom('level_setters')
    .where('organisation_id', '=', organisation)
    .where('review_id', '=', review)
    .where('person_id', '=', person)
    .executeTakeFirst();
  return dropped.numDeletedRows === 1n;
}
