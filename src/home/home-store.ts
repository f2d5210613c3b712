/** What stands beside the path on the first page: what is due, what is out of date, what was asked, who owns the school. */
import { sql } from 'kysely';
import { HAS_GONE_ON, IS_OPEN_ACTION, OWNER_HAS_LEFT } from '../plan/store.js';
import { dayAt } from '../platform/days.js';
import type { Db } from '../platform/storage/transaction.js';
import type { Remark } from '../remark/remark.js';
import type { Reading, RemarkRow } from '../remark/store.js';
import {
  type OpenQuestions,
  openQuestionsJson,
  ownRemarksFrom,
  ownRemarksJson,
} from './remarks-store.js';

const MOST_DUE = 3;

/** An open action of the plan, as the first page tells it. */
export interface DueAction {
  id: string;
  title: string;
  /** A day as ISO text. */
  dueOn: string;
  owner: string;
  /** True where the reader owns it. */
  isOwn: boolean;
}

export interface BesideThePath {
  /** How many people at work own the school. */
  owners: number;
  /** The open actions that are due first, at most three. */
  due: DueAction[];
  /** How many actions are open, those without a due day too. */
  open: number;
  /** How many open actions belong to people who have left. */
  ofThoseWhoLeft: number;
  /** How many items of evidence are past the last day on which they hold. */
  outOfDate: number;
  questions: OpenQuestions;
  /** What the reader asked and said, newest first. */
  own: Remark[];
}

interface BesideRow {
  owners: number;
  due: DueAction[] | null;
  open: number;
  left: number;
  out_of_date: number;
  questions: OpenQuestions;
  own: RemarkRow[] | null;
}

/** Whatever the first page asks of people, of the plan and of what was asked. One query. */
export async function findBesideThePath(
  db: Db,
  organisation: string,
  reading: Reading,
): Promise<BesideThePath> {
  const isOpen = sql`a.organisation_id = ${organisation} AND a.deleted_at IS NULL
    AND ${IS_OPEN_ACTION} AND NOT ${HAS_GONE_ON}`;
  const { rows } = await sql<BesideRow>`
    SELECT
      (SELECT count(*)::integer FROM memberships
       WHERE organisation_id = ${organisation} AND is_owner AND ended_at IS NULL) AS owners,
      (SELECT json_agg(d ORDER BY d."dueOn", d.id) FROM (
         SELECT a.id, a.title, a.due_on AS "dueOn", coalesce(o.name, a.owner_name) AS owner,
           coalesce(a.owner_id = ${reading.person}, false) AS "isOwn"
         FROM actions a LEFT JOIN persons o ON o.id = a.owner_id
         WHERE ${isOpen} AND a.due_on IS NOT NULL
         ORDER BY a.due_on, a.id LIMIT ${MOST_DUE}) AS d) AS due,
      (SELECT count(*)::integer FROM actions a WHERE ${isOpen}) AS open,
      (SELECT count(*)::integer FROM actions a WHERE ${isOpen} AND ${OWNER_HAS_LEFT}) AS "left",
      (SELECT count(*)::integer FROM evidence e WHERE e.organisation_id = ${organisation} AND e.deleted_at IS NULL
         AND e.valid_until < ${dayAt(reading.now)}) AS out_of_date,
      ${openQuestionsJson(organisation)} AS questions,
      ${ownRemarksJson(organisation, reading)} AS own`.execute(db);
  const { owners, due, open, left, out_of_date: outOfDate, questions, own } = rows[0] as BesideRow;
  return {
    ...{ owners, due: due ?? [], open, ofThoseWhoLeft: left, outOfDate, questions },
    own: ownRemarksFrom(own),
  };
}
