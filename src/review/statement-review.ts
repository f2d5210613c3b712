/** A review as the page of one statement shows it, in one query. */
import { sql } from 'kysely';
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
import { type JudgementRow, judgementFrom, standingFrom } from './judgement-store.js';
import {
  type AgreedJudgement,
  blankJudgement,
  type JudgementInBrief,
  type JudgementsInBrief,
  noReview,
  type Review,
} from './review.js';
import { isId, type ReviewRow, reviewFrom } from './store.js';
import {
  judgementsJson,
  type Previous,
  type PreviousRow,
  previousFrom,
  remarksOfStatement,
  reviewsWithPrevious,
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

type BriefRow = Pick<JudgementRow, 'statement' | 'level' | 'is_not_yet' | 'kept' | 'is_carried'>;

interface StatementRow extends ReviewRow, PreviousRow {
  judgement: JudgementRow[] | null;
  brief: BriefRow[] | null;
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
const statementRows = prepared<Given, { row: StatementRow }>(
  'waymark-statement',
  ['organisation', 'review', 'statement', 'person', 'gone'],
  (ask) => {
    const brief = sql`
    (SELECT json_agg(json_build_object('statement', j.statement, 'level', j.level, 'is_not_yet', j.is_not_yet,
                                       'kept', j.kept, 'is_carried', j.is_carried))
     FROM agreed_judgements j WHERE j.organisation_id = r.organisation_id AND j.review_id = r.id)`;
    return sql`SELECT row_to_json(t) AS row FROM (${reviewsWithPrevious(
      sql`r.organisation_id = ${ask.organisation} AND r.id = ${ask.review}`,
      sql`${judgementsJson(sql`j.statement = ${ask.statement}`)} AS judgement, ${brief} AS brief,
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
  const row = (await statementRows(db, given))[0]?.row;
  if (!row) throw noReview();
  const [judgement] = row.judgement ?? [];
  return {
    review: reviewFrom(row),
    judgement: judgement ? judgementFrom(judgement) : blankJudgement(statement),
    judgements: new Map((row.brief ?? []).map((each) => [each.statement, briefFrom(each)])),
    previous: await previousFrom(db, organisation, row),
    remarks: remarksFrom(row.remarks),
    offered: offeredFrom(row.offered),
  };
}

const briefFrom = (row: BriefRow): JudgementInBrief => ({
  statement: row.statement,
  standing: standingFrom(row),
  kept: row.kept,
  isCarried: row.is_carried,
});
