/** Rows of reviews: who takes part, what was agreed, what was asked and said. */
import type { Generated } from 'kysely';
import type { Json } from './json.js';
import type { RoleWord } from './people.js';

export interface ReviewsTable {
  organisation_id: string;
  id: string;
  framework_version_id: string;
  academic_year: number;
  title: string;
  stage: Generated<number>;
  previous_review_id: string | null;
  started_by: string | null;
  started_at: Date;
  closed_at: Date | null;
  closed_by: string | null;
  signed_off_as: string | null;
  gaps_reason: string | null;
  deleted_at: Date | null;
  deleted_by: string | null;
  version: Generated<number>;
}
export interface ParticipantsTable {
  organisation_id: string;
  review_id: string;
  id: string;
  person_id: string | null;
  name: string;
  role: string;
  added_at: Date;
  removed_at: Date | null;
}
export interface AgreementsTable {
  organisation_id: string;
  review_id: string;
  statement: string;
  level: number | null;
  is_not_yet: Generated<boolean>;
  reason: Generated<string>;
  strength: Generated<string>;
  next_step: Generated<string>;
  marks: Json<Record<string, string>>;
  contradiction_reasons: Json<Record<string, string>>;
  is_carried: Generated<boolean>;
  updated_by: string | null;
  updated_at: Date;
  version: Generated<number>;
}
interface LevelSettersTable {
  organisation_id: string;
  review_id: string;
  person_id: string;
  named_by: string | null;
  named_at: Date;
}
interface ReviewLooksTable {
  organisation_id: string;
  review_id: string;
  person_id: string;
  looked_at: Date;
}
interface RemarksTable {
  organisation_id: string;
  id: string;
  kind: 'question' | 'comment' | 'reply';
  replies_to: string | null;
  review_id: string | null;
  statement: string | null;
  action_id: string | null;
  words: string;
  written_by: string | null;
  written_as: RoleWord;
  written_at: Date;
  answered_at: Date | null;
  answered_by: string | null;
  withdrawn_at: Date | null;
}

export interface ReviewTables {
  reviews: ReviewsTable;
  participants: ParticipantsTable;
  agreements: AgreementsTable;
  level_setters: LevelSettersTable;
  review_looks: ReviewLooksTable;
  remarks: RemarksTable;
}
