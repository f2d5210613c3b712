/** Rows of frameworks: versions, which one a school uses, and drafts. */
import type { Generated, JSONColumnType } from 'kysely';
import type { Json } from './json.js';

interface FrameworkVersionsTable {
  id: string;
  framework_id: string;
  version: string;
  title: string;
  origin: 'built-in' | 'imported' | 'made';
  organisation_id: string | null;
  content: Json<Record<string, unknown>>;
  checksum: string;
  published_at: Date;
  published_by: string | null;
  matched_version_id: string | null;
  matches: Json<Record<string, string>>;
}
interface FrameworkChoicesTable {
  organisation_id: string;
  version_id: string;
  chosen_by: string | null;
  chosen_at: Date;
}
export interface FrameworkDraftsTable {
  organisation_id: string;
  id: string;
  kind: 'imported' | 'made';
  title: string;
  file_name: string | null;
  file: Buffer | null;
  options: Json<Record<string, unknown>>;
  reading: JSONColumnType<Record<string, unknown>, string | null, string | null> | null;
  content: JSONColumnType<Record<string, unknown>, string | null, string | null> | null;
  started_by: string | null;
  started_at: Date;
  updated_at: Date;
  published_version_id: string | null;
  removed_at: Date | null;
  version: Generated<number>;
}
interface FrameworkAnswersTable {
  organisation_id: string;
  draft_id: string;
  place: string;
  kind: 'accepted' | 'corrected' | 'unreadable';
  words: string | null;
  read_words: string | null;
  answered_by: string | null;
  answered_at: Date;
  version: Generated<number>;
}

export interface FrameworkTables {
  framework_versions: FrameworkVersionsTable;
  framework_choices: FrameworkChoicesTable;
  framework_drafts: FrameworkDraftsTable;
  framework_answers: FrameworkAnswersTable;
}
