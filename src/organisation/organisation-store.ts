/** Rows of schools and their members. */
import { type Insertable, sql } from 'kysely';
import { notFound } from '../platform/problems.js';
import type { OrganisationsTable, RoleWord } from '../platform/storage/tables/people.js';
import type { Tables } from '../platform/storage/tables.js';
import type { Db } from '../platform/storage/transaction.js';

export type OrganisationRow = Omit<OrganisationsTable, 'version'> & { version: number };

/** @throws Problem 404 `school.unknown` */
export async function findOrganisation(db: Db, id: string): Promise<OrganisationRow> {
  const row = await db
    .selectFrom('organisations')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw notFound('school.unknown', 'You do not belong to this school.');
  return row;
}

const memberships = (db: Db, organisation: string) =>
  db
    .selectFrom('memberships as m')
    .innerJoin('persons as p', 'p.id', 'm.person_id')
    .select([
      'm.person_id as personId',
      'p.name',
      'p.email',
      'm.role',
      'm.title',
      'm.is_owner as isOwner',
      'm.started_at as startedAt',
      'm.ended_at as endedAt',
      'm.version',
    ])
    .where('m.organisation_id', '=', organisation);

/** Everybody who is or was in the school: those at work first, by role, owners first, then by name. */
export async function listMemberships(db: Db, organisation: string) {
  return memberships(db, organisation)
    .orderBy(sql`m.ended_at IS NOT NULL`)
    .orderBy(
      sql`array_position(ARRAY['careers leader', 'contributor', 'governor', 'adviser', 'viewer'], m.role)`,
    )
    .orderBy('m.is_owner', 'desc')
    .orderBy('p.name')
    .execute();
}

/** @throws Problem 404 `person.unknown` for anybody who never was in this school. */
export async function findMembership(db: Db, organisation: string, person: string) {
  const row = await memberships(db, organisation)
    .where('m.person_id', '=', person)
    .executeTakeFirst();
  if (!row) throw notFound('person.unknown', 'This person is not in your school.');
  return row;
}

export type MembershipRow = Awaited<ReturnType<typeof findMembership>>;

/** How many people at work own the school. */
export async function countOwners(db: Db, organisation: string): Promise<number> {
  const row = await db
    .selectFrom('memberships')
    .select(sql<number>`count(*)::integer`.as('count'))
    .where('organisation_id', '=', organisation)
    .where('is_owner', '=', true)
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow();
  return row.count;
}

/** The schools that a person works in, by name. */
export async function listOwnSchools(
  db: Db,
  person: string,
): Promise<{ id: string; name: string; role: RoleWord }[]> {
  return db
    .selectFrom('memberships as m')
    .innerJoin('organisations as o', 'o.id', 'm.organisation_id')
    .select(['o.id', 'o.name', 'm.role'])
    .where('m.person_id', '=', person)
    .where('m.ended_at', 'is', null)
    .orderBy('o.name')
    .execute();
}

export async function addOrganisation(
  db: Db,
  organisation: Insertable<Tables['organisations']>,
): Promise<void> {
  await db.insertInto('organisations').values(organisation).execute();
}

export async function addMembership(
  db: Db,
  membership: Insertable<Tables['memberships']>,
): Promise<void> {
  await db.insertInto('memberships').values(membership).execute();
}

/** Ends a membership, if it has not ended, and lets what it said of the person go. */
export async function eraseMembership(
  db: Db,
  organisation: string,
  person: string,
  at: Date,
): Promise<void> {
  await db
    .updateTable('memberships')
    .set((set) => ({
      ended_at: set.fn.coalesce('ended_at', sql<Date>`${at}`),
      is_owner: false,
      title: null,
    }))
    .where('organisation_id', '=', organisation)
    .where('person_id', '=', person)
    .execute();
}
