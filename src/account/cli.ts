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
    text: `${link}\nIt works once, within an hour. Give it to the person themselves, by a way that you trust.`,
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
      subject: 'Your second step was removed from Waymark',
      text: 'Whoever looks after Waymark removed your code app, recovery codes and passkeys. Your password alone opens your account now.',
    });
    return person.name;
  });
  call.print({
    json: { cleared: true },
    text: `${name} signs in with the password alone now: code app, recovery codes and passkeys are gone, every device is signed out, API tokens are revoked, and calendar addresses open nothing any more.`,
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
  call.print({ json: { unlocked: true }, text: `${name} can try again at once.` });
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
    text: `${sessions} API tokens are revoked, and calendar addresses open nothing any more.`,
  });
}

async function changeEmail(call: Call): Promise<void> {
  const email = parse(emailAddress, call.operands[1] ?? '');
  const name = await about(call, async (db, context, person) => {
    await notifyPerson(db, context, person.id, {
      subject: 'Your Waymark e-mail address was changed',
      text: 'Whoever looks after Waymark changed the e-mail address that you sign in with. This one no longer works there.',
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
    summary: 'Print a link with which a person chooses a new password.',
    run: resetLink,
  },
  {
    name: 'person clear-second-factor',
    operands: 'EMAIL',
    summary: 'Take code app, recovery codes and passkeys off an account.',
    run: clearSecondFactor,
  },
  {
    name: 'person unlock',
    operands: 'EMAIL',
    summary: 'Let a person try again after too many wrong passwords or codes.',
    run: unlock,
  },
  {
    name: 'person end-sessions',
    operands: 'EMAIL',
    summary: 'Sign a person out everywhere, and end their API tokens and calendar addresses.',
    run: endSessions,
  },
  {
    name: 'person change-email',
    operands: 'OLD NEW',
    summary: 'Change the address that a person signs in with.',
    run: changeEmail,
  },
];
