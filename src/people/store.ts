/** Rows of people and organisations. */
import type { Db } from '../storage/transaction.js';

/** True once somebody has set the installation up. */
export async function isSetUp(db: Db): Promise<boolean> {
  const row = await db.selectFrom('persons').select('id').limit(1).executeTakeFirst();
  return row !== undefined;
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
