/** The verbs of a person's own account: name, e-mail address, password, sessions. */

import { mailOrigin, queueMail } from '../platform/mail/outbox.js';
import { conflict } from '../platform/problems.js';
import type { AppContext } from '../platform/storage/context.js';
import { type Db, installation } from '../platform/storage/transaction.js';
import { isolated } from '../platform/web/html.js';
import { revokeApiTokensOf } from './api-tokens.js';
import { countAttempts } from './attempt-limits.js';
import { notifyPerson } from './emails.js';
import { linkEnded, makeLink, takeLink } from './one-time-links.js';
import { assertStrongPassword } from './password-strength.js';
import { hashPassword } from './passwords.js';
import { putPassword } from './people-store.js';
import { note } from './second-step.js';
import { endSessionsOf, renewSession } from './sessions.js';
import { assertOwnPassword } from './step-up.js';

/**
 * Changes a person's own name.
 * @throws Problem 409 `person.changed` when it was changed elsewhere meanwhile.
 */
export async function changeName(
  context: AppContext,
  person: string,
  { name, version }: { name: string; version: number },
): Promise<void> {
  await context.storage.write({ ...installation, person }, async (db) => {
    const before = await db
      .selectFrom('persons')
      .select(['name', 'version'])
      .where('id', '=', person)
      .forUpdate()
      .executeTakeFirstOrThrow();
    if (before.name === name) return;
    if (before.version !== version) {
      throw conflict(
        'person.changed',
        `Your name was changed to "${before.name}" in another window. Enter it again if that is wrong.`,
      );
    }
    await db
      .updateTable('persons')
      .set((eb) => ({ name, version: eb('version', '+', 1) }))
      .where('id', '=', person)
      .execute();
    // No names in the history: they are looked up when it is read, so that erasure reaches them.
    await note(db, context, person, 'person.renamed');
  });
}

/**
 * Changes the password of somebody signed in; every other session ends with it, and every API token. Gives this session's new token.
 * @throws Problem 422 `password.wrong`, `password.weak`; 429 `attempts.throttled`.
 */
export async function changePassword(
  context: AppContext,
  person: { id: string; known: string[] },
  session: string,
  { current, fresh }: { current: string; fresh: string },
): Promise<string | null> {
  const has = await hasPassword(context, person.id);
  if (has) await assertOwnPassword(context, person.id, current, 'current');
  await assertStrongPassword(fresh, person.known, 'fresh');
  const hash = await hashPassword(fresh);
  return context.storage.write({ ...installation, person: person.id }, async (db) => {
    await putPassword(db, person.id, hash, context.clock());
    await endSessionsOf(db, person.id, { except: session });
    await revokeApiTokensOf(db, person.id);
    await note(db, context, person.id, 'password.changed');
    await notifyPerson(db, context, person.id, {
      subject: 'Your Waymark password was changed',
      text: 'The password of your Waymark account was changed, every other device was signed out, and API tokens were revoked.',
    });
    return renewSession(db, context, session);
  });
}

/** True when the person signs in with a password at all. */
export async function hasPassword(context: AppContext, person: string): Promise<boolean> {
  const row = await context.storage.read(installation, (db) =>
    db
      .selectFrom('passwords')
      .select('person_id')
      .where('person_id', '=', person)
      .executeTakeFirst(),
  );
  return row !== undefined;
}

/**
 * Mails a link to a new address, which becomes the person's once it is opened. An address that belongs to somebody
 * else gets a mail that says so, and the page says the same as ever.
 * @throws Problem 409 `mail.none` when no link can be mailed; 429 `attempts.throttled`.
 */
export async function askForNewEmail(
  context: AppContext,
  person: { id: string; name: string; email: string | null },
  email: string,
): Promise<void> {
  const origin = mailOrigin(context);
  if (!origin) {
    throw conflict(
      'mail.none',
      'This copy of Waymark does not send email. Ask your Waymark administrator to change your address.',
    );
  }
  await countAttempts(context, [
    { kind: 'mail', who: person.id },
    { kind: 'mail', who: email },
  ]);
  await context.storage.write({ ...installation, person: person.id }, async (db) => {
    const taken = await db
      .selectFrom('persons')
      .select('id')
      .where('email', '=', email)
      .executeTakeFirst();
    if (taken) {
      await queueMail(db, context, {
        to: email,
        subject: 'Someone asked to use this address for Waymark',
        text: 'Someone who is signed in to Waymark asked to use this email address, but it already belongs to an account. Nothing has changed.',
      });
      return;
    }
    const token = await makeLink(db, context, { kind: 'e-mail', person: person.id, email });
    await queueMail(db, context, {
      to: email,
      subject: 'Confirm your new address for Waymark',
      text: `Hello ${isolated(person.name)}\n\nOpen this link to sign in to Waymark with this address from now on. It works once and expires in an hour.\n\n${origin}/account/email/${token}\n\nIf you did not ask for this, you can ignore this email. Nothing changes.`,
    });
    await note(db, context, person.id, 'e-mail.asked');
  });
}

/**
 * Takes the confirmed address over. The old one is told.
 * @throws Problem 404 `link.ended`, for a link of somebody else too; 409 `e-mail.taken`.
 */
export async function confirmEmail(
  context: AppContext,
  person: string,
  token: string,
): Promise<string> {
  return context.storage.write({ ...installation, person }, async (db) => {
    const link = await takeLink(db, context, 'e-mail', token);
    const email = link.email ?? '';
    if (link.person !== person) throw linkEnded();
    await notifyPerson(db, context, person, {
      subject: 'Your Waymark email address was changed',
      text: 'You now sign in to Waymark with another email address. This one no longer works there.',
    });
    await putEmail(db, person, email, context.clock());
    await note(db, context, person, 'e-mail.changed');
    return email;
  });
}

/**
 * Puts another address in the place of a person's, proved at that moment, or by nobody yet.
 * @throws Problem 409 `e-mail.taken`.
 */
export async function putEmail(
  db: Db,
  person: string,
  email: string,
  verifiedAt: Date | null,
): Promise<void> {
  const taken = await db
    .selectFrom('persons')
    .select('id')
    .where('email', '=', email)
    .where('id', '!=', person)
    .executeTakeFirst();
  if (taken) throw conflict('e-mail.taken', 'Someone else now uses this address in Waymark.');
  await db
    .updateTable('persons')
    .set((eb) => ({ email, email_verified_at: verifiedAt, version: eb('version', '+', 1) }))
    .where('id', '=', person)
    .execute();
  // A link that was mailed to the old address must not open the account any more.
  await db.deleteFrom('one_time_links').where('person_id', '=', person).execute();
}

/** Ends one of a person's sessions, or all but the one in use. Gives how many ended. */
export async function endOwnSessions(
  context: AppContext,
  person: string,
  which: { only: string } | { except: string },
): Promise<number> {
  return context.storage.write({ ...installation, person }, async (db) => {
    const count = await endSessionsOf(db, person, which);
    if (count > 0) await note(db, context, person, 'sessions.ended', { count });
    return count;
  });
}
