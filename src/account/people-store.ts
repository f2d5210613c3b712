/** Rows of people and organisations. */
import { sql } from 'kysely';
import type { Db } from '../platform/storage/transaction.js';

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
