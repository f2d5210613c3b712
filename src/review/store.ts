/** Rows of reviews and of who takes part. */
import { sql } from 'kysely';
import { camelKeys } from '../platform/casing.js';
import { isId } from '../platform/ids.js';
import { goneBefore } from '../platform/restoring.js';
import type { RowOrJson } from '../platform/storage/tables/json.js';
import type { ParticipantsTable, ReviewsTable } from '../platform/storage/tables/review.js';
import type { Db } from '../platform/storage/transaction.js';
import { type Named, noReview, type Participant, type Review } from './review.js';

/** A row of reviews with the names in it. */
export interface ReviewRow extends RowOrJson<Omit<ReviewsTable, 'deleted_by'>> {
  started_by_name: string | null;
  closed_by_name: string | null;
  level_setters: string[];
}

/** Somebody by id and name, or nobody. */
export const named = (id: string | null, name: string | null): Named | null =>
  id ? { id, name } : null;

const dateOf = (moment: Date | string | null) => (moment === null ? null : new Date(moment));

/** The review that a row holds: field by field, since every page of a review reads one. */
export const reviewFrom = (row: ReviewRow): Review => ({
  id: row.id,
  organisationId: row.organisation_id,
  frameworkVersionId: row.framework_version_id,
  academicYear: row.academic_year,
  title: row.title,
  stage: row.stage,
  previousReviewId: row.previous_review_id,
  startedBy: named(row.started_by, row.started_by_name),
  startedAt: new Date(row.started_at),
  closedAt: dateOf(row.closed_at),
  closedBy: named(row.closed_by, row.closed_by_name),
  signedOffAs: row.signed_off_as,
  gapsReason: row.gaps_reason,
  deletedAt: dateOf(row.deleted_at),
  version: row.version,
  levelSetters: row.level_setters,
});

const reviews = (db: Db) =>
  db
    .selectFrom('reviews as r')
    .leftJoin('persons as s', 's.id', 'r.started_by')
    .leftJoin('persons as c', 'c.id', 'r.closed_by')
    .selectAll('r')
    .select(['s.name as started_by_name', 'c.name as closed_by_name'])
    .select(
      sql<string[]>`ARRAY(SELECT l.person_id FROM level_setters l
        WHERE l.organisation_id = r.organisation_id AND l.review_id = r.id)`.as('level_setters'),
    );

export type ParticipantRow = Pick<ParticipantsTable, 'id' | 'person_id' | 'name' | 'role'>;

/** The participant that a row holds. */
export const participantFrom = (row: ParticipantRow): Participant => camelKeys(row);

/**
 * A review without its agreements. `lock` holds it still until the transaction ends, so that it cannot be closed
 * while it is judged. @throws NotFound when there is no such review in this organisation.
 */
export async function findReview(
  db: Db,
  organisation: string,
  id: string,
  lock?: 'lock',
): Promise<Review> {
  if (!isId(id)) throw noReview();
  const query = reviews(db).where('r.organisation_id', '=', organisation).where('r.id', '=', id);
  const row = await (lock ? query.forNoKeyUpdate('r') : query).executeTakeFirst();
  if (!row) throw noReview();
  return reviewFrom(row);
}

/** A review in the list: how far it is. */
export interface ReviewInList extends Review {
  /** How many statements are decided. */
  decided: number;
}

/** The school's reviews, newest year first. With `withDeleted`, also those that can still be restored. */
export async function listReviews(
  db: Db,
  organisation: string,
  { now, withDeleted = false }: { now: Date; withDeleted?: boolean },
): Promise<ReviewInList[]> {
  const rows = await reviews(db)
    .select((eb) =>
      eb
        .selectFrom('agreements as j')
        .select(({ fn }) => fn.countAll<string>().as('decided'))
        .whereRef('j.organisation_id', '=', 'r.organisation_id')
        .whereRef('j.review_id', '=', 'r.id')
        .where('j.is_carried', '=', false)
        .where((each) =>
          each.or([each('j.level', 'is not', null), each('j.is_not_yet', '=', true)]),
        )
        .as('decided'),
    )
    .where('r.organisation_id', '=', organisation)
    .where((each) =>
      withDeleted
        ? each.or([each('r.deleted_at', 'is', null), each('r.deleted_at', '>', goneBefore(now))])
        : each('r.deleted_at', 'is', null),
    )
    .orderBy('r.academic_year', 'desc')
    .orderBy('r.started_at', 'desc')
    .orderBy('r.id', 'desc')
    .execute();
  return rows.map((row) => ({ ...reviewFrom(row), decided: Number(row.decided) }));
}

/** Who takes part. */
export async function listParticipants(
  db: Db,
  organisation: string,
  review: string,
): Promise<Participant[]> {
  const rows = await db
    .selectFrom('participants')
    .select(['id', 'person_id', 'name', 'role'])
    .where('organisation_id', '=', organisation)
    .where('review_id', '=', review)
    .where('removed_at', 'is', null)
    .orderBy('added_at')
    .orderBy('id')
    .execute();
  return rows.map(participantFrom);
}

/** The names of the other reviews of a year that are not deleted. */
export async function titlesOfYear(
  db: Db,
  organisation: string,
  year: number,
  except?: string,
): Promise<string[]> {
  const rows = await db
    .selectFrom('reviews')
    .select('title')
    .where('organisation_id', '=', organisation)
    .where('academic_year', '=', year)
    .where('deleted_at', 'is', null)
    .$if(except !== undefined, (query) => query.where('id', '!=', except ?? ''))
    .execute();
  return rows.map(({ title }) => title);
}

/** A review about to begin. */
export type NewReview = Pick<
  Review,
  | 'id'
  | 'organisationId'
  | 'frameworkVersionId'
  | 'academicYear'
  | 'title'
  | 'previousReviewId'
  | 'startedAt'
> & { startedBy: string };

/** Saves a new review. */
export async function saveReview(db: Db, review: NewReview): Promise<void> {
  await db
    .insertInto('reviews')
    .values({
      organisation_id: review.organisationId,
      id: review.id,
      framework_version_id: review.frameworkVersionId,
      academic_year: review.academicYear,
      title: review.title,
      previous_review_id: review.previousReviewId,
      started_by: review.startedBy,
      started_at: review.startedAt,
    })
    .execute();
}

/** What of a review may change after it was started. */
export interface ReviewChange {
  title?: string;
  academic_year?: number;
  closed_at?: Date | null;
  closed_by?: string | null;
  signed_off_as?: string | null;
  gaps_reason?: string | null;
  deleted_at?: Date | null;
  deleted_by?: string | null;
}

/** Changes a review, one version on. */
export async function changeReview(db: Db, review: Review, change: ReviewChange): Promise<void> {
  await db
    .updateTable('reviews')
    .set({ ...change, version: review.version + 1 })
    .where('organisation_id', '=', review.organisationId)
    .where('id', '=', review.id)
    .execute();
}

/** Where in the tables a row of a review lies. */
export interface InReview {
  organisation: string;
  review: string;
}

/** Saves somebody who takes part. */
export async function saveParticipants(
  db: Db,
  { organisation, review }: InReview,
  participants: (Participant & { addedAt: Date })[],
): Promise<void> {
  if (participants.length === 0) return;
  await db
    .insertInto('participants')
    .values(
      participants.map(({ id, personId, name, role, addedAt }) => ({
        organisation_id: organisation,
        review_id: review,
        id,
        person_id: personId,
        name,
        role,
        added_at: addedAt,
      })),
    )
    .execute();
}

/** Takes somebody out of a review. False when they were not in it. */
export async function dropParticipant(
  db: Db,
  { organisation, review }: InReview,
  id: string,
  at: Date,
): Promise<boolean> {
  const dropped = await db
    .updateTable('participants')
    .set({ removed_at: at })
    .where('organisation_id', '=', organisation)
    .where('review_id', '=', review)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return dropped.numUpdatedRows === 1n;
}
