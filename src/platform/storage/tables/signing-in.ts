/** Rows of signing in: what proves who somebody is, and what is open for them. */
import type { ColumnType, Generated } from 'kysely';
import type { Json } from './json.js';

interface PasswordsTable {
  person_id: string;
  hash: string;
  changed_at: Date;
}
interface SessionsTable {
  token_hash: Buffer;
  id: string;
  person_id: string;
  organisation_id: string | null;
  device: Generated<string>;
  created_at: Date;
  seen_at: Date;
  expires_at: Date;
  confirmed_at: Date;
}
interface AttemptsTable {
  kind: string;
  who: Buffer;
  failures: number;
  last_at: Date;
  throttled_until: Date | null;
}
interface ChallengesTable {
  token_hash: Buffer;
  kind: string;
  person_id: string | null;
  body: Json<Record<string, unknown>>;
  expires_at: Date;
}
interface KnownDevicesTable {
  token_hash: Buffer;
  person_id: string;
  seen_at: Date;
}
interface SecondStepsTable {
  person_id: string;
  since: Date;
}
interface CodeAppsTable {
  person_id: string;
  secret: Buffer;
  /** int8: pg gives it as text. */
  last_step: ColumnType<string, number, number>;
  added_at: Date;
}
interface RecoveryCodesTable {
  person_id: string;
  hash: Buffer;
  salt: Buffer;
  made_at: Date;
  used_at: Date | null;
}
interface PasskeysTable {
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
interface IdentitiesTable {
  issuer: string;
  subject: string;
  provider: string;
  person_id: string;
  label: string;
  added_at: Date;
  used_at: Date | null;
}
interface OneTimeLinksTable {
  token_hash: Buffer;
  kind: 'password' | 'e-mail';
  person_id: string;
  email: string | null;
  expires_at: Date;
}

interface ApiTokensTable {
  id: string;
  token_hash: Buffer;
  person_id: string;
  organisation_id: string;
  name: string;
  scopes: string;
  created_at: Date;
  expires_at: Date;
  used_at: Date | null;
}

interface CalendarFeedsTable {
  organisation_id: string;
  person_id: string;
  token_hash: Buffer;
  made_at: Date;
}

export interface SigningInTables {
  api_tokens: ApiTokensTable;
  calendar_feeds: CalendarFeedsTable;
  passwords: PasswordsTable;
  sessions: SessionsTable;
  attempts: AttemptsTable;
  challenges: ChallengesTable;
  known_devices: KnownDevicesTable;
  second_steps: SecondStepsTable;
  code_apps: CodeAppsTable;
  recovery_codes: RecoveryCodesTable;
  passkeys: PasskeysTable;
  identities: IdentitiesTable;
  one_time_links: OneTimeLinksTable;
}
