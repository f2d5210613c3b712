/** A review as the page of one statement shows it, in one query. */
import { type RawBuilder, sql } from 'kysely';
import {
  type OfferedEvidence,
  type OfferedJson,
  offeredFrom,
  offeredJson,
} from '../evidence/store.js';
import { goneBefore } from '../remark/remark.js';
import { type RemarkList, type RemarksJson, remarksFrom } from '../remark/store.js';
import type { Prepared } from '../storage/json-query.js';
import { prepared } from '../storage/prepared.js';
import type { Db } from '../storage/transaction.js';
import { type JudgementRow, judgementFrom } from './judgement-store.js';
import {
  type AgreedJudgement,
  blankJudgement,
  type JudgementInBrief,
  type JudgementsInBrief,
  noReview,
  type Review,
} from './review.js';
import type { Standings } from './standing.js';
import { isId, type ReviewRow, reviewFrom } from './store.js';
import {
  judgementsJson,
  type Previous,
  type PreviousRow,
  previousFrom,
  remarksOfStatement,
  reviewsWithPrevious,
  standingsJson,
} from './whole-review.js';

/** A review as far as one of its statements is concerned. */
export interface StatementReview {
  review: Review;
  /** What was agreed on the statement, blank when nothing was ever saved. */
  judgement: AgreedJudgement;
  /** Where the school stands on this statement and on every other. */
  judgements: JudgementsInBrief;
  previous: Previous | null;
  /** What was asked and said of the statement. */
  remarks: RemarkList;
  /** What the statement cites, oldest citation first, then the newest of what else the school has. */
  offered: OfferedEvidence[];
}

interface StatementRow extends ReviewRow, PreviousRow {
  judgement: JudgementRow[] | null;
  standings: Standings | null;
  /** The codes of answers that were taken over and not confirmed yet. */
  carried: string[] | null;
  kept: Record<string, JudgementInBrief['kept']> | null;
  remarks: RemarksJson;
  offered: OfferedJson;
}

/** How much of the school's evidence is offered beside what is cited. */
const MOST_OFFERED = 60;

interface Given {
  review: string;
  statement: string;
  gone: Date;
}

/** Whose it is, and who reads it: it may be asked before the application knows, see `statementAhead`. */
const OURS = sql`waymark_organisation()`;
const READER = sql`waymark_person()`;

/** The page that is asked for most, by everybody at once in a meeting: so it is the query that is prepared. */
const statementRows = prepared<Given, StatementRow>(
  'waymark-statement',
  ['review', 'statement', 'gone'],
  (ask) => {
    const ofJudgements = (column: RawBuilder<unknown>, which: RawBuilder<unknown>) => sql`
      (SELECT ${column} FROM agreed_judgements j
       WHERE j.organisation_id = r.organisation_id AND j.review_id = r.id AND ${which})`;
    return sql`SELECT row_to_json(t) FROM (${reviewsWithPrevious(
      sql`r.organisation_id = ${OURS} AND r.id = ${ask.review}`,
      sql`${judgementsJson(sql`j.statement = ${ask.statement}`)} AS judgement, 
      ${standingsJson(sql`r`)} AS standings,
      ${ofJudgements(sql`json_agg(j.statement)`, sql`j.is_carried`)} AS carried,
      ${ofJudgements(sql`json_object_agg(j.statement, j.kept)`, sql`j.kept <> '{}'`)} AS kept,
      ${remarksOfStatement(ask.statement, { person: READER, gone: ask.gone })} AS remarks,
      ${offeredJson({ ...ask, organisation: OURS, most: MOST_OFFERED })} AS offered`,
    )}) AS t`;
  },
);

/** The same query, to be asked together with who is asking. Null for an address that names no statement of a review. */
export function statementAhead(named: Record<string, string>, now: Date): Prepared | null {
  const { id: review = '', code: statement = '' } = named;
  if (!isId(review) || !/^[\w.-]{1,20}$/.test(statement)) return null;
  return statementRows.of({ review, statement, gone: goneBefore(now) });
}

interface Asking {
  statement: string;
  now: Date;
  /** What `statementAhead` brought, when it was asked ahead. */
  ahead?: readonly unknown[] | undefined;
}

/**
 * What the page of a statement shows of a review, in the name of whoever the scope of `db` says. One query, or none when
 * it was asked ahead.
 * @throws NotFound when there is no such review in this organisation.
 */
export async function findStatementReview(
  db: Db,
  organisation: string,
  id: string,
  { statement, now, ahead }: Asking,
): Promise<StatementReview> {
  if (!isId(id)) throw noReview();
  const given = { review: id, statement, gone: goneBefore(now) };
  const [row] = (ahead as StatementRow[] | undefined) ?? (await statementRows.ask(db, given));
  if (!row) throw noReview();
  const [judgement] = row.judgement ?? [];
  return {
    review: reviewFrom(row),
    judgement: judgement ? judgementFrom(judgement) : blankJudgement(statement),
    judgements: inBrief(row),
    previous: await previousFrom(db, organisation, row),
    remarks: remarksFrom(row.remarks),
    offered: offeredFrom(row.offered),
  };
}

function inBrief({ standings, carried, kept }: StatementRow): JudgementsInBrief {
  const isCarried = new Set(carried);
  return new Map(
    Object.entries(standings ?? {}).map(([statement, standing]) => [
      statement,
      { statement, standing, kept: kept?.[statement] ?? {}, isCarried: isCarried.has(statement) },
    ]),
  );
}
