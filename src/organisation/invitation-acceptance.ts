/** The verbs of whoever was invited: accepting with a new account, or with one's own. An invitation lets in one. */

import { assertStrongPassword } from '../account/password-strength.js';
import { hashPassword } from '../account/passwords.js';
import { addPassword, addPersonUnlessKnown } from '../account/people-store.js';
import { openSession, workInOrganisation } from '../account/sessions.js';
import type { SignedIn } from '../platform/access/route.js';
import { record } from '../platform/history/history.js';
import { conflict } from '../platform/problems.js';
import type { AppContext } from '../platform/storage/context.js';
import { type Db, installation } from '../platform/storage/transaction.js';
import { peopleEvents } from './events.js';
import { findInvitationByToken, holdInvitation, type OpenInvitation } from './invitation-store.js';

/** The scope of an acceptance: the school that the token names, in the name of the installation. */
async function scopeOfToken(context: AppContext, token: string, person: string | null) {
  const { organisationId } = await context.storage.read(installation, (db) =>
    findInvitationByToken(db, token, context.clock()),
  );
  return { ...installation, organisation: organisationId, person };
}

/**
 * Somebody new accepts: makes their account and signs them in. Gives a session's token.
 * @throws Problem 404 `invitation.closed`; 409 `invitation.account-exists` when the address has an account; 422 `password.weak`.
 */
export async function acceptAsNew(
  context: AppContext,
  token: string,
  input: { name: string; password: string; device: string },
): Promise<{ session: string; school: string }> {
  const scope = await scopeOfToken(context, token, null);
  await assertStrongPassword(input.password, [input.name]);
  const hash = await hashPassword(input.password);
  return context.storage.write(scope, async (db) => {
    const invitation = await holdInvitation(db, token, context.clock());
    const person = context.id();
    const now = context.clock();
    const { name } = input;
    const added = { id: person, name, email: invitation.email, created_at: now };
    if (!(await addPersonUnlessKnown(db, added))) {
      throw conflict(
        'invitation.account-exists',
        'There is an account with this address already. Sign in to join with it.',
      );
    }
    await addPassword(db, person, hash, now);
    await join(db, context, invitation, person);
    const session = await openSession(db, context, person, input.device);
    return { session, school: invitation.organisationName };
  });
}

/**
 * Somebody who is signed in accepts, and works in the new school from now on. Gives its name.
 * @throws Problem 404 `invitation.closed`; 409 `invitation.member-already`.
 */
export async function acceptAsSelf(
  context: AppContext,
  token: string,
  actor: SignedIn,
): Promise<string> {
  const scope = await scopeOfToken(context, token, actor.person.id);
  return context.storage.write(scope, async (db) => {
    const invitation = await holdInvitation(db, token, context.clock());
    await join(db, context, invitation, actor.person.id);
    const session = { id: actor.session.id, person: actor.person.id };
    await workInOrganisation(db, session, invitation.organisationId);
    return invitation.organisationName;
  });
}

async function join(
  db: Db,
  context: AppContext,
  invitation: OpenInvitation,
  person: string,
): Promise<void> {
  const now = context.clock();
  const { organisationId: organisation_id, role, title, isOwner: is_owner } = invitation;
  const { numInsertedOrUpdatedRows: joined } = await db
    .insertInto('memberships')
    .values({ organisation_id, person_id: person, role, title, is_owner, started_at: now })
    .onConflict((known) =>
      known
        .columns(['organisation_id', 'person_id'])
        .doUpdateSet((set) => ({
          role,
          title,
          is_owner,
          started_at: now,
          ended_at: null,
          version: set('memberships.version', '+', 1),
        }))
        .where('memberships.ended_at', 'is not', null),
    )
    .executeTakeFirstOrThrow();
  if (joined === 0n) {
    throw conflict('invitation.member-already', 'You are in this school already.');
  }
  await db
    .updateTable('invitations')
    .set({ accepted_at: now, accepted_by: person })
    .where('organisation_id', '=', organisation_id)
    .where('id', '=', invitation.id)
    .execute();
  await record(db, context, peopleEvents, {
    organisation: organisation_id,
    person,
    verb: 'invitation.accepted',
    subject: { kind: 'person', id: person },
    after: { role, is_owner },
  });
}
