/** Rows of the record: what happened, what has had its effect, what was asked about data, how long it is kept. */
import type { ColumnType, Generated, JSONColumnType } from 'kysely';

interface SettingsTable {
  name: string;
  value: JSONColumnType<Record<string, unknown>, string, string>;
}
interface IdempotencyKeysTable {
  person_id: string;
  key: string;
  print: string;
  at: Date;
  answer: JSONColumnType<Record<string, unknown>, string | null, string> | null;
}
interface DraftsTable {
  person_id: string;
  key: string;
  organisation_id: string;
  form: string;
  /** int8: pg gives it as text. */
  step: ColumnType<string, number, number>;
  opened_as: string;
  fields: JSONColumnType<[string, string][], string | null, string | null> | null;
  typed_at: Date;
}
interface HistoryTable {
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
type Side = Record<string, unknown> | null;
/** What was typed in a change, beside the entry that vouches for it: a name in it can be erased. */
interface HistoryTextsTable {
  organisation_id: string;
  entry_id: string;
  person_id: string | null;
  /** Null once a name has been erased from the texts: they are no longer what the entry vouches for. */
  salt: string | null;
  /** Read as an object; as text it is letter by letter what its hash covers. */
  texts: JSONColumnType<{ before: Side; after: Side }, string, string>;
}
interface HistoryHeadsTable {
  organisation_id: string;
  position: string;
  hash: Buffer;
}
interface HistoryKeysTable {
  id: string;
  public_key: string;
  made_at: Date;
}
interface HistoryCheckpointsTable {
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
interface RetentionsTable {
  organisation_id: string;
  left_months: number | null;
  invitation_months: number | null;
  link_months: number | null;
  request_months: number | null;
  version: Generated<number>;
}

export interface RecordTables {
  settings: SettingsTable;
  idempotency_keys: IdempotencyKeysTable;
  drafts: DraftsTable;
  history: HistoryTable;
  history_texts: HistoryTextsTable;
  history_heads: HistoryHeadsTable;
  history_keys: HistoryKeysTable;
  history_checkpoints: HistoryCheckpointsTable;
  data_requests: DataRequestsTable;
  retentions: RetentionsTable;
}
