/** A review with all that its pages show, in one query. */

import { type RawBuilder, sql } from 'kysely';
import type { Proposal } from '../framework/carrying.js';
import type { StatementCode } from '../framework/framework.js';
import { proposalsBetween } from '../framework/proposals.js';
import { isId } from '../ids.js';
import {
  listNewest,
  NO_REMARKS,
  type Reading,
  type RemarkCounts,
  type RemarkList,
  remarkCountsJson,
} from '../remark/store.js';
import type { Db } from '../storage/transaction.js';
import { type JudgementRow, judgementFrom } from './judgement-store.js';
import { type Judgements, noReview, type Participant, type Review } from './review.js';
import type { Standings } from './standing.js';
import { type ParticipantRow, participantFrom, type ReviewRow, reviewFrom } from './store.js';

/** A review with all that its pages show. */
export interface WholeReview {
  review: Review;
  participants: Participant[];
  judgements: Judgements;
  /** Where the school stood in the review before, and when that was closed; null when there is none. */
  previous: Previous | null;
  /** The questions and comments that were asked for; none otherwise. */
  remarks: RemarkList;
}

/** The review before, told in the codes of this one. */
export interface Previous {
  academicYear: number;
  closedAt: Date | null;
  standings: Standings;
  /** Which statements say something else now, where it was made with another version; absent where it was not. */
  mapping?: { reworded: StatementCode[] };
}

/** Which questions and comments come along: those on one statement, or (null) on the results as a whole. */
export interface RemarksAsked extends Reading {
  statement: string | null;
}

/** The columns about the review before. */
interface PreviousRow extends Pick<ReviewRow, 'framework_version_id'> {
  previous_year: number | null;
  previous_closed_at: Date | null;
  previous_version: string | null;
  previous: Standings | null;
}

interface WholeRow extends Omit<ReviewRow, 'started_by_name' | 'closed_by_name'>, PreviousRow {
  participants: ParticipantRow[] | null;
  judgements: Omit<JudgementRow, 'updated_by_name'>[] | null;
  /** Of whoever is named in the rest of the row, by id. */
  names: Record<string, string> | null;
  remarks: RemarkCounts | null;
}

/**
 * A review with everything that was agreed, who takes part, and where the school stood before; with `remarks`, what
 * was asked and said of one statement or of the results too. One query, and one more where something was.
 * @throws NotFound when there is no such review in this organisation.
 */
export async function findWholeReview(
  db: Db,
  organisation: string,
  id: string,
  remarks?: RemarksAsked,
): Promise<WholeReview> {
  if (!isId(id)) throw noReview();
  const here = sql`m.organisation_id = ${organisation} AND m.review_id = ${id}
    AND m.statement IS NOT DISTINCT FROM ${remarks?.statement ?? null}`;
  const found = await wholeReviews(
    sql`r.organisation_id = ${organisation} AND r.id = ${id}`,
    remarks && remarkCountsJson(here, remarks),
  ).execute(db);
  const row = found.rows[0];
  if (!row) throw noReview();
  const whole = await wholeFrom(db, organisation, row);
  if (!remarks || !row.remarks?.count) return whole;
  return { ...whole, remarks: { ...row.remarks, shown: await listNewest(db, here, remarks) } };
}

/** The review to go on with: the newest open one, else the newest closed one; null when there is none. One query. */
export async function findCurrentReview(db: Db, organisation: string): Promise<WholeReview | null> {
  const newest = sql`r.organisation_id = ${organisation} AND r.id = (
    SELECT n.id FROM reviews n WHERE n.organisation_id = ${organisation} AND n.deleted_at IS NULL
    ORDER BY n.closed_at IS NOT NULL, n.academic_year DESC, n.started_at DESC LIMIT 1)`;
  const found = await wholeReviews(newest).execute(db);
  return found.rows[0] ? wholeFrom(db, organisation, found.rows[0]) : null;
}

/** One column: where the school stood in the review before. */
const PREVIOUS = sql<Standings | null>`
  (SELECT json_object_agg(j.statement, CASE WHEN j.is_not_yet THEN '"not-yet"'::json ELSE to_json(j.level) END)
   FROM agreed_judgements j WHERE j.organisation_id = before.organisation_id AND j.review_id = before.id)`;

/** One column: the judgements of the review r as rows of JSON. */
const JUDGEMENTS = sql`
  (SELECT json_agg(json_build_object(
      'statement', j.statement, 'level', j.level, 'is_not_yet', j.is_not_yet, 'reason', j.reason,
      'strength', j.strength, 'next_step', j.next_step, 'marks', j.marks, 'kept', j.kept,
      'is_carried', j.is_carried, 'updated_by', j.updated_by, 'updated_at', j.updated_at, 'version', j.version))
   FROM agreed_judgements j WHERE j.organisation_id = r.organisation_id AND j.review_id = r.id)`;

const PARTICIPANTS = sql`
  (SELECT json_agg(json_build_object('id', p.id, 'person_id', p.person_id, 'name', p.name, 'role', p.role)
                   ORDER BY p.added_at, p.id)
   FROM participants p
   WHERE p.organisation_id = r.organisation_id AND p.review_id = r.id AND p.removed_at IS NULL)`;

/** One look at the names: what a policy asks of a person takes PostgreSQL longer to plan than all the rest. */
const NAMES = sql`
  (SELECT json_object_agg(p.id, p.name) FROM persons p WHERE p.id = ANY (ARRAY(
     SELECT j.updated_by FROM agreed_judgements j WHERE j.organisation_id = r.organisation_id AND j.review_id = r.id
     UNION SELECT unnest(ARRAY[r.started_by, r.closed_by]))))`;

const wholeReviews = (which: RawBuilder<unknown>, remarks: RawBuilder<unknown> = sql`NULL::json`) =>
  sql<WholeRow>`
  SELECT r.*, before.academic_year AS previous_year, before.closed_at AS previous_closed_at,
    before.framework_version_id AS previous_version, ${PREVIOUS} AS previous,
    ${PARTICIPANTS} AS participants, ${JUDGEMENTS} AS judgements, ${NAMES} AS names, ${remarks} AS remarks
  FROM reviews r
  LEFT JOIN reviews before ON before.organisation_id = r.organisation_id
    AND before.id = r.previous_review_id AND before.deleted_at IS NULL
  WHERE ${which}`;

async function wholeFrom(db: Db, organisation: string, row: WholeRow): Promise<WholeReview> {
  const nameOf = (person: string | null) => (person && row.names?.[person]) ?? null;
  const judgements = (row.judgements ?? []).map((each) =>
    judgementFrom({ ...each, updated_by_name: nameOf(each.updated_by) }),
  );
  const names = { started_by_name: nameOf(row.started_by), closed_by_name: nameOf(row.closed_by) };
  return {
    review: reviewFrom({ ...row, ...names }),
    participants: (row.participants ?? []).map(participantFrom),
    judgements: new Map(judgements.map((each) => [each.statement, each])),
    remarks: NO_REMARKS,
    previous: await previousFrom(db, organisation, row),
  };
}

/** The review before; one that was made with another version is told in today's codes. */
async function previousFrom(
  db: Db,
  organisation: string,
  row: PreviousRow,
): Promise<Previous | null> {
  if (row.previous_year === null) return null;
  const previous: Previous = {
    academicYear: row.previous_year,
    closedAt: row.previous_closed_at,
    standings: row.previous ?? {},
  };
  const { previous_version: from, framework_version_id: to } = row;
  if (from === null || from === to) return previous;
  const { standings } = previous;
  const both = (await proposalsBetween(db, organisation, from, to)).filter(
    (each): each is Proposal & { before: string; after: string } =>
      each.before !== null && each.after !== null,
  );
  return {
    ...previous,
    standings: Object.fromEntries(
      both
        .filter(({ before }) => Object.hasOwn(standings, before))
        .map(({ before, after }) => [after, standings[before] ?? null]),
    ),
    mapping: {
      reworded: both.filter(({ verdict }) => verdict === 'changed').map(({ after }) => after),
    },
  };
}
