/** Rows of agreements. */
import { sql } from 'kysely';
import type { RowOrJson } from '../platform/storage/tables/json.js';
import type { AgreementsTable } from '../platform/storage/tables/review.js';
import type { Db } from '../platform/storage/transaction.js';
import type { Marks } from './marks.js';
import type { Rating } from './rating.js';
import type { Agreement } from './review.js';
import { type InReview, named } from './store.js';

/** A row of agreements with the name in it. */
export interface AgreementRow
  extends RowOrJson<Omit<AgreementsTable, 'organisation_id' | 'review_id'>> {
  updated_by_name: string | null;
}

/** Level and flag as one rating. */
export const ratingFrom = (row: Pick<AgreementRow, 'level' | 'is_not_yet'>): Rating =>
  row.is_not_yet ? 'not-yet' : row.level;

/** The agreement that a row holds: field by field, since a page of results reads one for each statement. */
export const agreementFrom = (row: AgreementRow): Agreement => ({
  statement: row.statement,
  rating: ratingFrom(row),
  reason: row.reason,
  strength: row.strength,
  nextStep: row.next_step,
  marks: row.marks as Marks,
  contradictionReasons: row.contradiction_reasons,
  isCarried: row.is_carried,
  updatedBy: named(row.updated_by, row.updated_by_name),
  updatedAt: new Date(row.updated_at),
  version: row.version,
});

const agreementRows = (db: Db, organisation: string, review: string) =>
  db
    .selectFrom('agreements as j')
    .leftJoin('persons as u', 'u.id', 'j.updated_by')
    .selectAll('j')
    .select('u.name as updated_by_name')
    .where('j.organisation_id', '=', organisation)
    .where('j.review_id', '=', review);

/** Everything that was agreed in a review. */
export async function listAgreements(
  db: Db,
  organisation: string,
  review: string,
): Promise<Agreement[]> {
  return (await agreementRows(db, organisation, review).execute()).map(agreementFrom);
}

/** What was agreed on one statement, or undefined. */
export async function findAgreement(
  db: Db,
  organisation: string,
  review: string,
  statement: string,
): Promise<Agreement | undefined> {
  const row = await agreementRows(db, organisation, review)
    .where('j.statement', '=', statement)
    .executeTakeFirst();
  return row && agreementFrom(row);
}

/** What was said last of the criteria of a statement, in the newest review that says anything of it. One query. */
export async function listMarksNow(
  db: Db,
  organisation: string,
  statement: string,
): Promise<Marks> {
  const { rows } = await sql<{ marks: Marks }>`
    SELECT j.marks FROM agreements j
    JOIN reviews r ON r.organisation_id = j.organisation_id AND r.id = j.review_id
    WHERE j.organisation_id = ${organisation} AND j.statement = ${statement} AND r.deleted_at IS NULL
    ORDER BY r.academic_year DESC, r.started_at DESC, r.id DESC LIMIT 1`.execute(db);
  return rows[0]?.marks ?? {};
}

/** Saves an agreement in place of the one before. The caller holds the review's lock and has checked the version. */
export async function saveAgreement(
  db: Db,
  { organisation, review }: InReview,
  agreement: Agreement,
  by: { person: string; at: Date },
): Promise<void> {
  const values = {
    level: typeof agreement.rating === 'number' ? agreement.rating : null,
    is_not_yet: agreement.rating === 'not-yet',
    reason: agreement.reason,
    strength: agreement.strength,
    next_step: agreement.nextStep,
    marks: JSON.stringify(agreement.marks),
    contradiction_reasons: JSON.stringify(agreement.contradictionReasons),
    is_carried: agreement.isCarried,
    updated_by: by.person,
    updated_at: by.at,
    version: agreement.version,
  };
  await db
    .insertInto('agreements')
    .values({
      organisation_id: organisation,
      review_id: review,
      statement: agreement.statement,
      ...values,
    })
    .onConflict((conflict) =>
      conflict.columns(['organisation_id', 'review_id', 'statement']).doUpdateSet(values),
    )
    .execute();
}

/** Where an answer goes that is taken over: from a statement of then to one of now. */
export interface Taken {
  before: string;
  after: string;
  /** False where the wording changed: then the level stays open, and only the words and points are taken over. */
  isSame: boolean;
  /** The ids of the points that the statement has now; marks of any other are left behind. */
  points: string[];
}

/**
 * Takes the answers of an earlier review over into a new one made with another version.
 */
export async function takeAgreements(
  db: Db,
  organisation: string,
  { from, to, taken }: { from: string; to: string; taken: Taken[] },
  by: { person: string; at: Date },
): Promise<void> {
  const rows = taken.map(({ isSame, ...each }) => ({ ...each, is_same: isSame }));
  await sql`
    INSERT INTO agreements (organisation_id, review_id, statement, level, is_not_yet, reason, strength, next_step,
                            marks, contradiction_reasons, is_carried, updated_by, updated_at)
    SELECT j.organisation_id, ${to}::uuid, t.after, CASE WHEN t.is_same THEN j.level END,
           t.is_same AND j.is_not_yet, j.reason, j.strength, j.next_step,
           (SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(j.marks) WHERE t.points ? key),
           '{}', t.is_same AND (j.level IS NOT NULL OR j.is_not_yet), ${by.person}::uuid, ${by.at}::timestamptz
    FROM agreements j
    JOIN jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS t(before text, after text, is_same boolean, points jsonb) ON t.before = j.statement
    WHERE j.organisation_id = ${organisation} AND j.review_id = ${from}`.execute(db);
}

/** Takes every answer of an earlier review over into a new one, marked as not confirmed yet. */
export async function copyAgreements(
  db: Db,
  organisation: string,
  from: string,
  to: string,
  by: { person: string; at: Date },
): Promise<void> {
  await sql`
    INSERT INTO agreements (organisation_id, review_id, statement, level, is_not_yet, reason, strength, next_step,
                            marks, contradiction_reasons, is_carried, updated_by, updated_at)
    SELECT organisation_id, ${to}::uuid, statement, level, is_not_yet, reason, strength, next_step, marks,
           contradiction_reasons, level IS NOT NULL OR is_not_yet, ${by.person}::uuid, ${by.at}::timestamptz
    FROM agreements WHERE organisation_id = ${organisation} AND review_id = ${from}`.execute(db);
}
