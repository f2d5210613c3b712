/** What stands beside the agreements in a report: the evidence that is cited, what is planned, what was asked and said. */
import { sql } from 'kysely';
import { type PlanningJson, planningFrom, planningJson } from '../plan/planned.js';
import type { Db } from '../platform/storage/transaction.js';
import type { Planning } from '../review/planned.js';
import {
  type RemarkOfYear,
  type RemarksOfYearJson,
  remarksOfYearFrom,
  remarksOfYearJson,
} from './remarks-store.js';
import type { AccountEvidence } from './source.js';

interface Beside {
  evidence: AccountEvidence[];
  /** Null when they were not asked for. */
  remarks: RemarkOfYear[] | null;
  planning: Planning;
}

interface Asked {
  review: string;
  planOf: number | null;
  withRemarks: boolean;
  now: Date;
}

interface Row {
  evidence: AccountEvidence[] | null;
  planning: PlanningJson;
  remarks: RemarksOfYearJson;
}

/** Evidence in the order in which it was cited, remarks in the order in which they were written. One query. */
export async function findBeside(
  db: Db,
  organisation: string,
  { withRemarks, now, ...of }: Asked,
): Promise<Beside> {
  const { rows } = await sql<Row>`
    SELECT ${planningJson(organisation, now)} AS planning,
      (SELECT json_agg(json_build_object(
          'statement', c.statement, 'title', e.title, 'url', e.url, 'note', e.note) ORDER BY c.cited_at, e.id)
       FROM citations c
       JOIN evidence e ON e.organisation_id = c.organisation_id AND e.id = c.evidence_id AND e.deleted_at IS NULL
       WHERE c.organisation_id = ${organisation} AND c.review_id = ${of.review}) AS evidence,
      ${withRemarks ? remarksOfYearJson(organisation, of) : sql`NULL::json`} AS remarks
    FROM reviews r WHERE r.organisation_id = ${organisation} AND r.id = ${of.review}`.execute(db);
  const [row] = rows;
  return {
    evidence: row?.evidence ?? [],
    planning: planningFrom(row?.planning),
    remarks: withRemarks ? remarksOfYearFrom(row?.remarks ?? null) : null,
  };
}
