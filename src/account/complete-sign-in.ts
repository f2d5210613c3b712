/** What a page does with a sign-in: cookies, and on to where the person was going. */
import { signingIn } from '../platform/storage/transaction.js';
import { goTo, safePath } from '../platform/web/answer.js';
import { writeCookie } from '../platform/web/cookies.js';
import { one, type Typed } from '../platform/web/form.js';
import { type Ctx, callerAddress } from '../platform/web/request-context.js';
import { networkOf } from './attempt-limits.js';
import { keepChallenge } from './challenges.js';
import { deviceToken, keepDevice } from './known-devices.js';
import { showResubmitForm } from './pages/resubmit-form.js';
import { startSession } from './sessions.js';
import type { Caller, Entry, Onward } from './sign-in.js';

/** From where this request comes. */
export function callerOf(c: Ctx): Caller {
  return {
    device: c.req.header('user-agent') ?? '',
    network: networkOf(callerAddress(c)),
    knownDevice: deviceToken(c),
  };
}

/** Pages that ask who somebody is lead nowhere once that is known. */
const DOORS = /^\/(sign-in|sign-out|prove)(\/|\?|$)/;

/** Where the form says to go on to, on this site only. */
export function onwardOf(typed: Typed): Onward {
  const next = safePath(one(typed, 'next'), '/');
  return DOORS.test(next) ? { next: '/', kept: '' } : { next, kept: one(typed, 'kept') };
}

/** Signed in: to where they were going. Half signed in: to the second step. */
export async function completeSignIn(
  c: Ctx,
  entry: Entry,
  { next, kept }: Onward,
): Promise<Response> {
  if (entry.is === 'half') {
    keepChallenge(c, 'second', entry.challenge);
    return c.redirect(checked(c, '/sign-in/second'), 303);
  }
  await endEarlierSession(c);
  startSession(c, entry.session);
  keepDevice(c, entry.device);
  return kept
    ? showResubmitForm(c, next, kept, 'signed in')
    : goTo(c, checked(c, next), entry.news ?? undefined);
}

/**
 * The sign-in page leaves a cookie behind. A browser that comes without any may be blocking them, and would only see the
 * page for signing in again: its next step looks whether what was set now has come back.
 */
const checked = (c: Ctx, next: string): string =>
  keepsCookies(c) ? next : `/sign-in/check?next=${encodeURIComponent(next)}`;

/** True when this request came with a cookie of ours. */
export const keepsCookies = (c: Ctx): boolean => /waymark/.test(c.req.header('cookie') ?? '');

/** Left behind by the page for signing in. */
export function tryCookies(c: Ctx): void {
  if (!keepsCookies(c)) writeCookie(c, 'waymark-cookies', 'yes', 60 * 60);
}

/** Whoever was signed in in this browser before is signed out: a session never changes hands. */
async function endEarlierSession(c: Ctx): Promise<void> {
  const { session, context } = c.get('request');
  if (!session) return;
  await context.storage.write(signingIn, (db) =>
    db.deleteFrom('sessions').where('id', '=', session.id).execute(),
  );
}
