/** A review with all that its pages show, or what one of its statements needs of it: see waymark_review. */

import { type RawBuilder, sql } from 'kysely';
import {
  type OfferedEvidence,
  type OfferedRow,
  offeredFrom,
  offeredJson,
} from '../evidence/store.js';
import type { Proposal } from '../framework/compare/carry-over.js';
import { proposalsBetween } from '../framework/compare/proposals.js';
import type { StatementCode } from '../framework/framework.js';
import { isId } from '../platform/ids.js';
import { goneBefore } from '../platform/restoring.js';
import type { Db } from '../platform/storage/transaction.js';
import {
  listNewest,
  NO_REMARKS,
  type Reading,
  type RemarkCounts,
  type RemarkList,
} from '../remark/store.js';
import { type AgreementRow, agreementFrom, ratingFrom } from './agreement-store.js';
import type { Ratings } from './rating.js';
import {
  type Agreement,
  type Agreements,
  type AgreementsInBrief,
  blankAgreement,
  contradictionReasonsIn,
  noReview,
  type Participant,
  type Review,
  ratingsFrom,
} from './review.js';
import { type ParticipantRow, participantFrom, type ReviewRow, reviewFrom } from './store.js';

/** A review with all that its pages show. */
export interface WholeReview {
  review: Review;
  participants: Participant[];
  agreements: Agreements;
  /** Where the school stood in the review before, and when that was closed; null when there is none. */
  previous: Previous | null;
  /** The questions and comments that were asked for; none otherwise. */
  remarks: RemarkList;
}

/** The review before, in the codes of this one. */
export interface Previous {
  academicYear: number;
  title: string;
  closedAt: Date | null;
  ratings: Ratings;
  /** Which statements say something else now, where it was made with another version; absent where it was not. */
  mapping?: { reworded: StatementCode[] };
}

/** A review as one of its statements needs it: what was agreed there, and where the school stands on the others. */
export interface ReviewAtStatement extends Pick<WholeReview, 'review' | 'previous' | 'remarks'> {
  /** What was agreed on the statement, blank when nothing was ever saved. */
  agreement: Agreement;
  agreements: AgreementsInBrief;
  ratings: Ratings;
  /** The notes with which contradictions are kept, wherever in the review they were written. */
  contradictionReasons: Readonly<Record<string, string>>;
  /** What the statement cites, oldest citation first, then the newest of what else the school has. */
  offered: OfferedEvidence[];
  /** What else was asked for. */
  beside: unknown;
}

/** The columns about the review before. */
interface PreviousRow extends Pick<ReviewRow, 'framework_version_id'> {
  previous_year: number | null;
  previous_title: string | null;
  previous_closed_at: string | null;
  previous_version: string | null;
  previous: Ratings | null;
}

/** What waymark_review answers. */
interface WholeRow extends Omit<ReviewRow, 'started_by_name' | 'closed_by_name'>, PreviousRow {
  participants: ParticipantRow[] | null;
  agreements: AgreementInRow[] | null;
  /** Of whoever is named in the rest of the row, by id. */
  names: Record<string, string> | null;
  remarks: RemarkCounts | null;
}

type AgreementInRow = Omit<AgreementRow, 'updated_by_name'>;

type Asked = [organisation: string, id: string, code: string | null, reading: Reading | null];

/** The answer of waymark_review as a column. `code`: the statement that it is for. */
const reviewJson = (
  organisation: string,
  id: string | RawBuilder<unknown>,
  code: string | null = null,
  reading: Reading | null = null,
) => sql<WholeRow | null>`waymark_review(${organisation}, ${id}, ${code}, ${reading?.person ?? null},
  ${reading && goneBefore(reading.now)})`;

/** @throws NotFound when there is no such review in this organisation. */
async function findRow(
  db: Db,
  asked: Asked,
  evidence: RawBuilder<OfferedRow[] | null> = sql`NULL`,
  beside: RawBuilder<unknown> = sql`NULL`,
): Promise<{ found: WholeRow; offered: OfferedRow[] | null; beside: unknown }> {
  const [, id] = asked;
  if (!isId(id)) throw noReview();
  const { rows } = await sql<{
    found: WholeRow | null;
    offered: OfferedRow[] | null;
    beside: unknown;
  }>`SELECT ${reviewJson(...asked)} AS found, ${evidence} AS offered, ${beside} AS beside`.execute(
    db,
  );
  const [row] = rows;
  if (!row?.found) throw noReview();
  return { ...row, found: row.found };
}

/**
 * A review with everything that was agreed, who takes part, and where the school stood before; for a reader, what was
 * asked and said of the results too. One query, and one more where something was.
 * @throws NotFound when there is no such review in this organisation.
 */
export async function findWholeReview(
  db: Db,
  organisation: string,
  id: string,
  reading: Reading | null = null,
): Promise<WholeReview> {
  const { found: row } = await findRow(db, [organisation, id, null, reading]);
  const whole = await wholeFrom(db, organisation, row);
  return reading ? { ...whole, remarks: await remarksOf(db, row, null, reading) } : whole;
}

/**
 * A review as the page of one statement needs it, with the evidence, what was asked and said there, and one column that
 * is asked for. One query, and one more where something was said. @throws NotFound when there is no such review in this organisation.
 */
export async function findReviewAt(
  db: Db,
  organisation: string,
  id: string,
  code: string,
  reading: Reading,
  asked?: RawBuilder<unknown>,
): Promise<ReviewAtStatement> {
  const evidence = offeredJson(organisation, id, code);
  const place: Asked = [organisation, id, code, reading];
  const { found: row, offered, beside } = await findRow(db, place, evidence, asked);
  const brief = (row.agreements ?? []).map((each) => ({
    statement: each.statement,
    rating: ratingFrom(each),
    isCarried: each.is_carried,
    contradictionReasons: each.contradiction_reasons,
  }));
  const here = row.agreements?.find(({ statement }) => statement === code);
  return {
    review: reviewOf(row),
    agreement: here ? agreementIn(row, here) : blankAgreement(code),
    agreements: new Map(brief.map((each) => [each.statement, each])),
    ratings: ratingsFrom(brief),
    contradictionReasons: contradictionReasonsIn(brief),
    previous: await previousFrom(db, organisation, row),
    remarks: await remarksOf(db, row, code, reading),
    offered: offeredFrom(offered),
    beside,
  };
}

/** The review to go on with: the newest open one, else the newest closed one; null when there is none. One query. */
export async function findCurrentReview(db: Db, organisation: string): Promise<WholeReview | null> {
  const { rows } = await sql<{ found: WholeRow }>`
    SELECT ${reviewJson(organisation, sql`n.id`)} AS found FROM reviews n
    WHERE n.organisation_id = ${organisation} AND n.deleted_at IS NULL
    ORDER BY n.closed_at IS NOT NULL, n.academic_year DESC, n.started_at DESC, n.id DESC LIMIT 1`.execute(
    db,
  );
  return rows[0] ? wholeFrom(db, organisation, rows[0].found) : null;
}

/** What was asked and said of a statement, or (null) of the results; a query only where something was. */
async function remarksOf(
  db: Db,
  { organisation_id, id, remarks }: WholeRow,
  code: string | null,
  reading: Reading,
): Promise<RemarkList> {
  if (!remarks?.count) return NO_REMARKS;
  const here = sql`m.organisation_id = ${organisation_id} AND m.review_id = ${id}
    AND m.statement IS NOT DISTINCT FROM ${code}`;
  return { ...remarks, shown: await listNewest(db, here, reading) };
}

const nameIn = ({ names }: WholeRow, person: string | null) => (person && names?.[person]) ?? null;

const reviewOf = (row: WholeRow): Review =>
  reviewFrom({
    ...row,
    started_by_name: nameIn(row, row.started_by),
    closed_by_name: nameIn(row, row.closed_by),
  });

const agreementIn = (row: WholeRow, agreement: AgreementInRow): Agreement =>
  agreementFrom({ ...agreement, updated_by_name: nameIn(row, agreement.updated_by) });

async function wholeFrom(db: Db, organisation: string, row: WholeRow): Promise<WholeReview> {
  const agreements = (row.agreements ?? []).map((each) => agreementIn(row, each));
  return {
    review: reviewOf(row),
    participants: (row.participants ?? []).map(participantFrom),
    agreements: new Map(agreements.map((each) => [each.statement, each])),
    remarks: NO_REMARKS,
    previous: await previousFrom(db, organisation, row),
  };
}

/** The review before; one that was made with another version is given in today's codes. */
async function previousFrom(
  db: Db,
  organisation: string,
  row: PreviousRow,
): Promise<Previous | null> {
  if (row.previous_year === null) return null;
  const previous: Previous = {
    academicYear: row.previous_year,
    title: row.previous_title ?? '',
    closedAt: row.previous_closed_at === null ? null : new Date(row.previous_closed_at),
    ratings: row.previous ?? {},
  };
  const { previous_version: from, framework_version_id: to } = row;
  if (from === null || from === to) return previous;
  const { ratings } = previous;
  const both = (await proposalsBetween(db, organisation, from, to)).filter(
    (each): each is Proposal & { before: string; after: string } =>
      each.before !== null && each.after !== null,
  );
  return {
    ...previous,
    ratings: Object.fromEntries(
      both
        .filter(({ before }) => Object.hasOwn(ratings, before))
        .map(({ before, after }) => [after, ratings[before] ?? null]),
    ),
    mapping: {
      reworded: both.filter(({ verdict }) => verdict === 'changed').map(({ after }) => after),
    },
  };
}
