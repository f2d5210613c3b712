/** The verbs of signing in: from a proof of who somebody is to a session. */

import { record } from '../platform/history/history.js';
import { listOwnNotices } from '../platform/mail/notices.js';
import { Problem } from '../platform/problems.js';
import type { AppContext } from '../platform/storage/context.js';
import { type Db, installation, signingIn } from '../platform/storage/transaction.js';
import { clearAttempts, countAttempts, type Try } from './attempt-limits.js';
import { openChallenge } from './challenges.js';
import { signInEvents } from './events.js';
import { isAnyonesDevice, isKnownDevice, rememberDevice } from './known-devices.js';
import { hashPassword, isOutdated, matchesPassword } from './passwords.js';
import { findForSignIn } from './people-store.js';
import { openSession } from './sessions.js';

/** From where somebody signs in. */
export interface Caller {
  /** What the browser says about itself. */
  device: string;
  /** The network that it calls from. */
  network: string;
  /** The token of a browser that was signed in from before. */
  knownDevice: string | null;
}

/** How somebody showed who they are, as the history tells it. */
export type Way = 'password' | 'passkey' | 'code' | 'recovery code' | 'identity';

/** What goes on once they have signed in: where to, and what had been typed when a session ended. */
export interface Onward {
  next: string;
  /** A form as JSON, or ''. */
  kept: string;
}

/** Signed in, or on the way: the second step is still to come. */
export type Entry =
  | { is: 'in'; session: string; device: string; news: string | null }
  | { is: 'half'; challenge: string };

/** The body of the challenge that waits for the second step. */
export interface HalfSignedIn extends Onward {
  way: Way;
}

/**
 * Signs somebody in by password.
 * @throws Problem 422 `sign-in.refused`, the same for an unknown address and a wrong password, in the same time.
 * @throws Problem 429 `attempts.throttled` while the address, the account or the network has to wait.
 */
export async function signInByPassword(
  context: AppContext,
  input: { email: string; password: string },
  caller: Caller,
  onward: Onward,
): Promise<Entry> {
  const attempts = await attemptsOf(context, input.email, caller);
  const usedUp = await countAttempts(context, attempts);
  const found = await context.storage.read(installation, (db) => findForSignIn(db, input.email));
  const isRight = await matchesPassword(input.password, found?.hash ?? null);
  if (!found?.hash || !isRight) {
    if (usedUp.length > 0) await recordThrottled(context, found?.id ?? null, usedUp);
    throw refused();
  }
  const fresh = isOutdated(found.hash) ? await hashPassword(input.password) : null;
  return context.storage.write({ ...signingIn, person: found.id }, async (db) => {
    await clearAttempts(db, attempts);
    if (fresh) {
      await db
        .updateTable('passwords')
        .set({ hash: fresh })
        .where('person_id', '=', found.id)
        .where('hash', '=', found.hash as string)
        .execute();
    }
    return (await asksSecondStep(db, found.id))
      ? halfway(db, context, found.id, { ...onward, way: 'password' })
      : enter(db, context, found.id, 'password', caller);
  });
}

/**
 * Which counts a password for this address falls under: a known browser under its own alone, anybody else under those
 * of the account and the network. The same queries whether or not there is such a person.
 */
async function attemptsOf(context: AppContext, email: string, caller: Caller): Promise<Try[]> {
  const isKnown = await context.storage.read(installation, (db) =>
    isKnownDevice(db, context, caller.knownDevice, email),
  );
  if (isKnown) return [{ kind: 'device', who: `${caller.knownDevice} ${email}` }];
  return [
    { kind: 'account', who: email },
    { kind: 'address', who: caller.network },
  ];
}

/**
 * Counts a sign-in that begins with a passkey or at another service, where nothing can be guessed.
 * @throws Problem 429 `attempts.throttled` after very many from one network; a known browser is never held up.
 */
export async function countBeginning(context: AppContext, caller: Caller): Promise<void> {
  const isKnown = await context.storage.read(installation, (db) =>
    isAnyonesDevice(db, context, caller.knownDevice),
  );
  if (!isKnown) await countAttempts(context, [{ kind: 'challenge', who: caller.network }]);
}

function refused(): Problem {
  const sentence = 'The email address or password is not right';
  return new Problem(422, 'sign-in.refused', `${sentence}.`, { email: sentence });
}

/** One entry for each time a limit is reached, so that wrong attempts cannot flood the history. */
export async function recordThrottled(
  context: AppContext,
  person: string | null,
  limits: Try['kind'][],
): Promise<void> {
  await context.storage.write(signingIn, (db) =>
    record(db, context, signInEvents, {
      organisation: null,
      person: null,
      verb: 'sign-in.throttled',
      subject: { kind: 'person', id: person ?? 'unknown' },
      after: { limits },
    }),
  );
}

/** True when this person asks for a second step after the password. */
export async function asksSecondStep(db: Db, person: string): Promise<boolean> {
  const row = await db
    .selectFrom('second_steps')
    .select('since')
    .where('person_id', '=', person)
    .executeTakeFirst();
  return row !== undefined;
}

/** The first step is done: gives the token of the challenge that the second one ends. */
export async function halfway(
  db: Db,
  context: AppContext,
  person: string,
  body: HalfSignedIn,
): Promise<Entry> {
  return { is: 'half', challenge: await openChallenge(db, context, 'second', { person, body }) };
}

/** Everything is proved: opens the session and remembers the browser. */
export async function enter(
  db: Db,
  context: AppContext,
  person: string,
  way: Way,
  caller: Caller,
): Promise<Entry> {
  const session = await openSession(db, context, person, caller.device);
  const device = await rememberDevice(db, context, person);
  await record(db, context, signInEvents, {
    organisation: null,
    person,
    verb: 'sign-in.done',
    subject: { kind: 'person', id: person },
    after: { way },
  });
  return { is: 'in', session, device, news: await newsFor(db, person) };
}

/** What has happened to the account, for somebody who gets no mail about it. */
async function newsFor(db: Db, person: string): Promise<string | null> {
  const row = await db
    .selectFrom('persons')
    .select('email')
    .where('id', '=', person)
    .executeTakeFirst();
  const [newest, ...others] = await listOwnNotices(db, row?.email ?? null);
  if (!newest) return null;
  const more = others.length > 0 ? `, and ${others.length} more` : '';
  return `About your account: ${newest.subject}${more}. See your account page.`;
}
