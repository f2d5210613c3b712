/** Commands about a person's way in, for whoever looks after the installation. */

import { findPerson } from '../platform/access/command-helpers.js';
import { emailAddress } from '../platform/access/member.js';
import type { Call, Command } from '../platform/commands.js';
import { record } from '../platform/history/history.js';
import { servedAddress } from '../platform/served-address.js';
import type { AppContext } from '../platform/storage/context.js';
import { type Db, installation } from '../platform/storage/transaction.js';
import { parse } from '../platform/web/form.js';
import { putEmail } from './account-changes.js';
import { revokeApiTokensOf } from './api-tokens.js';
import { clearAttempts } from './attempt-limits.js';
import { dropCalendarFeeds } from './calendar-feeds.js';
import { notifyPerson } from './emails.js';
import { signInEvents } from './events.js';
import { makeResetLink } from './lost-password.js';
import { LINK_MINUTES } from './one-time-links.js';
import { endSessionsOf } from './sessions.js';

type Person = Awaited<ReturnType<typeof findPerson>>;

/** One transaction about the person whose address comes first. */
async function about<T>(
  call: Call,
  work: (db: Db, context: AppContext, person: Person) => Promise<T>,
): Promise<T> {
  const context = await call.context();
  return context.storage.write(installation, async (db) =>
    work(db, context, await findPerson(db, call.operands[0])),
  );
}

async function note(
  db: Db,
  context: AppContext,
  person: Person,
  verb: 'second-step.cleared' | 'sign-in.unlocked' | 'sessions.ended' | 'e-mail.changed',
): Promise<void> {
  await record(db, context, signInEvents, {
    organisation: null,
    person: null,
    channel: 'command',
    verb,
    subject: { kind: 'person', id: person.id },
  });
}

async function resetLink(call: Call): Promise<void> {
  const path = await about(call, (db, context, { id }) => makeResetLink(db, context, id));
  const link = `${await servedAddress(await call.context())}${path}`;
  call.print({
    json: { link, minutes: LINK_MINUTES },
    text: `${link}\nIt works once and expires in an hour. Give it to the person yourself, in a way you trust.`,
  });
}

async function clearSecondFactor(call: Call): Promise<void> {
  const name = await about(call, async (db, context, person) => {
    for (const table of ['second_steps', 'code_apps', 'recovery_codes', 'passkeys'] as const) {
      await db.deleteFrom(table).where('person_id', '=', person.id).execute();
    }
    await clearAttempts(db, [{ kind: 'code', who: person.id }]);
    await endSessionsOf(db, person.id);
    await revokeApiTokensOf(db, person.id);
    await dropCalendarFeeds(db, person.id);
    await note(db, context, person, 'second-step.cleared');
    await notifyPerson(db, context, person.id, {
      subject: 'Two-step sign-in was turned off for your Waymark account',
      text: 'Your Waymark administrator removed your authenticator app, recovery codes and passkeys. You now sign in with your password only.',
    });
    return person.name;
  });
  call.print({
    json: { cleared: true },
    text: `${name} now signs in with the password only. Their authenticator app, recovery codes and passkeys are removed, every device is signed out, API tokens are revoked and calendar addresses no longer work.`,
  });
}

async function unlock(call: Call): Promise<void> {
  const name = await about(call, async (db, context, person) => {
    await clearAttempts(db, [
      { kind: 'account', who: person.email },
      { kind: 'proof', who: person.id },
      { kind: 'code', who: person.id },
      { kind: 'mail', who: person.email },
    ]);
    // A browser that was known is counted afresh, together with every other one.
    await db.deleteFrom('known_devices').where('person_id', '=', person.id).execute();
    await note(db, context, person, 'sign-in.unlocked');
    return person.name;
  });
  call.print({ json: { unlocked: true }, text: `${name} can try again now.` });
}

async function endSessions(call: Call): Promise<void> {
  const count = await about(call, async (db, context, person) => {
    const ended = await endSessionsOf(db, person.id);
    await revokeApiTokensOf(db, person.id);
    await dropCalendarFeeds(db, person.id);
    await note(db, context, person, 'sessions.ended');
    return ended;
  });
  const sessions = count === 1 ? '1 session has ended.' : `${count} sessions have ended.`;
  call.print({
    json: { ended: count },
    text: `${sessions} API tokens are revoked, and calendar addresses no longer work.`,
  });
}

async function changeEmail(call: Call): Promise<void> {
  const email = parse(emailAddress, call.operands[1] ?? '');
  const name = await about(call, async (db, context, person) => {
    await notifyPerson(db, context, person.id, {
      subject: 'Your Waymark email address was changed',
      text: 'Your Waymark administrator changed the email address you sign in with. This one no longer works there.',
    });
    await putEmail(db, person.id, email, null);
    await note(db, context, person, 'e-mail.changed');
    return person.name;
  });
  call.print({ json: { email }, text: `${name} signs in with ${email} now.` });
}

/** The commands of the people's feature about signing in. */
export const signInCommands: Command[] = [
  {
    name: 'person reset-link',
    operands: 'EMAIL',
    summary: 'Print a link to reset a person’s password.',
    run: resetLink,
  },
  {
    name: 'person clear-second-factor',
    operands: 'EMAIL',
    summary: 'Remove the authenticator app, recovery codes and passkeys from an account.',
    run: clearSecondFactor,
  },
  {
    name: 'person unlock',
    operands: 'EMAIL',
    summary: 'Unlock an account after too many wrong passwords or codes.',
    run: unlock,
  },
  {
    name: 'person end-sessions',
    operands: 'EMAIL',
    summary: 'Sign a person out everywhere, and revoke their API tokens and calendar addresses.',
    run: endSessions,
  },
  {
    name: 'person change-email',
    operands: 'OLD NEW',
    summary: 'Change the email address a person signs in with.',
    run: changeEmail,
  },
];
