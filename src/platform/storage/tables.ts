/** The tables as rows: what SQL gives and takes. Only the owner of a table writes it. */
import type { EvidenceTables } from './tables/evidence.js';
import type { FrameworkTables } from './tables/framework.js';
import type { InsightTables } from './tables/insight.js';
import type { JobTables } from './tables/jobs.js';
import type { PeopleTables } from './tables/people.js';
import type { PlanTables } from './tables/plan.js';
import type { RecordTables } from './tables/record.js';
import type { ReportTables } from './tables/report.js';
import type { ReviewTables } from './tables/review.js';
import type { SigningInTables } from './tables/signing-in.js';

/** Every table, by its name. */
export interface Tables
  extends PeopleTables,
    SigningInTables,
    RecordTables,
    FrameworkTables,
    EvidenceTables,
    ReviewTables,
    PlanTables,
    InsightTables,
    ReportTables,
    JobTables {}

/** Which module writes a table; others write it through that module's functions. */
export const TABLE_OWNERS = {
  api_tokens: 'account',
  calendar_feeds: 'account',
  challenges: 'account',
  code_apps: 'account',
  identities: 'account',
  known_devices: 'account',
  link_sessions: 'account',
  one_time_links: 'account',
  passkeys: 'account',
  passwords: 'account',
  persons: 'account',
  recovery_codes: 'account',
  second_steps: 'account',
  sessions: 'account',
  attempts: 'account',
  invitations: 'organisation',
  memberships: 'organisation',
  organisations: 'organisation',
  personal_links: 'organisation',
  framework_choices: 'framework',
  framework_versions: 'framework',
  framework_answers: 'authoring',
  framework_drafts: 'authoring',
  citations: 'evidence',
  criterion_citations: 'evidence',
  evidence: 'evidence',
  evidence_files: 'evidence',
  remarks: 'remark',
  agreements: 'review',
  level_setters: 'review',
  participants: 'review',
  review_looks: 'review',
  reviews: 'review',
  action_evidence: 'plan',
  action_notes: 'plan',
  actions: 'plan',
  archived_years: 'plan',
  reminders: 'plan',
  reminders_off: 'plan',
  crosswalks: 'insight',
  efforts: 'insight',
  plan_headings: 'insight',
  report_layouts: 'report',
  report_link_tokens: 'report',
  report_links: 'report',
  report_texts: 'report',
  data_requests: 'record',
  retentions: 'record',
  history: 'platform',
  history_heads: 'platform',
  history_keys: 'platform',
  history_checkpoints: 'platform',
  history_texts: 'platform',
  mails: 'platform',
  migrations: 'platform',
  notices: 'platform',
  idempotency_keys: 'platform',
  drafts: 'platform',
  jobs: 'platform',
  settings: 'platform',
} as const satisfies Record<keyof Tables | 'migrations', string>;
