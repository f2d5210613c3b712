/** A review as the page of one statement shows it, in one query. */

import { sql } from 'kysely';
import {
  type OfferedEvidence,
  type OfferedJson,
  offeredFrom,
  offeredJson,
} from '../evidence/store.js';
import { isId } from '../ids.js';
import type { Remark } from '../remark/remark.js';
import {
  newestRemarks,
  type RemarkCounts,
  type RemarkList,
  type RemarkRow,
  remarkCountsJson,
  remarkFrom,
} from '../remark/store.js';
import { goneBefore } from '../restoring.js';
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
import { type ReviewRow, reviewFrom } from './store.js';
import {
  isSameVersion,
  type Previous,
  type PreviousRow,
  previousAsItWas,
  previousFrom,
  previousJson,
  STANDINGS,
} from './whole-review.js';

/** A review as far as one of its statements is concerned. */
export interface StatementReview {
  review: Review;
  /** What was agreed on the statement, blank when nothing was ever saved. */
  judgement: AgreedJudgement;
  /** Where the school stands on this statement and on every other, and what is merely taken over. */
  judgements: JudgementsInBrief;
  standings: Standings;
  /** The notes with which contradictions are kept, wherever in the review they were written. */
  kept: Readonly<Record<string, string>>;
  /** The review before; of its standings, this statement's is there. */
  previous: Previous | null;
  /** What was asked and said of the statement. */
  remarks: RemarkList;
  /** What the statement cites, oldest citation first, then the newest of what else the school has. */
  offered: OfferedEvidence[];
}

interface StatementRow extends Omit<ReviewRow, 'started_by_name' | 'closed_by_name'>, PreviousRow {
  judgement: Omit<JudgementRow, 'updated_by_name'> | null;
  agreed: {
    standings: Standings | null;
    /** The codes of answers that were taken over and not confirmed yet. */
    carried: string[] | null;
    kept: Record<string, AgreedJudgement['kept']> | null;
  };
  /** Of whoever is named in the rest of the row, by id. */
  names: Record<string, string> | null;
  remarks: RemarkCounts;
  offered: OfferedJson;
}

/** How much of the school's evidence is offered beside what is cited. */
const MOST_OFFERED = 60;

interface Given {
  review: string;
  statement: string;
  gone: Date;
}
type Asked = Record<keyof Given, unknown>;

/** Whose it is, and who reads it: it may be asked before the application knows, see `statementAhead`. */
const OURS = sql`waymark_organisation()`;
const READER = sql`waymark_person()`;

const remarksHere = ({ review, statement }: Asked) =>
  sql`m.organisation_id = ${OURS} AND m.review_id = ${review}
      AND m.statement IS NOT DISTINCT FROM ${statement}`;

/** The same code means the same statement within a version; between two versions `previousFrom` knows. */
const sameStatement = ({ statement }: Asked) =>
  sql`(j.statement = ${statement} OR before.framework_version_id <> r.framework_version_id)`;

/**
 * The page that is asked for most, by everybody at once in a meeting: so it is the query that is prepared. While
 * PostgreSQL works, the page waits and the processor forgets what it was at, so the query starts as few things as it can:
 * one look at the judgements, one at the names, and no remarks where there are none.
 */
const statementRows = prepared<Given, StatementRow>(
  'waymark-statement',
  ['review', 'statement', 'gone'],
  (ask) => sql`SELECT row_to_json(t) FROM (
    SELECT r.*, before.academic_year AS previous_year, before.closed_at AS previous_closed_at,
      before.framework_version_id AS previous_version, ${previousJson(sameStatement(ask))} AS previous,
      row_to_json(s) AS judgement,
      (SELECT json_build_object('standings', ${STANDINGS},
         'carried', json_agg(j.statement) FILTER (WHERE j.is_carried),
         'kept', json_object_agg(j.statement, j.kept) FILTER (WHERE j.kept <> '{}'))
       FROM agreed_judgements j WHERE j.organisation_id = r.organisation_id AND j.review_id = r.id) AS agreed,
      (SELECT json_object_agg(p.id, p.name) FROM persons p
       WHERE p.id = ANY (ARRAY[r.started_by, r.closed_by, s.updated_by])) AS names,
      ${remarkCountsJson(remarksHere(ask), { person: READER, gone: ask.gone })} AS remarks,
      ${offeredJson({ ...ask, organisation: OURS, most: MOST_OFFERED })} AS offered
    FROM reviews r
    LEFT JOIN agreed_judgements s ON s.organisation_id = r.organisation_id AND s.review_id = r.id
      AND s.statement = ${ask.statement}
    LEFT JOIN reviews before ON before.organisation_id = r.organisation_id
      AND before.id = r.previous_review_id AND before.deleted_at IS NULL
    WHERE r.organisation_id = ${OURS} AND r.id = ${ask.review}) AS t`,
);

/** The remarks, for the statements that have any. */
const remarkRows = prepared<Given, RemarkRow>(
  'waymark-statement-remarks',
  ['review', 'statement', 'gone'],
  (ask) => newestRemarks(remarksHere(ask), { person: READER, gone: ask.gone }),
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
  const shown = row.remarks.count > 0 ? (await remarkRows.ask(db, given)).map(remarkFrom) : [];
  return told(row, statement, await previousFrom(db, organisation, row), shown);
}

/**
 * The same when `statementAhead` brought all of it; null when there is something left to be asked: remarks, what a
 * review of another version said, or whether there is such a review at all.
 */
export function statementAtHand(
  ahead: readonly unknown[] | undefined,
  statement: string,
): StatementReview | null {
  const [row] = (ahead ?? []) as StatementRow[];
  if (!row || row.remarks.count > 0 || !isSameVersion(row)) return null;
  return told(row, statement, previousAsItWas(row), []);
}

function told(
  row: StatementRow,
  statement: string,
  previous: Previous | null,
  shown: Remark[],
): StatementReview {
  const nameOf = (person: string | null) => (person && row.names?.[person]) ?? null;
  const { judgement, agreed } = row;
  return {
    review: reviewFrom({
      ...row,
      started_by_name: nameOf(row.started_by),
      closed_by_name: nameOf(row.closed_by),
    }),
    judgement: judgement
      ? judgementFrom({ ...judgement, updated_by_name: nameOf(judgement.updated_by) })
      : blankJudgement(statement),
    judgements: inBrief(agreed),
    standings: agreed.standings ?? {},
    kept: Object.assign({}, ...Object.values(agreed.kept ?? {})),
    previous,
    remarks: { ...row.remarks, shown },
    offered: offeredFrom(row.offered),
  };
}

function inBrief({ standings, carried }: StatementRow['agreed']): JudgementsInBrief {
  const judgements = new Map<string, JudgementInBrief>();
  for (const statement in standings)
    judgements.set(statement, {
      standing: standings[statement] ?? null,
      isCarried: carried?.includes(statement) ?? false,
    });
  return judgements;
}
