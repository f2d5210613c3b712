/** A review as the page of one statement shows it, in one query. */
import { type RawBuilder, sql } from 'kysely';
import {
  type OfferedEvidence,
  type OfferedJson,
  offeredFrom,
  offeredJson,
} from '../evidence/store.js';
import {
  asked,
  type Reading,
  type RemarkList,
  type RemarksJson,
  remarksFrom,
} from '../remark/store.js';
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
  organisation: string;
  review: string;
  statement: string;
  person: string;
  gone: Date;
}

/** The page that is asked for most, by everybody at once in a meeting: so it is the query that is prepared. */
const statementRows = prepared<Given, StatementRow>(
  'waymark-statement',
  ['organisation', 'review', 'statement', 'person', 'gone'],
  (ask) => {
    const ofJudgements = (column: RawBuilder<unknown>, which: RawBuilder<unknown>) => sql`
      (SELECT ${column} FROM agreed_judgements j
       WHERE j.organisation_id = r.organisation_id AND j.review_id = r.id AND ${which})`;
    return sql`SELECT row_to_json(t) FROM (${reviewsWithPrevious(
      sql`r.organisation_id = ${ask.organisation} AND r.id = ${ask.review}`,
      sql`${judgementsJson(sql`j.statement = ${ask.statement}`)} AS judgement, 
      ${standingsJson(sql`r`)} AS standings,
      ${ofJudgements(sql`json_agg(j.statement)`, sql`j.is_carried`)} AS carried,
      ${ofJudgements(sql`json_object_agg(j.statement, j.kept)`, sql`j.kept <> '{}'`)} AS kept,
      ${remarksOfStatement(ask.statement, { person: ask.person, gone: ask.gone })} AS remarks,
      ${offeredJson({ ...ask, most: MOST_OFFERED })} AS offered`,
    )}) AS t`;
  },
);

/**
 * What the page of a statement shows of a review. One query.
 * @throws NotFound when there is no such review in this organisation.
 */
export async function findStatementReview(
  db: Db,
  organisation: string,
  id: string,
  { statement, ...reading }: Reading & { statement: string },
): Promise<StatementReview> {
  if (!isId(id)) throw noReview();
  const given = { organisation, review: id, statement, ...asked(reading) };
  const [row] = await statementRows(db, given);
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
