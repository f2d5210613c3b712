/** Sessions: rows in the database; the cookie holds a token of which only the hash is kept. */
import { hash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { Problem } from '../platform/problems.js';
import type { AppContext } from '../platform/storage/context.js';
import {
  type Db,
  installation,
  nobody,
  type RowOf,
  signingIn,
} from '../platform/storage/transaction.js';
import { dropCookie, readCookie, writeCookie } from '../platform/web/cookies.js';
import type { Ctx, RequestContext } from '../platform/web/request-context.js';
import { whoCameByLink } from './link-sessions.js';

const COOKIE = 'waymark';
/** A working day and a little: a session ends this long after it was last used. */
const IDLE_MS = 12 * 60 * 60 * 1000;
/** However much it is used, a session ends a week after the sign-in. */
const LONGEST_MS = 7 * 24 * 60 * 60 * 1000;
/** More sessions than anybody has devices: the one unused longest makes room for the next. */
const MOST_SESSIONS = 20;
/** "Seen" is written at most this often. */
const SEEN_EVERY_MS = 5 * 60 * 1000;

const LONGEST = sql<Date>`${LONGEST_MS / 1000} * interval '1 second'`;

const hashOf = (token: string): Buffer => hash('sha256', token, 'buffer');

interface SessionRow {
  id: string;
  person_id: string;
  organisation_id: string | null;
  seen_at: Date;
  confirmed_at: Date;
  person_name: string;
  email: string | null;
  is_administrator: boolean;
  organisation_name: string | null;
  organisation_kind: 'school' | 'special school' | null;
  role: RequestContext['role'];
  is_owner: boolean | null;
  memberships: number;
}

/** Whoever the cookie of this request stands for: what `Visit` holds about them. One query. */
export async function whoIsHere(c: Ctx, context: AppContext): Promise<Partial<RequestContext>> {
  const token = readCookie(c, COOKIE);
  if (!token || token.length > 100) return whoCameByLink(c, context);
  const hashed = hashOf(token);
  const { rows } = await context.storage.read(nobody, (db) =>
    sql<SessionRow>`SELECT * FROM waymark_session(${hashed}, ${context.clock()})`.execute(db),
  );
  const [row] = rows;
  if (!row) return whoCameByLink(c, context);
  if (context.clock().getTime() - row.seen_at.getTime() > SEEN_EVERY_MS)
    await touch(context, hashed);
  return {
    person: {
      id: row.person_id,
      name: row.person_name,
      email: row.email,
      isAdministrator: row.is_administrator,
    },
    session: { id: row.id, confirmedAt: row.confirmed_at },
    organisation:
      row.organisation_id && row.organisation_name && row.organisation_kind
        ? { id: row.organisation_id, name: row.organisation_name, kind: row.organisation_kind }
        : null,
    role: row.role,
    isOwner: row.is_owner ?? false,
    memberships: row.memberships,
  };
}

/** Says that the session is in use. Where the disk is full it is not said: reading must go on. */
async function touch(context: AppContext, hash: Buffer): Promise<void> {
  const now = context.clock();
  const touched = context.storage.write(installation, (db) =>
    db
      .updateTable('sessions')
      .set({
        seen_at: now,
        expires_at: sql`least(${new Date(now.getTime() + IDLE_MS)}, created_at + ${LONGEST})`,
      })
      .where('token_hash', '=', hash)
      .execute(),
  );
  await touched.catch((error) => {
    if (!(error instanceof Problem && error.code === 'storage.full')) throw error;
  });
}

/** Opens a session in the transaction of the sign-in. The token goes to `startSession`, nowhere else. */
export async function openSession(
  db: Db,
  context: AppContext,
  person: string,
  device: string,
): Promise<string> {
  const now = context.clock();
  const first = await db
    .selectFrom('memberships')
    .select('organisation_id')
    .where('person_id', '=', person)
    .where('ended_at', 'is', null)
    .orderBy('started_at')
    .limit(1)
    .executeTakeFirst();
  const token = await save(db, context, {
    person_id: person,
    organisation_id: first?.organisation_id ?? null,
    device: device.slice(0, 200),
    created_at: now,
  });
  await endOldestSessions(db, context, person);
  return token;
}

interface NewSession {
  person_id: string;
  organisation_id: string | null;
  device: string;
  created_at: Date;
}

async function save(db: Db, context: AppContext, session: NewSession): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const now = context.clock();
  const longest = session.created_at.getTime() + LONGEST_MS;
  await db
    .insertInto('sessions')
    .values({
      ...session,
      token_hash: hashOf(token),
      id: context.id(),
      seen_at: now,
      expires_at: new Date(Math.min(now.getTime() + IDLE_MS, longest)),
      confirmed_at: now,
    })
    .execute();
  return token;
}

async function endOldestSessions(db: Db, context: AppContext, person: string): Promise<void> {
  await db
    .deleteFrom('sessions')
    .where('person_id', '=', person)
    .where((eb) =>
      eb.or([
        eb('expires_at', '<', context.clock()),
        eb(
          'id',
          'in',
          eb
            .selectFrom('sessions as s')
            .select('s.id')
            .where('s.person_id', '=', person)
            .orderBy('s.seen_at', 'desc')
            .orderBy('s.id', 'desc')
            .offset(MOST_SESSIONS),
        ),
      ]),
    )
    .execute();
}

/**
 * After somebody has proved again who they are: the session goes on under a new id and token, the old token is worth
 * nothing, and its longest life is counted from the sign-in as before. Null when it has ended meanwhile.
 */
export async function renewSession(
  db: Db,
  context: AppContext,
  id: string,
): Promise<string | null> {
  const old = await db
    .deleteFrom('sessions')
    .where('id', '=', id)
    .where('expires_at', '>', context.clock())
    .returning(['person_id', 'organisation_id', 'device', 'created_at'])
    .executeTakeFirst();
  return old ? save(db, context, old) : null;
}

/** Those of these sessions that have not ended: what an open stream asks every second before it goes on. One query. */
export async function liveSessions(context: AppContext, ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await context.storage.read(installation, (db) =>
    db
      .selectFrom('sessions')
      .innerJoin('persons', 'persons.id', 'sessions.person_id')
      .select('sessions.id')
      .where('sessions.id', 'in', ids)
      .where('sessions.expires_at', '>', context.clock())
      .where('persons.erased_at', 'is', null)
      .execute(),
  );
  return new Set(rows.map(({ id }) => id));
}

/** True while this session has not ended. */
export async function sessionIsLive(context: AppContext, id: string): Promise<boolean> {
  return (await liveSessions(context, [id])).has(id);
}

/** The sessions of a person that have not ended, the one used last first; `device`: what the browser said of itself. */
export async function listSessions(db: Db, context: AppContext, person: string) {
  return db
    .selectFrom('sessions')
    .select(['id', 'device', 'created_at as startedAt', 'seen_at as seenAt'])
    .where('person_id', '=', person)
    .where('expires_at', '>', context.clock())
    .orderBy('seen_at', 'desc')
    .execute();
}

export type SessionShown = RowOf<typeof listSessions>;

/** Ends sessions of a person: one, or all but one. Gives how many. */
export async function endSessionsOf(
  db: Db,
  person: string,
  which: { only?: string; except?: string } = {},
): Promise<number> {
  let ending = db.deleteFrom('sessions').where('person_id', '=', person);
  if (which.only) ending = ending.where('id', '=', which.only);
  if (which.except) ending = ending.where('id', '!=', which.except);
  const { numDeletedRows } = await ending.executeTakeFirst();
  return Number(numDeletedRows);
}

/** Gives the browser its new token: a session that was there before is never kept on. */
export function startSession(c: Ctx, token: string): void {
  writeCookie(c, COOKIE, token);
}

/** Ends the session of this request, in the database first. */
export async function endSession(c: Ctx, context: AppContext): Promise<void> {
  const token = readCookie(c, COOKIE);
  if (token) {
    await context.storage.write(signingIn, (db) =>
      db.deleteFrom('sessions').where('token_hash', '=', hashOf(token)).execute(),
    );
  }
  dropCookie(c, COOKIE);
}

/** From here on a session works in this organisation. */
export async function workInOrganisation(
  db: Db,
  session: { id: string; person: string },
  organisation: string,
): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ organisation_id: organisation })
    .where('id', '=', session.id)
    .where('person_id', '=', session.person)
    .execute();
}
