/** Progress notes of actions, and the evidence attached to them. */

import { sql } from 'kysely';
import { isId } from '../platform/ids.js';
import type { Db } from '../platform/storage/transaction.js';
import {
  asked,
  NO_REMARKS,
  type Reading,
  type RemarkList,
  type RemarksJson,
  remarksFrom,
  remarksJson,
} from '../remark/store.js';
import type { Action } from './plan.js';
import { noAction } from './plan.js';
import { type ActionRow, actionFrom, GOES_ON_IN } from './store.js';

interface Note {
  words: string;
  /** Null once the name has been erased. */
  by: string | null;
  at: Date;
}

/** An action with all that its page shows. */
export interface WholeAction {
  action: Action;
  /** Newest first. */
  notes: Note[];
  evidence: { id: string; title: string; url: string | null }[];
  /** What is not attached yet, newest first. */
  offered: { id: string; title: string }[];
  /** The action of the year before that it goes on with, and the one it goes on in. */
  carriedFrom: { id: string; title: string; academicYear: number } | null;
  carriedTo: { id: string; title: string; academicYear: number } | null;
  /** The review to look at again: the newest one, open or not. */
  review: { id: string; isOpen: boolean } | null;
  isArchived: boolean;
  /** What was asked and said of it; none when nobody reads. */
  remarks: RemarkList;
}

const MOST_OFFERED = 60;

interface WholeRow extends ActionRow {
  notes: { words: string; by: string | null; at: string }[] | null;
  evidence: WholeAction['evidence'] | null;
  offered: WholeAction['offered'] | null;
  carried_from_action: WholeAction['carriedFrom'];
  carried_to_action: WholeAction['carriedTo'];
  newest_review: WholeAction['review'];
  is_archived: boolean;
  remarks: RemarksJson | null;
}

/** One action with its notes and evidence, and for `reading` what was asked and said of it. One query. @throws NotFound `action.not-found` */
export async function findWholeAction(
  db: Db,
  organisation: string,
  id: string,
  reading?: Reading,
): Promise<WholeAction> {
  if (!isId(id)) throw noAction();
  const remarks = reading
    ? remarksJson(sql`m.organisation_id = a.organisation_id AND m.action_id = a.id`, asked(reading))
    : sql`NULL::json`;
  const { rows } = await sql<WholeRow>`
    SELECT a.*, o.name AS person_name, u.name AS updated_by_name, ${GOES_ON_IN} AS goes_on_in,
      (SELECT json_agg(json_build_object('words', n.words, 'by', p.name, 'at', n.written_at)
                       ORDER BY n.written_at DESC, n.id DESC)
       FROM action_notes n LEFT JOIN persons p ON p.id = n.written_by
       WHERE n.organisation_id = a.organisation_id AND n.action_id = a.id) AS notes,
      (SELECT json_agg(json_build_object('id', e.id, 'title', e.title, 'url', e.url) ORDER BY t.attached_at, e.id)
       FROM action_evidence t JOIN evidence e ON e.organisation_id = t.organisation_id AND e.id = t.evidence_id
       WHERE t.organisation_id = a.organisation_id AND t.action_id = a.id AND e.deleted_at IS NULL) AS evidence,
      (SELECT json_agg(f) FROM (
         SELECT e.id, e.title FROM evidence e
         WHERE e.organisation_id = a.organisation_id AND e.deleted_at IS NULL AND NOT EXISTS (
           SELECT 1 FROM action_evidence t WHERE t.organisation_id = e.organisation_id
             AND t.evidence_id = e.id AND t.action_id = a.id)
         ORDER BY e.id DESC LIMIT ${MOST_OFFERED}) AS f) AS offered,
      (SELECT json_build_object('id', c.id, 'title', c.title, 'academicYear', c.academic_year) FROM actions c
       WHERE c.organisation_id = a.organisation_id AND c.id = a.carried_from AND c.deleted_at IS NULL) AS carried_from_action,
      (SELECT json_build_object('id', c.id, 'title', c.title, 'academicYear', c.academic_year) FROM actions c
       WHERE c.organisation_id = a.organisation_id AND c.carried_from = a.id AND c.deleted_at IS NULL) AS carried_to_action,
      (SELECT json_build_object('id', r.id, 'isOpen', r.closed_at IS NULL) FROM reviews r
       WHERE r.organisation_id = a.organisation_id AND r.deleted_at IS NULL
       ORDER BY r.closed_at IS NOT NULL, r.academic_year DESC, r.started_at DESC, r.id DESC LIMIT 1) AS newest_review,
      EXISTS (SELECT 1 FROM archived_years v WHERE v.organisation_id = a.organisation_id
              AND v.academic_year = a.academic_year) AS is_archived,
      ${remarks} AS remarks
    FROM actions a
    LEFT JOIN persons o ON o.id = a.owner_id
    LEFT JOIN persons u ON u.id = a.updated_by
    WHERE a.organisation_id = ${organisation} AND a.id = ${id} AND a.deleted_at IS NULL`.execute(
    db,
  );
  const row = rows[0];
  if (!row) throw noAction();
  return {
    action: actionFrom(row),
    notes: (row.notes ?? []).map((note) => ({ ...note, at: new Date(note.at) })),
    evidence: row.evidence ?? [],
    offered: row.offered ?? [],
    carriedFrom: row.carried_from_action,
    carriedTo: row.carried_to_action,
    review: row.newest_review,
    isArchived: row.is_archived,
    remarks: row.remarks ? remarksFrom(row.remarks) : NO_REMARKS,
  };
}

/** Saves a progress note. */
export async function saveNote(
  db: Db,
  organisation: string,
  action: string,
  note: { id: string; words: string; by: string; at: Date },
): Promise<void> {
  await db
    .insertInto('action_notes')
    .values({
      organisation_id: organisation,
      action_id: action,
      id: note.id,
      words: note.words,
      written_by: note.by,
      written_at: note.at,
    })
    .execute();
}

/** Attaches evidence to an action; what is attached already stays. */
export async function attachEvidence(
  db: Db,
  organisation: string,
  action: string,
  evidence: readonly string[],
  by: { person: string; at: Date },
): Promise<void> {
  if (evidence.length === 0) return;
  await db
    .insertInto('action_evidence')
    .values(
      evidence.map((id) => ({
        organisation_id: organisation,
        action_id: action,
        evidence_id: id,
        attached_by: by.person,
        attached_at: by.at,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
