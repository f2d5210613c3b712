/** The browser of somebody who came by a personal link: who they are, for one review and no more. */
import { sql } from 'kysely';
import type { AppContext } from '../platform/storage/context.js';
import { type Db, nobody, signingIn } from '../platform/storage/transaction.js';
import { dropCookie, readCookie, writeCookie } from '../platform/web/cookies.js';
import type { Ctx, RequestContext } from '../platform/web/request-context.js';
import { newToken, tokenHash } from './tokens.js';

const COOKIE = 'waymark-link';
/** As long as a working day; the link itself opens a new one while it is good. */
const SESSION_MS = 12 * 60 * 60 * 1000;

interface LinkSessionRow {
  id: string;
  person_id: string;
  person_name: string;
  organisation_id: string;
  organisation_name: string;
  organisation_kind: 'school' | 'special school';
  review_id: string;
  started_at: Date;
}

/** Whoever came by a personal link, or nobody. At most one query. */
export async function whoCameByLink(c: Ctx, context: AppContext): Promise<Partial<RequestContext>> {
  const token = readCookie(c, COOKIE);
  if (!token || token.length > 100) return {};
  const row = await context.storage.read(nobody, async (db) => {
    const { rows } =
      await sql<LinkSessionRow>`SELECT * FROM waymark_link_session(${tokenHash(token)}, ${context.clock()})`.execute(
        db,
      );
    return rows[0];
  });
  if (!row) return {};
  return {
    person: { id: row.person_id, name: row.person_name, email: null, isAdministrator: false },
    session: { id: row.id, confirmedAt: row.started_at },
    organisation: {
      id: row.organisation_id,
      name: row.organisation_name,
      kind: row.organisation_kind,
    },
    role: 'contributor',
    isOwner: false,
    memberships: 1,
    limitedTo: row.review_id,
  };
}

/** Opens a session for a link. Gives the browser's token. */
export async function openLinkSession(
  db: Db,
  context: AppContext,
  link: { organisation: string; id: string },
): Promise<string> {
  const { token, hash } = newToken();
  const now = context.clock();
  await db
    .insertInto('link_sessions')
    .values({
      organisation_id: link.organisation,
      token_hash: hash,
      link_id: link.id,
      id: context.id(),
      started_at: now,
      expires_at: new Date(now.getTime() + SESSION_MS),
    })
    .execute();
  return token;
}

/** Gives the browser its token. */
export const startLinkSession = (c: Ctx, token: string): void => writeCookie(c, COOKIE, token);

/** Ends the session of this browser, in the database first. */
export async function endLinkSession(c: Ctx, context: AppContext): Promise<void> {
  const token = readCookie(c, COOKIE);
  if (token) {
    await context.storage.write(signingIn, (db) =>
      db.deleteFrom('link_sessions').where('token_hash', '=', tokenHash(token)).execute(),
    );
  }
  dropCookie(c, COOKIE);
}

/** Signs out everybody who came by one of these links. */
export async function endLinkSessions(
  db: Db,
  organisation: string,
  links: readonly string[],
): Promise<void> {
  if (links.length === 0) return;
  await db
    .deleteFrom('link_sessions')
    .where('organisation_id', '=', organisation)
    .where('link_id', 'in', links)
    .execute();
}
