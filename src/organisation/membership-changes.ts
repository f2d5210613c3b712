/** The verbs of belonging to a school: roles, owners, removing and letting back in, taking over, switching. */

import { z } from 'zod';
import { workInOrganisation } from '../account/sessions.js';
import type { Confirm } from '../account/step-up.js';
import { EVERY_ROLE, type Member, scopeOf } from '../platform/access/member.js';
import { changeIdempotently, type How, recordBy } from '../platform/access/member-changes.js';
import type { SignedIn } from '../platform/access/route.js';
import type { Happened } from '../platform/history/history.js';
import { conflict, notFound } from '../platform/problems.js';
import type { AppContext } from '../platform/storage/context.js';
import type { RoleWord } from '../platform/storage/tables/people.js';
import type { Db } from '../platform/storage/transaction.js';
import { peopleEvents } from './events.js';
import { findMembership, type MembershipRow } from './organisation-store.js';
import { assertMay } from './permissions.js';

export const membershipInput = z.object({
  role: z.enum(EVERY_ROLE as [RoleWord, ...RoleWord[]], 'Choose a role'),
  title: z
    .string()
    .trim()
    .max(80, 'Enter a job title of at most 80 characters')
    .transform((text) => text || null)
    .default(null),
  owner: z
    .string()
    .default('')
    .transform((text) => text === 'yes'),
});
export type MembershipInput = z.infer<typeof membershipInput>;

/** Reads a membership for a change, so that two changes of owners cannot pass each other. */
async function hold(db: Db, member: Member, person: string): Promise<MembershipRow> {
  await db
    .selectFrom('memberships')
    .select('person_id')
    .where('organisation_id', '=', member.organisation.id)
    .where((or) => or.or([or('is_owner', '=', true), or('person_id', '=', person)]))
    .orderBy('person_id')
    .forUpdate()
    .execute();
  return findMembership(db, member.organisation.id, person);
}

/**
 * @throws Problem 409 `membership.last-owner`: a school always has somebody who owns it.
 */
export async function assertAnotherOwnerOf(
  db: Db,
  organisation: string,
  person: string,
): Promise<void> {
  const other = await db
    .selectFrom('memberships')
    .select('person_id')
    .where('organisation_id', '=', organisation)
    .where('is_owner', '=', true)
    .where('ended_at', 'is', null)
    .where('person_id', '!=', person)
    .limit(1)
    .executeTakeFirst();
  if (other) return;
  throw conflict(
    'membership.last-owner',
    'A school must have at least one account owner. Make someone else an account owner first.',
  );
}

async function save(
  db: Db,
  context: AppContext,
  member: Member,
  {
    person,
    version,
    set,
    ...happened
  }: Happened<typeof peopleEvents> & {
    person: string;
    version: number;
    set: Partial<{
      role: RoleWord;
      title: string | null;
      is_owner: boolean;
      ended_at: Date | null;
      started_at: Date;
    }>;
  },
): Promise<void> {
  await db
    .updateTable('memberships')
    .set({ ...set, version: version + 1 })
    .where('organisation_id', '=', member.organisation.id)
    .where('person_id', '=', person)
    .execute();
  await recordBy(db, context, member, peopleEvents, {
    subject: { kind: 'person', id: person },
    ...happened,
  });
}

/**
 * Changes what somebody may do in the school.
 * @throws Problem 403 by the table of permissions, and `step-up.needed` where an owner is made or changed; 409
 * `membership.changed`, `membership.ended`, `membership.last-owner`.
 */
export async function changeMembership(
  context: AppContext,
  member: Member,
  person: string,
  input: MembershipInput,
  version: number,
  confirm: Confirm,
): Promise<void> {
  assertMay(member, 'people.change');
  await context.storage.write(scopeOf(member), async (db) => {
    const was = await hold(db, member, person);
    if (was.isOwner || input.owner) {
      assertMay(member, 'people.change-owner');
      confirm();
    }
    if (was.endedAt) throw conflict('membership.ended', `${was.name} no longer has access.`);
    if (was.version !== version) {
      throw conflict(
        'membership.changed',
        `Someone else has just changed what ${was.name} can do. Check it, then choose again.`,
      );
    }
    if (was.isOwner && !input.owner) await assertAnotherOwnerOf(db, member.organisation.id, person);
    const before = { role: was.role, title: was.title, is_owner: was.isOwner };
    const after = { role: input.role, title: input.title, is_owner: input.owner };
    const names = (['role', 'title', 'is_owner'] as const).filter(
      (name) => before[name] !== after[name],
    );
    if (names.length === 0) return;
    const only = (from: typeof before) =>
      Object.fromEntries(names.map((name) => [name, from[name]]));
    await save(db, context, member, {
      person,
      version,
      verb: 'membership.changed',
      set: after,
      before: only(before),
      after: only(after),
    });
  });
}

/**
 * Ends somebody's part in the school, or one's own. Every request of theirs is refused from now on: what a session
 * may do is looked up in the memberships each time.
 * @throws Problem 403 by the table, and `step-up.needed` for an owner; 409 `membership.last-owner`.
 */
export async function removeMember(
  context: AppContext,
  member: Member,
  person: string,
  confirm: Confirm,
): Promise<void> {
  const isSelf = person === member.person.id;
  if (!isSelf) assertMay(member, 'people.change');
  await context.storage.write(scopeOf(member), async (db) => {
    const was = await hold(db, member, person);
    if (was.endedAt) return;
    if (was.isOwner) {
      if (!isSelf) assertMay(member, 'people.change-owner');
      confirm();
      await assertAnotherOwnerOf(db, member.organisation.id, person);
    }
    await save(db, context, member, {
      person,
      version: was.version,
      verb: isSelf ? 'membership.left' : 'membership.ended',
      set: { ended_at: context.clock(), is_owner: false },
      before: { role: was.role, is_owner: was.isOwner },
    });
  });
}

/**
 * Lets somebody back in, in the role that they had, not as an owner.
 * @throws Problem 403 by the table; 409 `membership.running` when they are in.
 */
export async function restoreMember(
  context: AppContext,
  member: Member,
  person: string,
  { key }: How = { key: null },
): Promise<void> {
  assertMay(member, 'people.change');
  await changeIdempotently(context, member, key, async (db) => {
    const was = await hold(db, member, person);
    if (!was.endedAt) throw conflict('membership.running', `${was.name} already has access.`);
    if (was.email === null) {
      throw conflict('person.erased', 'This person’s data has been erased. Invite them again.');
    }
    await save(db, context, member, {
      person,
      version: was.version,
      verb: 'membership.restored',
      set: { ended_at: null, started_at: context.clock() },
      after: { role: was.role },
    });
  });
}

/**
 * An owner becomes careers leader, when the one before has left.
 * @throws Problem 403 `owner.only-owners`.
 */
export async function takeOver(context: AppContext, member: Member): Promise<void> {
  assertMay(member, 'people.take-over');
  await context.storage.write(scopeOf(member), async (db) => {
    const was = await hold(db, member, member.person.id);
    if (was.role === 'careers leader') return;
    await save(db, context, member, {
      person: member.person.id,
      version: was.version,
      verb: 'membership.taken-over',
      set: { role: 'careers leader' },
      before: { role: was.role },
      after: { role: 'careers leader' },
    });
  });
}

/**
 * Goes to work in another school of one's own: this session, and no other.
 * @throws Problem 404 `school.unknown` for a school that the person is not in.
 */
export async function switchSchool(
  context: AppContext,
  actor: SignedIn,
  organisation: string,
): Promise<void> {
  const scope = { organisation: null, person: actor.person.id };
  await context.storage.write(scope, async (db) => {
    const own = await db
      .selectFrom('memberships')
      .select('role')
      .where('organisation_id', '=', organisation)
      .where('person_id', '=', actor.person.id)
      .where('ended_at', 'is', null)
      .executeTakeFirst();
    if (!own) throw notFound('school.unknown', 'You do not belong to this school.');
    const session = { id: actor.session.id, person: actor.person.id };
    await workInOrganisation(db, session, organisation);
  });
}
