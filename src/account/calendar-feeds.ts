/**
 * Addresses of calendars: whoever has one reads what a person has to do in a school, without signing in. The database
 * shows them to that person in that school alone.
 */
import { type Db, workingAs } from '../platform/storage/transaction.js';
import { newToken } from './tokens.js';

interface Whose {
  organisation: string;
  person: string;
}

/** A new address in place of the one before. Gives its token. */
export async function putCalendarFeed(
  db: Db,
  { organisation, person }: Whose,
  at: Date,
): Promise<string> {
  const { token, hash } = newToken();
  const values = { token_hash: hash, made_at: at };
  await db
    .insertInto('calendar_feeds')
    .values({ organisation_id: organisation, person_id: person, ...values })
    .onConflict((on) => on.columns(['organisation_id', 'person_id']).doUpdateSet(values))
    .execute();
  return token;
}

/** The address of one school opens nothing any more. False when there was none. */
export async function dropCalendarFeed(db: Db, { organisation, person }: Whose): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('calendar_feeds')
    .where('organisation_id', '=', organisation)
    .where('person_id', '=', person)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

export interface CalendarFeed {
  organisation: string;
  organisationName: string;
  madeAt: Date;
}

/** Every calendar address of a person, in the transaction of the installation. */
export async function listCalendarFeeds(db: Db, person: string): Promise<CalendarFeed[]> {
  const schools = await db
    .selectFrom('memberships as m')
    .innerJoin('organisations as o', 'o.id', 'm.organisation_id')
    .select(['o.id', 'o.name'])
    .where('m.person_id', '=', person)
    .orderBy('o.name')
    .execute();
  const found: CalendarFeed[] = [];
  for (const { id, name } of schools) {
    const row = await workingAs(db, { organisation: id, person }, () =>
      db
        .selectFrom('calendar_feeds')
        .select('made_at')
        .where('person_id', '=', person)
        .executeTakeFirst(),
    );
    if (row) found.push({ organisation: id, organisationName: name, madeAt: row.made_at });
  }
  return found;
}

/** No calendar address of the person opens anything any more, in the transaction of the installation. */
export async function dropCalendarFeeds(db: Db, person: string): Promise<void> {
  for (const { organisation } of await listCalendarFeeds(db, person))
    await workingAs(db, { organisation, person }, () =>
      dropCalendarFeed(db, { organisation, person }),
    );
}
