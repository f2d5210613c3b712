/** How long a school keeps what it need not keep for ever: set, looked at before anything goes, then carried out. */
import { sql } from 'kysely';
import { z } from 'zod';
import { peopleEvents } from '../organisation/events.js';
import { deleteExpiredInvitations } from '../organisation/invitation-store.js';
import { assertMay } from '../organisation/permissions.js';
import { type Member, scopeOf } from '../platform/access/member.js';
import { recordBy } from '../platform/access/member-changes.js';
import { dayAt, dayStart, monthsEarlier } from '../platform/days.js';
import { record } from '../platform/history/history.js';
import { conflict } from '../platform/problems.js';
import type { AppContext } from '../platform/storage/context.js';
import type { Db } from '../platform/storage/transaction.js';
import { erasePerson } from './data-protection.js';

const months = z
  .string()
  .trim()
  .regex(/^(\d{1,3})?$/, 'Enter a number of months from 1 to 120, or leave it empty')
  .transform((text) => (text === '' ? null : Number(text)))
  .refine(
    (count) => count === null || (count >= 1 && count <= 120),
    'Enter a number of months from 1 to 120, or leave it empty',
  )
  .default(null);

export const retentionInput = z.object({
  left_months: months,
  invitation_months: months,
  link_months: months,
  request_months: months,
});
export type Retention = z.infer<typeof retentionInput> & { version: number };

/** What a school that has said nothing keeps: the version tells that nothing has been saved. */
export const FIRST_RETENTION: Retention = {
  left_months: 24,
  invitation_months: 6,
  link_months: 12,
  request_months: 72,
  version: 0,
};

/** What is kept now. */
export async function findRetention(db: Db, organisation: string): Promise<Retention> {
  const row = await db
    .selectFrom('retentions')
    .select(['left_months', 'invitation_months', 'link_months', 'request_months', 'version'])
    .where('organisation_id', '=', organisation)
    .executeTakeFirst();
  return row ?? FIRST_RETENTION;
}

/** @throws Problem 403 by the table of permissions; 409 `retention.changed` when somebody else saved first. */
export async function changeRetention(
  context: AppContext,
  member: Member,
  input: z.infer<typeof retentionInput>,
  version: number,
): Promise<void> {
  assertMay(member, 'data.keep');
  await context.storage.write(scopeOf(member), async (db) => {
    const organisation_id = member.organisation.id;
    const was = await findRetention(db, organisation_id);
    if (was.version !== version) {
      throw conflict(
        'retention.changed',
        'Someone else has just changed this. Check it and try again.',
      );
    }
    await db
      .insertInto('retentions')
      .values({ organisation_id, ...input, version: version + 1 })
      .onConflict((known) =>
        known.column('organisation_id').doUpdateSet({ ...input, version: version + 1 }),
      )
      .execute();
    const { version: _, ...before } = was;
    await record(db, context, peopleEvents, {
      organisation: organisation_id,
      person: member.person.id,
      verb: 'retention.changed',
      subject: { kind: 'organisation', id: organisation_id },
      before,
      after: { ...input },
    });
  });
}

/** What is older than the school keeps, by name where it is people. */
export interface Overdue {
  people: { id: string; name: string }[];
  invitations: number;
  /** People who took part by a link that ended long ago. */
  links: { id: string; name: string }[];
  requests: number;
}

/** What would go now. Nobody is on it who is still in any school. */
export async function previewRetention(
  db: Db,
  organisation: string,
  retention: Retention,
  now: Date,
): Promise<Overdue> {
  const first = firstDays(retention, now);
  const count = sql<number>`count(*)::integer`.as('count');
  const people = await db
    .selectFrom('memberships as m')
    .innerJoin('persons as p', 'p.id', 'm.person_id')
    .select(['p.id', 'p.name'])
    .where('m.organisation_id', '=', organisation)
    .where('m.ended_at', '<', dayStart(first.left))
    .where('p.erased_at', 'is', null)
    .where('p.is_administrator', '=', false)
    .orderBy('p.name')
    .execute();
  const invitations = await db
    .selectFrom('invitations')
    .select(count)
    .where('organisation_id', '=', organisation)
    .where('accepted_at', 'is', null)
    .where('expires_at', '<', dayStart(first.invitation))
    .executeTakeFirstOrThrow();
  const links = await db
    .selectFrom('personal_links as l')
    .innerJoin('persons as p', 'p.id', 'l.person_id')
    .select(['p.id', 'p.name'])
    .distinct()
    .where('l.organisation_id', '=', organisation)
    .where('l.expires_at', '<', dayStart(first.link))
    .where('p.erased_at', 'is', null)
    .orderBy('p.name')
    .execute();
  const requests = await db
    .selectFrom('data_requests')
    .select(count)
    .where('organisation_id', '=', organisation)
    .where('answered_on', '<', first.request)
    .executeTakeFirstOrThrow();
  return {
    people,
    invitations: invitations.count,
    links,
    requests: requests.count,
  };
}

/** Before every day of ours: nothing goes. */
const NEVER = '0001-01-01';

/** The first day of which things are kept, of each kind: in England, whatever time zone the database is in. */
function firstDays(retention: Retention, now: Date) {
  const first = (months: number | null) =>
    months === null ? NEVER : monthsEarlier(dayAt(now), months);
  return {
    left: first(retention.left_months),
    invitation: first(retention.invitation_months),
    link: first(retention.link_months),
    request: first(retention.request_months),
  };
}

/**
 * Deletes what is older than the school keeps, and erases who left long ago. Gives what went.
 * @throws Problem 403 by the table of permissions.
 */
export async function applyRetention(context: AppContext, member: Member): Promise<Overdue> {
  assertMay(member, 'data.keep');
  const organisation = member.organisation.id;
  const now = context.clock();
  const overdue = await context.storage.write(scopeOf(member), async (db) => {
    const retention = await findRetention(db, organisation);
    const found = await previewRetention(db, organisation, retention, now);
    const first = firstDays(retention, now);
    if (retention.invitation_months !== null) {
      await deleteExpiredInvitations(db, organisation, dayStart(first.invitation));
    }
    if (retention.request_months !== null) {
      await db
        .deleteFrom('data_requests')
        .where('organisation_id', '=', organisation)
        .where('answered_on', '<', first.request)
        .execute();
    }
    await recordBy(db, context, member, peopleEvents, {
      verb: 'retention.applied',
      subject: { kind: 'organisation', id: organisation },
      after: {
        people: found.people.length,
        invitations: found.invitations,
        links: found.links.length,
        requests: found.requests,
      },
    });
    return found;
  });
  const by = { person: member.person.id, channel: 'page' } as const;
  for (const { id } of [...overdue.people, ...overdue.links]) {
    if (await isGoneEverywhere(context, id)) await erasePerson(context, id, by);
  }
  return overdue;
}

const isGoneEverywhere = (context: AppContext, person: string): Promise<boolean> =>
  context.storage.read({ organisation: null, person }, async (db) => {
    const row = await db
      .selectFrom('memberships')
      .select('person_id')
      .where('person_id', '=', person)
      .where('ended_at', 'is', null)
      .limit(1)
      .executeTakeFirst();
    return row === undefined;
  });
