/** The verbs of whoever was invited: accepting with a new account, or with one's own. An invitation lets in one. */

import { assertStrongPassword } from '../account/password-strength.js';
import { hashPassword } from '../account/passwords.js';
import { addPassword, addPersonUnlessKnown, isEmailVerified } from '../account/people-store.js';
import { openSession, workInOrganisation } from '../account/sessions.js';
import type { SignedIn } from '../platform/access/route.js';
import { record } from '../platform/history/history.js';
import { conflict } from '../platform/problems.js';
import type { AppContext } from '../platform/storage/context.js';
import { type Db, installation } from '../platform/storage/transaction.js';
import { peopleEvents } from './events.js';
import { findInvitationByToken, holdInvitation, type OpenInvitation } from './invitation-store.js';

const find = (context: AppContext, token: string) =>
  context.storage.read(installation, (db) => findInvitationByToken(db, token, context.clock()));

/** The scope of an acceptance: the school that the token names, in the name of the installation. */
const scopeOfInvited = ({ organisationId }: OpenInvitation, person: string | null) => ({
  ...installation,
  organisation: organisationId,
  person,
});

/**
 * Somebody new accepts: makes their account and signs them in. Gives a session's token.
 * @throws Problem 404 `invitation.closed`; 409 `invitation.account-exists` when the address has an account; 422 `password.weak`.
 */
export async function acceptAsNew(
  context: AppContext,
  token: string,
  input: { name: string; password: string; device: string },
): Promise<{ session: string; school: string }> {
  const invited = await find(context, token);
  const known = [input.name, invited.email, invited.organisationName];
  await assertStrongPassword(input.password, known);
  const hash = await hashPassword(input.password);
  return context.storage.write(scopeOfInvited(invited, null), async (db) => {
    const invitation = await holdInvitation(db, token, context.clock());
    const person = context.id();
    const now = context.clock();
    const { name } = input;
    const { email, isMailed } = invitation;
    const email_verified_at = isMailed ? now : null;
    const added = { id: person, name, email, email_verified_at, created_at: now };
    if (!(await addPersonUnlessKnown(db, added))) {
      throw conflict(
        'invitation.account-exists',
        'There is already an account with this address. Sign in to join.',
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
 * @throws Problem 404 `invitation.closed`; 409 `invitation.member-already`, `e-mail.unverified` when it would be a
 * second school of an account whose address nobody has proved.
 */
export async function acceptAsSelf(
  context: AppContext,
  token: string,
  actor: SignedIn,
): Promise<string> {
  const scope = scopeOfInvited(await find(context, token), actor.person.id);
  return context.storage.write(scope, async (db) => {
    const invitation = await holdInvitation(db, token, context.clock());
    await holdPerson(db, actor.person.id);
    if (await isKeptOut(db, actor.person.id, invitation.organisationId)) throw unverified();
    await join(db, context, invitation, actor.person.id);
    const session = { id: actor.session.id, person: actor.person.id };
    await workInOrganisation(db, session, invitation.organisationId);
    return invitation.organisationName;
  });
}

/** Of several schools that one person joins at the same moment, one is the first. */
async function holdPerson(db: Db, person: string): Promise<void> {
  await db.selectFrom('persons').select('id').where('id', '=', person).forUpdate().execute();
}

/**
 * True when this would be another school than the account was made for, and nobody has proved its address: whoever
 * made it may still know ways in, and would come along.
 */
export async function isKeptOut(db: Db, person: string, organisation: string): Promise<boolean> {
  if (await isEmailVerified(db, person)) return false;
  const elsewhere = await db
    .selectFrom('memberships')
    .select('organisation_id')
    .where('person_id', '=', person)
    .where('organisation_id', '!=', organisation)
    .executeTakeFirst();
  return elsewhere !== undefined;
}

const unverified = () =>
  conflict(
    'e-mail.unverified',
    'The email address of this account has not been confirmed yet, so it cannot join a second school. Reset your password first.',
  );

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
    throw conflict('invitation.member-already', 'You already belong to this school.');
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
