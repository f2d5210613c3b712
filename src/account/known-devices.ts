/**
 * Browsers that somebody has signed in from before. Their wrong attempts are counted apart from those of strangers, so
 * that nobody can be locked out by whoever knows their e-mail address or shares their network.
 */

import type { AppContext } from '../platform/storage/context.js';
import type { Db } from '../platform/storage/transaction.js';
import { readCookie, writeCookie } from '../platform/web/cookies.js';
import type { Ctx } from '../platform/web/request-context.js';
import { newToken, tokenHash } from './tokens.js';

const COOKIE = 'waymark-device';
const DAYS = 180;
const MOST_DEVICES = 20;

/** The token by which this browser may be known, or null. */
export function deviceToken(c: Ctx): string | null {
  const token = readCookie(c, COOKIE);
  return token && token.length <= 100 ? token : null;
}

/** Which of the two counts a password for this address falls under: its own browser's, or everybody else's. */
export async function isKnownDevice(
  db: Db,
  context: AppContext,
  token: string | null,
  email: string,
): Promise<boolean> {
  const row = await db
    .selectFrom('known_devices as d')
    .innerJoin('persons as p', 'p.id', 'd.person_id')
    .select('d.person_id')
    .where('d.token_hash', '=', tokenHash(token ?? ''))
    .where('p.email', '=', email)
    .where('d.seen_at', '>', knownSince(context))
    .executeTakeFirst();
  return row !== undefined;
}

/** True for a browser that anybody has signed in from before. */
export async function isAnyonesDevice(
  db: Db,
  context: AppContext,
  token: string | null,
): Promise<boolean> {
  const row = await db
    .selectFrom('known_devices')
    .select('person_id')
    .where('token_hash', '=', tokenHash(token ?? ''))
    .where('seen_at', '>', knownSince(context))
    .executeTakeFirst();
  return row !== undefined;
}

const knownSince = (context: AppContext) =>
  new Date(context.clock().getTime() - DAYS * 24 * 60 * 60_000);

/** Remembers this browser for the person, in the transaction of the sign-in. Gives the new token for the cookie. */
export async function rememberDevice(db: Db, context: AppContext, person: string): Promise<string> {
  const { token, hash } = newToken();
  await db
    .insertInto('known_devices')
    .values({ token_hash: hash, person_id: person, seen_at: context.clock() })
    .execute();
  await db
    .deleteFrom('known_devices')
    .where('person_id', '=', person)
    .where('token_hash', '!=', hash)
    .where('token_hash', 'in', (eb) =>
      eb
        .selectFrom('known_devices as d')
        .select('d.token_hash')
        .where('d.person_id', '=', person)
        .orderBy('d.seen_at', 'desc')
        .offset(MOST_DEVICES),
    )
    .execute();
  return token;
}

/** Lets the browser hold the token. */
export function keepDevice(c: Ctx, token: string): void {
  writeCookie(c, COOKIE, token, DAYS * 24 * 60 * 60);
}
