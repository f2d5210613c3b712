/** To whom the mails about remarks go. */
import type { Db } from '../platform/storage/transaction.js';

/** The addresses of the careers leaders at work, without this person's own. */
export async function listLeadersAddresses(
  db: Db,
  organisation: string,
  without: string,
): Promise<string[]> {
  return addresses(db, organisation, (each) =>
    each.where('m.role', '=', 'careers leader').where('p.id', '<>', without),
  );
}

/** The address of somebody who is still in the school, or nothing. */
export async function findAddress(db: Db, organisation: string, person: string): Promise<string[]> {
  return addresses(db, organisation, (each) => each.where('p.id', '=', person));
}

const memberships = (db: Db, organisation: string) =>
  db
    .selectFrom('memberships as m')
    .innerJoin('persons as p', 'p.id', 'm.person_id')
    .select('p.email')
    .where('m.organisation_id', '=', organisation)
    .where('m.ended_at', 'is', null)
    .where('p.email', 'is not', null)
    .orderBy('p.email');

async function addresses(
  db: Db,
  organisation: string,
  narrow: (query: ReturnType<typeof memberships>) => ReturnType<typeof memberships>,
): Promise<string[]> {
  const rows = await narrow(memberships(db, organisation)).execute();
  return rows.flatMap(({ email }) => (email ? [email] : []));
}
