/** Rows of people and their passwords. */
import { sql } from 'kysely';
import type { Db } from '../platform/storage/transaction.js';
import { dropCalendarFeeds } from './calendar-feeds.js';

/** True once somebody has set the installation up. */
export async function isSetUp(db: Db): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`SELECT waymark_is_set_up() AS done`.execute(db);
  return rows[0]?.done === true;
}

/** The person who signs in with this address, with the hash of their password if they have one. */
export async function findForSignIn(
  db: Db,
  email: string,
): Promise<{ id: string; name: string; hash: string | null } | undefined> {
  return db
    .selectFrom('persons as p')
    .leftJoin('passwords as w', 'w.person_id', 'p.id')
    .select(['p.id', 'p.name', 'w.hash'])
    .where('p.email', '=', email)
    .where('p.erased_at', 'is', null)
    .executeTakeFirst();
}

interface NewPerson {
  id: string;
  name: string;
  /** Null for somebody who comes by a link alone. */
  email: string | null;
  /** When somebody showed that the address is theirs; left out: nobody has. */
  email_verified_at?: Date | null;
  created_at: Date;
  is_administrator?: boolean;
}

export async function addPerson(db: Db, person: NewPerson): Promise<void> {
  await db.insertInto('persons').values(person).execute();
}

/** False, and nothing is added, when somebody has an account with the address already. */
export async function addPersonUnlessKnown(db: Db, person: NewPerson): Promise<boolean> {
  const { numInsertedOrUpdatedRows: added } = await db
    .insertInto('persons')
    .values(person)
    .onConflict((known) => known.column('email').doNothing())
    .executeTakeFirstOrThrow();
  return added !== 0n;
}

/** The first password of a person, as `hashPassword` gives it. */
export async function addPassword(db: Db, person: string, hash: string, at: Date): Promise<void> {
  await db.insertInto('passwords').values({ person_id: person, hash, changed_at: at }).execute();
}

/** The password of a person from now on, as `hashPassword` gives it. */
export async function putPassword(db: Db, person: string, hash: string, at: Date): Promise<void> {
  const row = { hash, changed_at: at };
  await db
    .insertInto('passwords')
    .values({ person_id: person, ...row })
    .onConflict((taken) => taken.column('person_id').doUpdateSet(row))
    .execute();
}

/**
 * True once somebody has shown that the address of an account is theirs: docs/decisions/0092 says how. Before that the
 * account may have been made by somebody else, who knows its ways in.
 */
export async function isEmailVerified(db: Db, person: string): Promise<boolean> {
  const row = await db
    .selectFrom('persons')
    .select('id')
    .where('id', '=', person)
    .where('email_verified_at', 'is not', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** From now on the address is proved. */
export async function markEmailVerified(db: Db, person: string, at: Date): Promise<void> {
  await db
    .updateTable('persons')
    .set({ email_verified_at: at })
    .where('id', '=', person)
    .where('email_verified_at', 'is', null)
    .execute();
}

/** What opens an account: gone with the person, and so are addresses of calendars. */
const WAYS_IN = [
  'passwords',
  'sessions',
  'api_tokens',
  'challenges',
  'known_devices',
  'second_steps',
  'code_apps',
  'recovery_codes',
  'passkeys',
  'identities',
  'one_time_links',
] as const;

/** Takes name, address and every way in from a person. The row stays, for what they did stays with their schools. */
export async function erasePersonRow(
  db: Db,
  person: string,
  name: string,
  at: Date,
): Promise<void> {
  for (const table of WAYS_IN)
    await sql`DELETE FROM ${sql.table(table)} WHERE person_id = ${person}`.execute(db);
  await dropCalendarFeeds(db, person);
  await db
    .updateTable('persons')
    .set({
      name,
      email: null,
      email_verified_at: null,
      erased_at: at,
      version: sql<number>`version + 1`,
    })
    .where('id', '=', person)
    .execute();
}
