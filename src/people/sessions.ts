/** Sessions: rows in the database; the cookie holds a token of which only the hash is kept. */
import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { type Db, installation } from '../storage/transaction.js';
import type { World } from '../storage/world.js';
import { dropCookie, readCookie, writeCookie } from '../web/cookies.js';
import type { Ctx, Visit } from '../web/visit.js';
import { whoCameByLink } from './link-sessions.js';

const COOKIE = 'waymark';
/** A working day and a little: a session ends this long after it was last used. */
const IDLE_MS = 12 * 60 * 60 * 1000;
/** "Seen" is written at most this often. */
const SEEN_EVERY_MS = 5 * 60 * 1000;

const hashOf = (token: string) => createHash('sha256').update(token).digest();

interface SessionRow {
  id: string;
  person_id: string;
  organisation_id: string | null;
  seen_at: Date;
  proved_at: Date;
  person_name: string;
  email: string | null;
  is_administrator: boolean;
  organisation_name: string | null;
  organisation_kind: 'school' | 'special school' | null;
  role: Visit['role'];
  is_owner: boolean | null;
  memberships: number;
}

/** Whoever the cookie of this request stands for: what `Visit` holds about them. One query. */
export async function whoIsHere(c: Ctx, world: World): Promise<Partial<Visit>> {
  const token = readCookie(c, COOKIE);
  if (!token || token.length > 100) return whoCameByLink(c, world);
  const hash = hashOf(token);
  const row = await world.storage.read({ organisation: null, person: null }, async (db) => {
    const found =
      await sql<SessionRow>`SELECT * FROM waymark_session(${hash}, ${world.clock()})`.execute(db);
    return found.rows[0];
  });
  if (!row) return whoCameByLink(c, world);
  if (world.clock().getTime() - row.seen_at.getTime() > SEEN_EVERY_MS) await touch(world, hash);
  return {
    person: {
      id: row.person_id,
      name: row.person_name,
      email: row.email,
      isAdministrator: row.is_administrator,
    },
    session: { id: row.id, provedAt: row.proved_at },
    organisation:
      row.organisation_id && row.organisation_name && row.organisation_kind
        ? { id: row.organisation_id, name: row.organisation_name, kind: row.organisation_kind }
        : null,
    role: row.role,
    isOwner: row.is_owner ?? false,
    memberships: row.memberships,
  };
}

async function touch(world: World, hash: Buffer): Promise<void> {
  const now = world.clock();
  await world.storage.write(installation, (db) =>
    db
      .updateTable('sessions')
      .set({ seen_at: now, expires_at: new Date(now.getTime() + IDLE_MS) })
      .where('token_hash', '=', hash)
      .execute(),
  );
}

/** Opens a session in the transaction of the sign-in. The token goes to `startSession`, nowhere else. */
export async function openSession(
  db: Db,
  world: World,
  person: string,
  device: string,
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const now = world.clock();
  const first = await db
    .selectFrom('memberships')
    .select('organisation_id')
    .where('person_id', '=', person)
    .where('ended_at', 'is', null)
    .orderBy('started_at')
    .limit(1)
    .executeTakeFirst();
  await db
    .insertInto('sessions')
    .values({
      token_hash: hashOf(token),
      id: world.id(),
      person_id: person,
      organisation_id: first?.organisation_id ?? null,
      device: device.slice(0, 200),
      created_at: now,
      seen_at: now,
      expires_at: new Date(now.getTime() + IDLE_MS),
      proved_at: now,
    })
    .execute();
  return token;
}

/** Gives the browser its new token: a session that was there before is never kept on. */
export function startSession(c: Ctx, token: string): void {
  writeCookie(c, COOKIE, token);
}

/** Ends the session of this request, in the database first. */
export async function endSession(c: Ctx, world: World): Promise<void> {
  const token = readCookie(c, COOKIE);
  if (token) {
    await world.storage.write(installation, (db) =>
      db.deleteFrom('sessions').where('token_hash', '=', hashOf(token)).execute(),
    );
  }
  dropCookie(c, COOKIE);
}
