/** Rows of personal links, and of the reviews that one can be made for. */
import { endLinkSessions } from '../account/link-sessions.js';
import type { Db, RowOf } from '../platform/storage/transaction.js';

/** The personal links of a school, newest first. */
export async function listLinks(db: Db, organisation: string) {
  return db
    .selectFrom('personal_links as l')
    .innerJoin('persons as p', 'p.id', 'l.person_id')
    .innerJoin('reviews as r', (on) =>
      on.onRef('r.organisation_id', '=', 'l.organisation_id').onRef('r.id', '=', 'l.review_id'),
    )
    .select([
      'l.id',
      'l.review_id as reviewId',
      'r.title as reviewTitle',
      'p.name as personName',
      'l.title',
      'l.expires_at as expiresAt',
      'l.opened_at as openedAt',
      'l.revoked_at as revokedAt',
    ])
    .where('l.organisation_id', '=', organisation)
    .orderBy('l.made_at', 'desc')
    .orderBy('l.id', 'desc')
    .limit(200)
    .execute();
}

export type LinkRow = RowOf<typeof listLinks>;

/** Who takes part in a review by a personal link that still opens. */
export async function listLinkPeople(
  db: Db,
  { organisation, review }: { organisation: string; review: string },
  now: Date,
): Promise<{ id: string; name: string; title: string }[]> {
  return db
    .selectFrom('personal_links as l')
    .innerJoin('persons as p', 'p.id', 'l.person_id')
    .select(['p.id', 'p.name', 'l.title'])
    .where('l.organisation_id', '=', organisation)
    .where('l.review_id', '=', review)
    .where('l.revoked_at', 'is', null)
    .where('l.expires_at', '>', now)
    .execute();
}

/** The reviews that people can take part in now. */
export async function listOpenReviews(db: Db, organisation: string) {
  return db
    .selectFrom('reviews')
    .select(['id', 'title'])
    .where('organisation_id', '=', organisation)
    .where('closed_at', 'is', null)
    .where('deleted_at', 'is', null)
    .orderBy('started_at', 'desc')
    .execute();
}

/** Personal links of a person open nothing any more, and say nothing of them. */
export async function erasePersonalLinks(
  db: Db,
  organisation: string,
  person: string,
  at: Date,
): Promise<void> {
  const links = await db
    .updateTable('personal_links')
    .set({ revoked_at: at, title: '' })
    .where('organisation_id', '=', organisation)
    .where('person_id', '=', person)
    .returning('id')
    .execute();
  await endLinkSessions(
    db,
    organisation,
    links.map(({ id }) => id),
  );
}
