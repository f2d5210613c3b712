/** A person's name and address, taken out of everything that people wrote. */
import { sql } from 'kysely';
import { inEveryText, LETTER, type Mentioned, mentionsOf, replaced } from '../platform/mentions.js';
import type { Db } from '../platform/storage/transaction.js';

/**
 * The columns that hold words of people, by table: all of them are searched when somebody is erased. Every other
 * column of text or JSON is in `UNSEARCHED`; a test holds both together against the database.
 */
export const SEARCHED: Readonly<Record<string, readonly string[]>> = {
  action_notes: ['words'],
  actions: [
    ...['priority', 'objective', 'title', 'owner_name', 'milestones', 'resources', 'cost'],
    ...['expected_change', 'measure', 'expected_evidence', 'result', 'changed'],
  ],
  agreements: ['reason', 'strength', 'next_step', 'contradiction_reasons'],
  api_tokens: ['name'],
  archived_years: ['words'],
  crosswalks: ['id', 'title', 'about', 'entries'],
  data_requests: ['who', 'about', 'answer'],
  drafts: ['fields'],
  evidence: ['title', 'url', 'note', 'about', 'unit'],
  evidence_files: ['name'],
  framework_answers: ['words', 'read_words'],
  framework_drafts: ['title', 'file_name', 'options', 'reading', 'content'],
  history_texts: ['texts'],
  invitations: ['name', 'title'],
  mails: ['subject', 'words', 'refusal'],
  memberships: ['title'],
  notices: ['subject', 'words'],
  participants: ['name', 'role'],
  passkeys: ['name'],
  personal_links: ['title'],
  plan_headings: ['title'],
  idempotency_keys: ['answer'],
  remarks: ['words'],
  report_layouts: ['name'],
  report_texts: ['words'],
  reviews: ['title', 'signed_off_as', 'gaps_reason'],
};

/** Tables of persons: searched are the rows of everybody in the school. */
const OF_PERSONS = new Set(['api_tokens', 'passkeys', 'idempotency_keys', 'drafts']);

const PERSONS_OWN = 'of the person alone: emptied or deleted with them';
const CODES = 'ids, codes and words of our own';
const PUBLIC = 'what a school or a published model is called in public, whoever it is named after';

/** Why the other columns of text or JSON are not searched. */
export const UNSEARCHED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  actions: { statement: CODES, status: CODES },
  agreements: { statement: CODES, marks: CODES },
  api_tokens: { scopes: CODES },
  challenges: {
    kind: CODES,
    body: 'what a half-done sign-in waits for, ten minutes long; in no backup',
  },
  citations: { statement: CODES },
  criterion_citations: { statement: CODES, criterion: CODES },
  data_requests: { kind: CODES },
  drafts: { form: CODES, opened_as: CODES },
  idempotency_keys: { print: CODES },
  efforts: { statement: CODES },
  evidence: { kind: CODES, voice: CODES },
  evidence_files: { type: CODES, checksum: CODES },
  evidence_words: { word: 'made again by the database when the evidence is changed' },
  framework_answers: { place: CODES, kind: CODES },
  framework_drafts: { kind: CODES },
  framework_versions: {
    ...{ framework_id: PUBLIC, version: CODES, title: PUBLIC, origin: CODES },
    ...{ content: PUBLIC, checksum: CODES, matches: CODES },
  },
  history: { verb: CODES, subject_kind: CODES, subject_id: CODES, body: CODES },
  history_keys: { id: CODES, public_key: CODES },
  history_checkpoints: { key_id: CODES },
  history_texts: { salt: CODES },
  identities: { issuer: CODES, subject: PERSONS_OWN, provider: CODES, label: PERSONS_OWN },
  invitations: { email: 'deleted with the invitation', role: CODES },
  jobs: { name: CODES, last_error: CODES },
  mails: { recipient: 'deleted with the mail' },
  notices: { recipient: 'deleted with the notice' },
  memberships: { role: CODES },
  migrations: { name: CODES, checksum: CODES },
  one_time_links: { kind: CODES, email: PERSONS_OWN },
  organisations: {
    ...{ name: PUBLIC, kind: CODES, urn: CODES, ukprn: CODES, laestab: CODES },
    ...{ type: PUBLIC, phase: CODES, local_authority: PUBLIC, region: CODES },
  },
  passkeys: { id: CODES, transports: CODES },
  passwords: { hash: PERSONS_OWN },
  persons: { name: PERSONS_OWN, email: PERSONS_OWN },
  plan_headings: { statements: CODES },
  remarks: { kind: CODES, statement: CODES, written_as: CODES },
  reminders: { stage: CODES },
  report_layouts: { kind: CODES, parts: CODES },
  report_links: { kind: CODES, passphrase_hash: 'a scrypt hash' },
  report_texts: { id: CODES },
  sessions: { device: 'what a browser says of itself' },
  settings: { name: CODES, value: CODES },
  attempts: { kind: CODES },
};

/** Puts a role in place of a person's name and address, in every word that people of this school wrote. */
export async function eraseWords(
  db: Db,
  organisation: string,
  erased: Mentioned,
  role: string,
): Promise<void> {
  const mentions = mentionsOf(erased);
  const likely = likelyIn(erased);
  for (const [table, columns] of Object.entries(SEARCHED)) {
    const ofSchool = OF_PERSONS.has(table)
      ? sql`person_id IN (
          SELECT person_id FROM memberships WHERE organisation_id = ${organisation}
          UNION SELECT person_id FROM personal_links WHERE organisation_id = ${organisation})`
      : sql`organisation_id = ${organisation}`;
    // Its hash no longer fits, and without the salt nobody can guess by it at what stood here.
    const unsalted = table === 'history_texts' ? sql`, salt = NULL` : sql``;
    for (const column of columns) {
      const { rows } = await sql<{ at: string; words: unknown }>`
        SELECT ctid::text AS at, ${sql.ref(column)} AS words FROM ${sql.table(table)}
        WHERE ${ofSchool} AND ${sql.ref(column)}::text ILIKE ANY (${likely}) FOR UPDATE`.execute(
        db,
      );
      for (const { at, words } of rows) {
        const without = inEveryText(words, (text) => replaced(text, mentions, role));
        if (JSON.stringify(without) === JSON.stringify(words)) continue;
        const value = typeof without === 'string' ? without : JSON.stringify(without);
        await sql`
          UPDATE ${sql.table(table)} SET ${sql.ref(column)} = ${value}${unsalted}
          WHERE ctid = ${at}::tid`.execute(db);
      }
    }
  }
}

/** What any text that mentions the person holds: the address, or the plain letters of the first word of the name. */
function likelyIn({ name, email }: Mentioned): string[] {
  const [first = ''] = name.normalize('NFC').match(new RegExp(`${LETTER}+`, 'u')) ?? [];
  const [letters = ''] =
    first.match(/[a-z]+/gi)?.sort((one, other) => other.length - one.length) ?? [];
  return [`%${letters}%`, ...(email ? [`%${email.replace(/[\\%_]/g, '\\$&')}%`] : [])];
}
