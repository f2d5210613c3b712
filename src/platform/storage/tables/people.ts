/** Rows of people, schools and who belongs where. */
import type { Generated } from 'kysely';

interface PersonsTable {
  id: string;
  name: string;
  email: string | null;
  email_verified_at: Date | null;
  is_administrator: Generated<boolean>;
  created_at: Date;
  erased_at: Date | null;
  version: Generated<number>;
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
interface MembershipsTable {
  organisation_id: string;
  person_id: string;
  role: RoleWord;
  title: string | null;
  is_owner: Generated<boolean>;
  started_at: Date;
  ended_at: Date | null;
  version: Generated<number>;
}
interface InvitationsTable {
  organisation_id: string;
  id: string;
  email: string;
  name: Generated<string>;
  role: RoleWord;
  title: string | null;
  is_owner: Generated<boolean>;
  token_hash: Buffer;
  is_mailed: Generated<boolean>;
  invited_by: string | null;
  invited_at: Date;
  sent_at: Date;
  expires_at: Date;
  accepted_at: Date | null;
  accepted_by: string | null;
  revoked_at: Date | null;
}
interface PersonalLinksTable {
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
interface LinkSessionsTable {
  organisation_id: string;
  token_hash: Buffer;
  link_id: string;
  id: string;
  started_at: Date;
  expires_at: Date;
}
interface MailsTable {
  id: string;
  organisation_id: string | null;
  recipient: string;
  subject: string;
  words: string;
  queued_at: Date;
  attempts: Generated<number>;
  next_try_at: Date | null;
  sent_at: Date | null;
  refusal: string | null;
}
interface NoticesTable {
  id: string;
  organisation_id: string | null;
  recipient: string;
  subject: string;
  words: string;
  about: string[];
  made_at: Date;
  seen_at: Date | null;
  handed_over_at: Date | null;
}

export interface PeopleTables {
  persons: PersonsTable;
  organisations: OrganisationsTable;
  memberships: MembershipsTable;
  invitations: InvitationsTable;
  personal_links: PersonalLinksTable;
  link_sessions: LinkSessionsTable;
  mails: MailsTable;
  notices: NoticesTable;
}
