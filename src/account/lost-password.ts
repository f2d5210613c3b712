/**
 * A lost password: a link to choose a new one, mailed to the address of the account or made by whoever runs the
 * installation, who makes sure who it is. No inviter ever sees one, so that using it shows whose the address is.
 */

import { record } from '../platform/history/history.js';
import { mailOrigin, queueMail } from '../platform/mail/outbox.js';
import type { AppContext } from '../platform/storage/context.js';
import { type Db, installation } from '../platform/storage/transaction.js';
import { isolated } from '../platform/web/html.js';
import { clearAttempts, countAttempts } from './attempt-limits.js';
import { notifyPerson } from './emails.js';
import { signInEvents } from './events.js';
import { isKnownDevice } from './known-devices.js';
import { findLink, makeLink, takeLink } from './one-time-links.js';
import { assertStrongPassword } from './password-strength.js';
import { hashPassword } from './passwords.js';
import { isEmailVerified, markEmailVerified, putPassword } from './people-store.js';
import { note, withCode } from './second-step.js';
import { asksSecondStep, type Caller } from './sign-in.js';
import { dropWaysIn, listWaysIn, type WayIn } from './ways-in.js';

/**
 * Mails a link to choose a new password, if there is such a person. The caller answers the same either way.
 * @throws Problem 429 `attempts.throttled` after several mails to one address, or many requests from one network.
 */
export async function mailResetLink(
  context: AppContext,
  email: string,
  caller: Pick<Caller, 'network' | 'knownDevice'>,
): Promise<void> {
  const origin = mailOrigin(context);
  if (!origin) return;
  const isKnown = await context.storage.read(installation, (db) =>
    isKnownDevice(db, context, caller.knownDevice, email),
  );
  await countAttempts(context, [
    { kind: 'mail', who: email },
    ...(isKnown ? [] : [{ kind: 'address', who: caller.network } as const]),
  ]);
  await context.storage.write(installation, async (db) => {
    const found = await db
      .selectFrom('persons')
      .select(['id', 'name'])
      .where('email', '=', email)
      .where('erased_at', 'is', null)
      .executeTakeFirst();
    if (!found) return;
    const token = await makeLink(db, context, { kind: 'password', person: found.id, email: null });
    await queueMail(db, context, {
      to: email,
      subject: 'Reset your Waymark password',
      text: `Hello ${isolated(found.name)}\n\nOpen this link to choose a new password for Waymark. It works once and expires in an hour.\n\n${origin}/new-password/${token}\n\nIf you did not ask for this, you can ignore this email. Nothing changes.`,
    });
    await note(db, context, found.id, 'password.link-mailed');
  });
}

/** Makes a link for whoever looks after the installation to pass on. Gives its path. */
export async function makeResetLink(db: Db, context: AppContext, person: string): Promise<string> {
  const token = await makeLink(db, context, { kind: 'password', person, email: null });
  await record(db, context, signInEvents, {
    organisation: null,
    person: null,
    channel: 'command',
    verb: 'password.link-made',
    subject: { kind: 'person', id: person },
  });
  await notifyPerson(db, context, person, {
    subject: 'A link to reset your Waymark password was created',
    text: 'Your Waymark administrator created a link to reset your password. It works once and expires in an hour.',
  });
  return `/new-password/${token}`;
}

/** What the page of a link shows. */
export interface ResetShown {
  ways: WayIn[];
  /** The second step has to be shown as well: a mailbox alone opens no account that asks for one. */
  asksCode: boolean;
}

/**
 * Looks at a link; it goes on working. `signedInAs` is whoever is signed in in this browser.
 * @throws Problem 404 `link.ended`
 */
export async function findReset(
  context: AppContext,
  token: string,
  signedInAs: string | null,
): Promise<ResetShown> {
  return context.storage.read(installation, async (db) => {
    const { person } = await findLink(db, context, 'password', token);
    return {
      ways: await listWaysIn(db, context, person),
      asksCode: person !== signedInAs && (await mustShowSecondStep(db, person)),
    };
  });
}

/**
 * An account that asks for a second step asks for it here too, once its address is proved. Before that the second step
 * may be that of somebody who made the account for an address which was not theirs.
 */
const mustShowSecondStep = async (db: Db, person: string): Promise<boolean> =>
  (await asksSecondStep(db, person)) && (await isEmailVerified(db, person));

export interface Reset {
  fresh: string;
  /** The keys of the ways in that stay. */
  keep: readonly string[];
  /** A code from the app, or a recovery code, where one is asked for. */
  code: string;
  signedInAs: string | null;
}

/**
 * Sets a new password through a link, and with it proves the address. Every other way in goes unless it is kept; held
 * attempts are forgotten.
 * @throws Problem 404 `link.ended`; 422 `password.weak`, `code.refused`; 429 `attempts.throttled`.
 */
export async function resetPassword(
  context: AppContext,
  token: string,
  { fresh, keep, code, signedInAs }: Reset,
): Promise<void> {
  const link = await context.storage.read(installation, (db) =>
    findLink(db, context, 'password', token),
  );
  const known = [link.name, link.currentEmail ?? '', ...(await schoolsOf(context, link.person))];
  await assertStrongPassword(fresh, known, 'fresh');
  const hash = await hashPassword(fresh);
  const { asksCode } = await findReset(context, token, signedInAs);
  const finish = (db: Db) => putNewPassword(db, context, { token, hash, keep });
  await (asksCode
    ? withCode(context, link.person, code, finish)
    : context.storage.write(installation, finish));
}

/** The names of the schools that somebody is in. */
async function schoolsOf(context: AppContext, person: string): Promise<string[]> {
  const rows = await context.storage.read(installation, (db) =>
    db
      .selectFrom('memberships as m')
      .innerJoin('organisations as o', 'o.id', 'm.organisation_id')
      .select('o.name')
      .where('m.person_id', '=', person)
      .where('m.ended_at', 'is', null)
      .execute(),
  );
  return rows.map(({ name }) => name);
}

async function putNewPassword(
  db: Db,
  context: AppContext,
  { token, hash, keep }: { token: string; hash: string; keep: readonly string[] },
): Promise<void> {
  const { person, currentEmail } = await takeLink(db, context, 'password', token);
  await putPassword(db, person, hash, context.clock());
  await markEmailVerified(db, person, context.clock());
  const { dropped, kept } = await dropWaysIn(db, context, person, keep);
  await clearAttempts(db, [
    { kind: 'account', who: currentEmail ?? '' },
    { kind: 'proof', who: person },
  ]);
  await note(db, context, person, 'password.reset');
  const list = (what: string, ways: WayIn[]) =>
    ways.length > 0
      ? `\n\n${what}\n${ways.map(({ words }) => `- ${isolated(words)}`).join('\n')}`
      : '';
  await notifyPerson(db, context, person, {
    subject: 'Your Waymark password was changed',
    text: `Your Waymark password was reset by a link.${list('These no longer work, and any device signed in with them is signed out:', dropped)}${list('These were kept and still work:', kept)}`,
  });
}
