/** A person's calendar address: made, read by whoever holds it, taken back. */

import { sql } from 'kysely';
import { dropCalendarFeed, putCalendarFeed } from '../account/calendar-feeds.js';
import { tokenHash } from '../account/tokens.js';
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
  return context.storage.write(scopeOf(member), async (db) => {
    const token = await putCalendarFeed(db, whose(member), context.clock());
    await note(db, context, member, 'calendar.made');
    return token;
  });
}

/** Takes the calendar address back: it opens nothing any more. */
export async function dropCalendar(context: AppContext, member: Member): Promise<void> {
  await context.storage.write(scopeOf(member), async (db) => {
    if (await dropCalendarFeed(db, whose(member)))
      await note(db, context, member, 'calendar.dropped');
  });
}

const whose = ({ organisation, person }: Member) => ({
  organisation: organisation.id,
  person: person.id,
});

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
  if (!found) throw notFound('calendar.unknown', 'There is no longer a calendar at this address.');
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
