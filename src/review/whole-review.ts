/** A review with all that its pages show, in one query. */
import { type RawBuilder, sql } from 'kysely';
import {
  NO_REMARKS,
  type Reading,
  type RemarkList,
  type RemarksJson,
  remarksFrom,
  remarksJson,
} from '../remark/store.js';
import type { Db } from '../storage/transaction.js';
import { type JudgementRow, judgementFrom, standingFrom } from './judgement-store.js';
import { type Judgements, noReview, type Participant, type Review } from './review.js';
import type { Standings } from './standing.js';
import { isId, type ParticipantRow, participantFrom, type ReviewRow, reviewFrom } from './store.js';

/** A review with all that its pages show. */
export interface WholeReview {
  review: Review;
  participants: Participant[];
  judgements: Judgements;
  /** Where the school stood in the review before, and when that was closed; null when there is none. */
  previous: { academicYear: number; closedAt: Date | null; standings: Standings } | null;
  /** The questions and comments that were asked for; none otherwise. */
  remarks: RemarkList;
}

/** Which questions and comments come along: those on one statement, or (null) on the results as a whole. */
export interface RemarksAsked extends Reading {
  statement: string | null;
}

interface WholeRow extends ReviewRow {
  participants: ParticipantRow[] | null;
  judgements: JudgementRow[] | null;
  previous_year: number | null;
  previous_closed_at: Date | null;
  previous: { statement: string; level: number | null; is_not_yet: boolean }[] | null;
  remarks: RemarksJson | null;
}

/**
 * A review with everything that was agreed, who takes part, and where the school stood before; with `remarks`, what
 * was asked and said of one statement or of the results too. One query.
 * @throws NotFound when there is no such review in this organisation.
 */
export async function findWholeReview(
  db: Db,
  organisation: string,
  id: string,
  remarks?: RemarksAsked,
): Promise<WholeReview> {
  if (!isId(id)) throw noReview();
  const found = await wholeReviews(
    sql`r.organisation_id = ${organisation} AND r.id = ${id}`,
    remarks && remarksOf(remarks),
  ).execute(db);
  const row = found.rows[0];
  if (!row) throw noReview();
  return wholeFrom(row);
}

/** The review to go on with: the newest open one, else the newest closed one; null when there is none. One query. */
export async function findCurrentReview(db: Db, organisation: string): Promise<WholeReview | null> {
  const newest = sql`r.organisation_id = ${organisation} AND r.id = (
    SELECT n.id FROM reviews n WHERE n.organisation_id = ${organisation} AND n.deleted_at IS NULL
    ORDER BY n.closed_at IS NOT NULL, n.academic_year DESC, n.started_at DESC LIMIT 1)`;
  const found = await wholeReviews(newest).execute(db);
  return found.rows[0] ? wholeFrom(found.rows[0]) : null;
}

const remarksOf = ({ statement, ...reading }: RemarksAsked) =>
  remarksJson(
    sql`m.organisation_id = r.organisation_id AND m.review_id = r.id
        AND m.statement IS NOT DISTINCT FROM ${statement}`,
    reading,
  );

function wholeReviews(which: RawBuilder<unknown>, remarks: RawBuilder<unknown> = sql`NULL::json`) {
  return sql<WholeRow>`
    SELECT r.*, s.name AS started_by_name, c.name AS closed_by_name,
      (SELECT json_agg(json_build_object('id', p.id, 'person_id', p.person_id, 'name', p.name, 'role', p.role)
                       ORDER BY p.added_at, p.id)
       FROM participants p
       WHERE p.organisation_id = r.organisation_id AND p.review_id = r.id AND p.removed_at IS NULL) AS participants,
      (SELECT json_agg(json_build_object(
          'statement', j.statement, 'level', j.level, 'is_not_yet', j.is_not_yet, 'reason', j.reason,
          'strength', j.strength, 'next_step', j.next_step, 'marks', j.marks, 'kept', j.kept,
          'is_carried', j.is_carried, 'updated_by', j.updated_by, 'updated_by_name', u.name,
          'updated_at', j.updated_at, 'version', j.version))
       FROM agreed_judgements j LEFT JOIN persons u ON u.id = j.updated_by
       WHERE j.organisation_id = r.organisation_id AND j.review_id = r.id) AS judgements,
      before.academic_year AS previous_year, before.closed_at AS previous_closed_at,
      (SELECT json_agg(json_build_object('statement', j.statement, 'level', j.level, 'is_not_yet', j.is_not_yet))
       FROM agreed_judgements j
       WHERE j.organisation_id = before.organisation_id AND j.review_id = before.id) AS previous,
      ${remarks} AS remarks
    FROM reviews r
    LEFT JOIN persons s ON s.id = r.started_by
    LEFT JOIN persons c ON c.id = r.closed_by
    LEFT JOIN reviews before ON before.organisation_id = r.organisation_id
      AND before.id = r.previous_review_id AND before.deleted_at IS NULL
    WHERE ${which}`;
}

function wholeFrom(row: WholeRow): WholeReview {
  const judgements = (row.judgements ?? []).map(judgementFrom);
  return {
    review: reviewFrom(row),
    participants: (row.participants ?? []).map(participantFrom),
    judgements: new Map(judgements.map((each) => [each.statement, each])),
    remarks: row.remarks ? remarksFrom(row.remarks) : NO_REMARKS,
    previous:
      row.previous_year === null
        ? null
        : {
            academicYear: row.previous_year,
            closedAt: row.previous_closed_at,
            standings: Object.fromEntries(
              (row.previous ?? []).map((each) => [each.statement, standingFrom(each)]),
            ),
          },
  };
}
