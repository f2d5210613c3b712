/** A person's calendar address: made, read by whoever holds it, taken back. */

import { sql } from 'kysely';
import { newToken, tokenHash } from '../account/tokens.js';
import { type Member, scopeOf } from '../platform/access/member.js';
import { recordBy } from '../platform/access/member-changes.js';
import { notFound } from '../platform/problems.js';
import type { AppContext } from '../platform/storage/context.js';
import { type Db, nobody } from '../platform/storage/transaction.js';
import { calendarOf } from './calendar.js';
import { planEvents } from './events.js';
import { listMine } from './list-store.js';

/** Makes a new calendar address for this person in this school. The one before opens nothing any more. Gives its token. */
export async function makeCalendar(context: AppContext, member: Member): Promise<string> {
  const { token, hash } = newToken();
  await context.storage.write(scopeOf(member), async (db) => {
    const values = { token_hash: hash, made_at: context.clock() };
    await db
      .insertInto('calendar_feeds')
      .values({ organisation_id: member.organisation.id, person_id: member.person.id, ...values })
      .onConflict((on) => on.columns(['organisation_id', 'person_id']).doUpdateSet(values))
      .execute();
    await note(db, context, member, 'calendar.made');
  });
  return token;
}

/** Takes the calendar address back: it opens nothing any more. */
export async function dropCalendar(context: AppContext, member: Member): Promise<void> {
  await context.storage.write(scopeOf(member), async (db) => {
    const gone = await db
      .deleteFrom('calendar_feeds')
      .where('organisation_id', '=', member.organisation.id)
      .where('person_id', '=', member.person.id)
      .executeTakeFirst();
    if (gone.numDeletedRows > 0n) await note(db, context, member, 'calendar.dropped');
  });
}

const note = (
  db: Db,
  context: AppContext,
  member: Member,
  verb: 'calendar.made' | 'calendar.dropped',
) =>
  recordBy(db, context, member, planEvents, {
    verb,
    subject: { kind: 'person', id: member.person.id },
  });

/**
 * The calendar that a token opens.
 * @throws Problem 404 `calendar.unknown`, the same for a token that never was, was taken back, or whose person has left
 */
export async function readCalendar(
  context: AppContext,
  token: string,
  origin: string | null,
): Promise<string> {
  const { rows } = await context.storage.read(nobody, (db) =>
    sql<{ organisation_id: string; person_id: string }>`
      SELECT * FROM waymark_calendar(${tokenHash(token)})`.execute(db),
  );
  const [found] = rows;
  if (!found) throw notFound('calendar.unknown', 'There is no calendar at this address any more.');
  const { organisation_id: organisation, person_id: person } = found;
  return context.storage.read({ organisation, person }, async (db) => {
    const school = await db
      .selectFrom('organisations')
      .select('name')
      .where('id', '=', organisation)
      .executeTakeFirstOrThrow();
    const actions = await listMine(db, organisation, person, 500);
    return calendarOf({ school: school.name, actions, now: context.clock(), origin });
  });
}
