/** What a person's account page shows, in one query. */
import { sql } from 'kysely';
import type { AppContext } from '../platform/storage/context.js';
import type { Db } from '../platform/storage/transaction.js';

export interface Account {
  name: string;
  email: string | null;
  version: number;
  passwordChangedAt: Date | null;
  passkeys: number;
  codeAppSince: Date | null;
  recoveryCodesLeft: number;
  secondStepSince: Date | null;
  identities: number;
  apiTokens: number;
}

export async function findAccount(db: Db, person: string): Promise<Account> {
  const { rows } = await sql<Account>`
    SELECT p.name, p.email, p.version,
           (SELECT changed_at FROM passwords WHERE person_id = p.id) AS "passwordChangedAt",
           (SELECT count(*)::integer FROM passkeys WHERE person_id = p.id) AS passkeys,
           (SELECT added_at FROM code_apps WHERE person_id = p.id) AS "codeAppSince",
           (SELECT count(*)::integer FROM recovery_codes WHERE person_id = p.id AND used_at IS NULL)
             AS "recoveryCodesLeft",
           (SELECT since FROM second_steps WHERE person_id = p.id) AS "secondStepSince",
           (SELECT count(*)::integer FROM identities WHERE person_id = p.id) AS identities,
           (SELECT count(*)::integer FROM api_tokens WHERE person_id = p.id) AS "apiTokens"
    FROM persons p WHERE p.id = ${person}`.execute(db);
  const account = rows[0];
  if (!account) throw new Error('This account does not exist.');
  return account;
}

/** The account of whoever asks. */
export const readAccount = (context: AppContext, person: string): Promise<Account> =>
  context.storage.read({ organisation: null, person }, (db) => findAccount(db, person));
