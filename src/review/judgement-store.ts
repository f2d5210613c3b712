/** Rows of agreed judgements. */
import { sql } from 'kysely';
import type { Db } from '../platform/storage/transaction.js';
import type { Marks } from './marks.js';
import type { AgreedJudgement } from './review.js';
import type { Standing } from './standing.js';
import { type InReview, named } from './store.js';

/** A row of agreed_judgements as it is, or as json_agg gives it (dates are then text). */
export interface JudgementRow {
  statement: string;
  level: number | null;
  is_not_yet: boolean;
  reason: string;
  strength: string;
  next_step: string;
  marks: Record<string, string>;
  kept: Record<string, string>;
  is_carried: boolean;
  updated_by: string | null;
  updated_by_name: string | null;
  updated_at: Date | string;
  version: number;
}

/** Level and flag as one standing. */
export const standingFrom = (row: Pick<JudgementRow, 'level' | 'is_not_yet'>): Standing =>
  row.is_not_yet ? 'not-yet' : row.level;

/** The judgement that a row holds. */
export const judgementFrom = (row: JudgementRow): AgreedJudgement => ({
  statement: row.statement,
  standing: standingFrom(row),
  reason: row.reason,
  strength: row.strength,
  nextStep: row.next_step,
  marks: row.marks as Marks,
  kept: row.kept,
  isCarried: row.is_carried,
  updatedBy: named(row.updated_by, row.updated_by_name),
  updatedAt: new Date(row.updated_at),
  version: row.version,
});

const judgementRows = (db: Db, organisation: string, review: string) =>
  db
    .selectFrom('agreed_judgements as j')
    .leftJoin('persons as u', 'u.id', 'j.updated_by')
    .selectAll('j')
    .select('u.name as updated_by_name')
    .where('j.organisation_id', '=', organisation)
    .where('j.review_id', '=', review);

/** Everything that was agreed in a review. */
export async function listAgreedJudgements(
  db: Db,
  organisation: string,
  review: string,
): Promise<AgreedJudgement[]> {
  return (await judgementRows(db, organisation, review).execute()).map(judgementFrom);
}

/** What was agreed on one statement, or undefined. */
export async function findJudgement(
  db: Db,
  organisation: string,
  review: string,
  statement: string,
): Promise<AgreedJudgement | undefined> {
  const row = await judgementRows(db, organisation, review)
    .where('j.statement', '=', statement)
    .executeTakeFirst();
  return row && judgementFrom(row);
}

/** Saves a judgement in place of the one before. The caller holds the review's lock and has checked the version. */
export async function saveJudgement(
  db: Db,
  { organisation, review }: InReview,
  judgement: AgreedJudgement,
  by: { person: string; at: Date },
): Promise<void> {
  const values = {
    level: typeof judgement.standing === 'number' ? judgement.standing : null,
    is_not_yet: judgement.standing === 'not-yet',
    reason: judgement.reason,
    strength: judgement.strength,
    next_step: judgement.nextStep,
    marks: JSON.stringify(judgement.marks),
    kept: JSON.stringify(judgement.kept),
    is_carried: judgement.isCarried,
    updated_by: by.person,
    updated_at: by.at,
    version: judgement.version,
  };
  await db
    .insertInto('agreed_judgements')
    .values({
      organisation_id: organisation,
      review_id: review,
      statement: judgement.statement,
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
export async function takeJudgements(
  db: Db,
  organisation: string,
  { from, to, taken }: { from: string; to: string; taken: Taken[] },
  by: { person: string; at: Date },
): Promise<void> {
  const rows = taken.map(({ isSame, ...each }) => ({ ...each, is_same: isSame }));
  await sql`
    INSERT INTO agreed_judgements (organisation_id, review_id, statement, level, is_not_yet, reason, strength,
                                   next_step, marks, kept, is_carried, updated_by, updated_at)
    SELECT j.organisation_id, ${to}::uuid, t.after, CASE WHEN t.is_same THEN j.level END,
           t.is_same AND j.is_not_yet, j.reason, j.strength, j.next_step,
           (SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(j.marks) WHERE t.points ? key),
           '{}', t.is_same AND (j.level IS NOT NULL OR j.is_not_yet), ${by.person}::uuid, ${by.at}::timestamptz
    FROM agreed_judgements j
    JOIN jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS t(before text, after text, is_same boolean, points jsonb) ON t.before = j.statement
    WHERE j.organisation_id = ${organisation} AND j.review_id = ${from}`.execute(db);
}

/** Takes every answer of an earlier review over into a new one, marked as not confirmed yet. */
export async function copyJudgements(
  db: Db,
  organisation: string,
  from: string,
  to: string,
  by: { person: string; at: Date },
): Promise<void> {
  await sql`
    INSERT INTO agreed_judgements (organisation_id, review_id, statement, level, is_not_yet, reason, strength,
                                   next_step, marks, kept, is_carried, updated_by, updated_at)
    SELECT organisation_id, ${to}::uuid, statement, level, is_not_yet, reason, strength, next_step, marks, kept,
           level IS NOT NULL OR is_not_yet, ${by.person}::uuid, ${by.at}::timestamptz
    FROM agreed_judgements WHERE organisation_id = ${organisation} AND review_id = ${from}`.execute(
    db,
  );
}
