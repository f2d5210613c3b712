/** The tables as rows: what SQL gives and takes. Each room writes its own tables only. */
import type { ColumnType, Generated, JSONColumnType } from 'kysely';

type Json<T extends object> = JSONColumnType<T, string | undefined, string>;

export interface SettingsTable {
  name: string;
  value: JSONColumnType<Record<string, unknown>, string, string>;
}
export interface PersonsTable {
  id: string;
  name: string;
  email: string | null;
  is_administrator: Generated<boolean>;
  created_at: Date;
  erased_at: Date | null;
  version: Generated<number>;
}
export interface PasswordsTable {
  person_id: string;
  hash: string;
  changed_at: Date;
}
export interface OrganisationsTable {
  id: string;
  name: string;
  kind: 'school' | 'special school';
  urn: string | null;
  ukprn: string | null;
  laestab: string | null;
  type: string | null;
  phase: string | null;
  local_authority: string | null;
  region: string | null;
  created_at: Date;
  version: Generated<number>;
}
export type RoleWord = 'careers leader' | 'contributor' | 'governor' | 'adviser' | 'viewer';
export interface MembershipsTable {
  organisation_id: string;
  person_id: string;
  role: RoleWord;
  title: string | null;
  is_owner: Generated<boolean>;
  started_at: Date;
  ended_at: Date | null;
  version: Generated<number>;
}
export interface SessionsTable {
  token_hash: Buffer;
  id: string;
  person_id: string;
  organisation_id: string | null;
  device: Generated<string>;
  created_at: Date;
  seen_at: Date;
  expires_at: Date;
  proved_at: Date;
}
export interface TriesTable {
  kind: string;
  who: Buffer;
  failures: number;
  last_at: Date;
  held_until: Date | null;
}
export interface CeremoniesTable {
  token_hash: Buffer;
  kind: string;
  person_id: string | null;
  body: Json<Record<string, unknown>>;
  expires_at: Date;
}
export interface KnownDevicesTable {
  token_hash: Buffer;
  person_id: string;
  seen_at: Date;
}
export interface SecondStepsTable {
  person_id: string;
  since: Date;
}
export interface CodeAppsTable {
  person_id: string;
  secret: Buffer;
  /** int8: pg gives it as text. */
  last_step: ColumnType<string, number, number>;
  added_at: Date;
}
export interface RecoveryCodesTable {
  person_id: string;
  hash: Buffer;
  salt: Buffer;
  made_at: Date;
  used_at: Date | null;
}
export interface PasskeysTable {
  id: string;
  person_id: string;
  name: string;
  public_key: Buffer;
  /** int8: pg gives it as text. */
  counter: ColumnType<string, number, number>;
  transports: Generated<string>;
  is_backed_up: boolean;
  added_at: Date;
  used_at: Date | null;
}
export interface IdentitiesTable {
  issuer: string;
  subject: string;
  provider: string;
  person_id: string;
  label: string;
  added_at: Date;
  used_at: Date | null;
}
export interface OneTimeLinksTable {
  token_hash: Buffer;
  kind: 'password' | 'e-mail';
  person_id: string;
  email: string | null;
  expires_at: Date;
}
export interface ReceiptsTable {
  person_id: string;
  key: string;
  at: Date;
  answer: JSONColumnType<Record<string, unknown>, string | null, string> | null;
}
export interface HistoryTable {
  organisation_id: string;
  /** int8: pg gives it as text. */
  position: string;
  id: string;
  at: Date;
  person_id: string | null;
  verb: string;
  subject_kind: string;
  subject_id: string;
  body: string;
  hash: Buffer;
}
export interface HistoryHeadsTable {
  organisation_id: string;
  position: string;
  hash: Buffer;
}
export interface HistoryKeysTable {
  id: string;
  public_key: string;
  made_at: Date;
}
export interface HistorySealsTable {
  organisation_id: string;
  /** int8: pg gives it as text. */
  position: string;
  hash: Buffer;
  at: Date;
  key_id: string;
  signature: Buffer;
}
export interface DataRequestsTable {
  organisation_id: string;
  id: string;
  kind: 'access' | 'correction' | 'erasure' | 'objection' | 'complaint';
  who: string;
  about: Generated<string>;
  /** Days as ISO text. */
  received_on: string;
  due_on: string;
  answered_on: string | null;
  answer: Generated<string>;
  recorded_by: string | null;
  recorded_at: Date;
}
export interface RetentionsTable {
  organisation_id: string;
  left_months: number | null;
  invitation_months: number | null;
  link_months: number | null;
  request_months: number | null;
  version: Generated<number>;
}
export interface MailsTable {
  id: string;
  organisation_id: string | null;
  recipient: string;
  subject: string;
  words: string;
  queued_at: Date;
  tries: Generated<number>;
  next_try_at: Date | null;
  sent_at: Date | null;
  refusal: string | null;
}
export interface InvitationsTable {
  organisation_id: string;
  id: string;
  email: string;
  name: Generated<string>;
  role: RoleWord;
  title: string | null;
  is_owner: Generated<boolean>;
  token_hash: Buffer;
  invited_by: string | null;
  invited_at: Date;
  sent_at: Date;
  expires_at: Date;
  accepted_at: Date | null;
  accepted_by: string | null;
  revoked_at: Date | null;
}
export interface PersonalLinksTable {
  organisation_id: string;
  id: string;
  review_id: string;
  person_id: string;
  title: Generated<string>;
  token_hash: Buffer;
  made_by: string | null;
  made_at: Date;
  expires_at: Date;
  opened_at: Date | null;
  revoked_at: Date | null;
}
export interface LinkSessionsTable {
  organisation_id: string;
  token_hash: Buffer;
  link_id: string;
  id: string;
  started_at: Date;
  expires_at: Date;
}
export interface FrameworkVersionsTable {
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
export interface FrameworkChoicesTable {
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
export interface FrameworkAnswersTable {
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
export interface AgreedJudgementsTable {
  organisation_id: string;
  review_id: string;
  statement: string;
  level: number | null;
  is_not_yet: Generated<boolean>;
  reason: Generated<string>;
  strength: Generated<string>;
  next_step: Generated<string>;
  marks: Json<Record<string, string>>;
  kept: Json<Record<string, string>>;
  is_carried: Generated<boolean>;
  updated_by: string | null;
  updated_at: Date;
  version: Generated<number>;
}
export type VoiceWord = 'learner' | 'parent and carer' | 'employer' | 'staff' | 'governor' | 'data';
export interface EvidenceTable {
  organisation_id: string;
  id: string;
  kind: 'note' | 'link' | 'file' | 'figure';
  title: string;
  url: string | null;
  note: Generated<string>;
  about: Generated<string>;
  /** Dates without a time are text: "2026-11-23". */
  effective_on: string | null;
  valid_until: string | null;
  owner_id: string | null;
  voice: VoiceWord | null;
  /** numeric: pg gives it as text. */
  figure: string | null;
  unit: string | null;
  created_by: string | null;
  created_at: Date;
  updated_by: string | null;
  updated_at: Date | null;
  deleted_at: Date | null;
  deleted_by: string | null;
  version: Generated<number>;
}
export type FileTypeWord =
  | 'pdf'
  | 'png'
  | 'jpeg'
  | 'webp'
  | 'docx'
  | 'xlsx'
  | 'pptx'
  | 'odt'
  | 'ods'
  | 'csv'
  | 'txt';
export interface EvidenceFilesTable {
  organisation_id: string;
  evidence_id: string;
  number: number;
  name: string;
  type: FileTypeWord;
  bytes: number;
  checksum: string;
  width: number | null;
  height: number | null;
  uploaded_by: string | null;
  uploaded_at: Date;
}
export interface CriterionCitationsTable {
  organisation_id: string;
  review_id: string;
  statement: string;
  evidence_id: string;
  criterion: string;
}
export interface CitationsTable {
  organisation_id: string;
  review_id: string;
  statement: string;
  evidence_id: string;
  cited_by: string | null;
  cited_at: Date;
}

export interface RemarksTable {
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
export interface ActionNotesTable {
  organisation_id: string;
  action_id: string;
  id: string;
  words: string;
  written_by: string | null;
  written_at: Date;
}
export interface ActionEvidenceTable {
  organisation_id: string;
  action_id: string;
  evidence_id: string;
  attached_by: string | null;
  attached_at: Date;
}
export interface ArchivedYearsTable {
  organisation_id: string;
  academic_year: number;
  words: Generated<string>;
  archived_by: string | null;
  archived_at: Date;
}
export interface CalendarFeedsTable {
  organisation_id: string;
  person_id: string;
  token_hash: Buffer;
  made_at: Date;
}
export interface RemindersOffTable {
  organisation_id: string;
  person_id: string;
  since: Date;
}
export interface RemindersTable {
  organisation_id: string;
  action_id: string;
  person_id: string;
  stage: 'due soon' | 'overdue';
  due_on: string;
  at: Date;
}
export interface EffortsTable {
  organisation_id: string;
  statement: string;
  level: number;
  /** numeric: pg gives it as text. */
  days: string | number;
}
export interface PlanHeadingsTable {
  organisation_id: string;
  id: string;
  place: number;
  title: string;
  statements: Generated<string[]>;
}
export interface CrosswalksTable {
  organisation_id: string;
  id: string;
  title: string;
  about: Generated<string>;
  /** JSON; written as text. */
  entries: JSONColumnType<
    { id: string; title: string; about: string; benchmark?: number; statements: string[] }[]
  >;
  loaded_by: string | null;
  loaded_at: Date;
}

export interface Tables {
  settings: SettingsTable;
  persons: PersonsTable;
  passwords: PasswordsTable;
  organisations: OrganisationsTable;
  memberships: MembershipsTable;
  sessions: SessionsTable;
  tries: TriesTable;
  ceremonies: CeremoniesTable;
  known_devices: KnownDevicesTable;
  second_steps: SecondStepsTable;
  code_apps: CodeAppsTable;
  recovery_codes: RecoveryCodesTable;
  passkeys: PasskeysTable;
  identities: IdentitiesTable;
  one_time_links: OneTimeLinksTable;
  receipts: ReceiptsTable;
  history: HistoryTable;
  history_heads: HistoryHeadsTable;
  history_keys: HistoryKeysTable;
  history_seals: HistorySealsTable;
  data_requests: DataRequestsTable;
  retentions: RetentionsTable;
  mails: MailsTable;
  invitations: InvitationsTable;
  personal_links: PersonalLinksTable;
  link_sessions: LinkSessionsTable;
  framework_versions: FrameworkVersionsTable;
  framework_choices: FrameworkChoicesTable;
  framework_drafts: FrameworkDraftsTable;
  framework_answers: FrameworkAnswersTable;
  reviews: ReviewsTable;
  participants: ParticipantsTable;
  agreed_judgements: AgreedJudgementsTable;
  evidence: EvidenceTable;
  citations: CitationsTable;
  evidence_files: EvidenceFilesTable;
  criterion_citations: CriterionCitationsTable;
  remarks: RemarksTable;
  actions: ActionsTable;
  action_notes: ActionNotesTable;
  action_evidence: ActionEvidenceTable;
  archived_years: ArchivedYearsTable;
  calendar_feeds: CalendarFeedsTable;
  reminders_off: RemindersOffTable;
  reminders: RemindersTable;
  efforts: EffortsTable;
  plan_headings: PlanHeadingsTable;
  crosswalks: CrosswalksTable;
}
