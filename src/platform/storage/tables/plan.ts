/** Rows of the plan: actions and what belongs to them, years, reminders. */
import type { Generated } from 'kysely';
import type { Json } from './json.js';

export interface ActionsTable {
  organisation_id: string;
  id: string;
  academic_year: number;
  priority: Generated<string>;
  objective: Generated<string>;
  statement: string | null;
  aimed_level: number | null;
  title: string;
  owner_id: string | null;
  owner_name: Generated<string>;
  /** Days as ISO text. */
  start_on: string | null;
  due_on: string | null;
  milestones: Json<{ on: string | null; what: string; isReached: boolean }[]>;
  resources: Generated<string>;
  cost: Generated<string>;
  expected_change: Generated<string>;
  measure: Generated<string>;
  expected_evidence: Generated<string>;
  result: Generated<string>;
  changed: Generated<string>;
  status: Generated<'planned' | 'under way' | 'done' | 'stopped'>;
  closed_on: string | null;
  from_review: string | null;
  carried_from: string | null;
  created_by: string | null;
  created_at: Date;
  updated_by: string | null;
  updated_at: Date;
  deleted_at: Date | null;
  deleted_by: string | null;
  version: Generated<number>;
}
interface ActionNotesTable {
  organisation_id: string;
  action_id: string;
  id: string;
  words: string;
  written_by: string | null;
  written_at: Date;
}
interface ActionEvidenceTable {
  organisation_id: string;
  action_id: string;
  evidence_id: string;
  attached_by: string | null;
  attached_at: Date;
}
interface ArchivedYearsTable {
  organisation_id: string;
  academic_year: number;
  words: Generated<string>;
  archived_by: string | null;
  archived_at: Date;
}
interface RemindersOffTable {
  organisation_id: string;
  person_id: string;
  since: Date;
}
interface RemindersTable {
  organisation_id: string;
  action_id: string;
  person_id: string;
  stage: 'due soon' | 'overdue';
  due_on: string;
  at: Date;
}

export interface PlanTables {
  actions: ActionsTable;
  action_notes: ActionNotesTable;
  action_evidence: ActionEvidenceTable;
  archived_years: ArchivedYearsTable;
  reminders_off: RemindersOffTable;
  reminders: RemindersTable;
}
