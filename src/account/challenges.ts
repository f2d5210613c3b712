/**
 * Ceremonies: what one request begins and a later one ends, such as a password that still waits for its code. They
 * live in the database for ten minutes, and the browser that began one holds the only token to it.
 */

import type { AppContext } from '../platform/storage/context.js';
import type { Db } from '../platform/storage/transaction.js';
import { dropCookie, readCookie, writeCookie } from '../platform/web/cookies.js';
import type { Ctx } from '../platform/web/request-context.js';
import { newToken, tokenHash } from './tokens.js';

export type ChallengeKind = 'second' | 'passkey' | 'identity' | 'codes';

const MINUTES = 10;

const cookieOf = (kind: ChallengeKind) => `waymark-${kind}`;

export interface Challenge<Body> {
  person: string | null;
  body: Body;
}

/** Begins a challenge and gives its token. Those that ran out are swept away on the way. */
export async function openChallenge(
  db: Db,
  context: AppContext,
  kind: ChallengeKind,
  { person, body }: Challenge<object>,
): Promise<string> {
  const { token, hash } = newToken();
  const now = context.clock();
  await db.deleteFrom('challenges').where('expires_at', '<', now).execute();
  await db
    .insertInto('challenges')
    .values({
      token_hash: hash,
      kind,
      person_id: person,
      body: JSON.stringify(body),
      expires_at: new Date(now.getTime() + MINUTES * 60_000),
    })
    .execute();
  return token;
}

/** Lets the browser hold the token. */
export function keepChallenge(c: Ctx, kind: ChallengeKind, token: string): void {
  writeCookie(c, cookieOf(kind), token, MINUTES * 60);
}

/** The challenge of this kind that the browser has begun, or null. It goes on. */
export async function findChallenge<Body>(
  c: Ctx,
  db: Db,
  kind: ChallengeKind,
): Promise<Challenge<Body> | null> {
  const token = readCookie(c, cookieOf(kind));
  if (!token) return null;
  const row = await db
    .selectFrom('challenges')
    .select(['person_id', 'body'])
    .where('token_hash', '=', tokenHash(token))
    .where('kind', '=', kind)
    .where('expires_at', '>', c.get('request').context.clock())
    .executeTakeFirst();
  return row ? { person: row.person_id, body: row.body as Body } : null;
}

/** Ends the challenge of this kind and gives it, once: a second request gets null. */
export async function takeChallenge<Body>(
  c: Ctx,
  db: Db,
  kind: ChallengeKind,
): Promise<Challenge<Body> | null> {
  const token = readCookie(c, cookieOf(kind));
  if (!token) return null;
  const row = await db
    .deleteFrom('challenges')
    .where('token_hash', '=', tokenHash(token))
    .where('kind', '=', kind)
    .where('expires_at', '>', c.get('request').context.clock())
    .returning(['person_id', 'body'])
    .executeTakeFirst();
  return row ? { person: row.person_id, body: row.body as Body } : null;
}

/** The browser forgets the token. */
export const forgetChallenge = (c: Ctx, kind: ChallengeKind): void => dropCookie(c, cookieOf(kind));
