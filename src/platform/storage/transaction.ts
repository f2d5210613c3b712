/**
 * The one way to the database: a transaction in the name of an organisation and a person, so that row-level
 * security has its say on every query.
 */
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { notFound, Problem } from '../problems.js';
import { diskIsFull, signingInWaits } from './disk-space.js';
import type { Tables } from './tables.js';

/** One of the rows that a function lists. */
export type RowOf<List extends (...given: never[]) => Promise<readonly unknown[]>> = Awaited<
  ReturnType<List>
>[number];

export type Db = Kysely<Tables>;

/** In whose name a transaction runs. Row-level security shows the rows of this organisation alone. */
export interface Scope {
  organisation: string | null;
  person: string | null;
  /** Work of the installation itself: setting up, restoring access. Sees organisations and memberships. */
  isInstallation?: boolean;
  /** Goes on while the disk is too full for changes: see disk-space.ts. */
  isSigningIn?: boolean;
}

export const installation: Scope = { organisation: null, person: null, isInstallation: true };
/** Whatever signing in and out has to write: a full disk keeps nobody out. */
export const signingIn: Scope = { ...installation, isSigningIn: true };
/** Before it is known who asks: sees what everybody may, and asks the functions that find out ("waymark_session"). */
export const nobody: Scope = { organisation: null, person: null };

export interface Storage {
  /**
   * Runs a read: each query sees what is there when it is asked. Safe to be run again when the connection broke.
   */
  read<T>(scope: Scope, work: (db: Db) => Promise<T>): Promise<T>;
  /**
   * Runs a change: all of it or none. Run again when another change got in between (40001, 40P01), so `work`
   * must have no effect outside the database.
   */
  write<T>(scope: Scope, work: (db: Db) => Promise<T>): Promise<T>;
  /** How many queries were sent so far, without the first and the last of each transaction: tests count a page by it. */
  queries(): number;
  close(): Promise<void>;
}

/**
 * How every transaction begins: with the role that the policies are for, and whose rows it may see, in one message to
 * the database. All of it holds until the transaction ends, so that the next one on the connection, or on a pooler's,
 * inherits nothing.
 */
function beginning(begin: 'BEGIN' | 'BEGIN READ ONLY', scope: Scope): string {
  const { organisation, person, isInstallation = false } = scope;
  return `${begin}; SELECT set_config('role', 'waymark_app', true),
    set_config('waymark.organisation', ${pg.escapeLiteral(organisation ?? '')}, true),
    set_config('waymark.person', ${pg.escapeLiteral(person ?? '')}, true),
    set_config('waymark.installation', '${isInstallation ? 'on' : 'off'}', true)`;
}

/**
 * Runs queries of a transaction of the installation as a person in an organisation; then it goes on as it was. For what
 * the database shows to that person alone.
 */
export async function workingAs<T>(
  db: Db,
  scope: { organisation: string; person: string },
  work: () => Promise<T>,
): Promise<T> {
  const take = (organisation: string, person: string) =>
    sql`SELECT set_config('waymark.organisation', ${organisation}, true),
               set_config('waymark.person', ${person}, true)`.execute(db);
  const { rows } = await sql<{ organisation: string; person: string }>`
    SELECT current_setting('waymark.organisation') AS organisation,
           current_setting('waymark.person') AS person`.execute(db);
  await take(scope.organisation, scope.person);
  const result = await work();
  await take(rows[0]?.organisation ?? '', rows[0]?.person ?? '');
  return result;
}

/** Another change got in between (serialization failure, deadlock): run it again. */
const RETRY = new Set(['40001', '40P01']);
/** The database is starting, stopping or gone: wait a moment for it. */
const AWAY = new Set([
  ...['57P01', '57P02', '57P03', '08006', '08001', '08003', '08004', '08P01', '53300', '3D000'],
  ...['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH'],
  ...['ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN', 'ECONNABORTED'],
]);
const PATIENCE_MS = 5000;

/** Makes the storage of a pool, whose user may take the application's role. */
export function openStorage(pool: pg.Pool): Storage {
  let queries = 0;
  const known = new WeakMap<pg.PoolClient, Db>();

  function kyselyOf(client: pg.PoolClient): Db {
    let db = known.get(client);
    if (!db) {
      const query = (text: string, values: unknown[]) => {
        queries += 1;
        return client.query(text, values);
      };
      const lent = { query, release: () => {} };
      const one = { connect: async () => lent, end: async () => {} };
      db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: one as never }) });
      known.set(client, db);
    }
    return db;
  }

  /** One transaction, on a connection that is thrown away when it broke. Nothing of `work` runs before `beginning`. */
  async function run<T>(
    begin: 'BEGIN' | 'BEGIN READ ONLY',
    scope: Scope,
    work: (db: Db) => Promise<T>,
  ): Promise<T> {
    const client = await pool.connect();
    let isOver = false;
    try {
      await client.query(beginning(begin, scope));
      const result = await work(kyselyOf(client));
      const { command } = await client.query('COMMIT');
      isOver = true;
      // PostgreSQL answers COMMIT by undoing everything when a statement had failed and its error was swallowed.
      if (command !== 'COMMIT') throw new Error('The transaction had failed and was undone.');
      return result;
    } catch (error) {
      if (!isOver && !isAway(error)) {
        // When this fails too, the connection is gone: it is thrown away below.
        isOver = await client.query('ROLLBACK').then(
          () => true,
          () => false,
        );
      }
      throw error;
    } finally {
      client.release(!isOver);
    }
  }

  async function patiently<T>(
    run: () => Promise<T>,
    isWrite: boolean,
    full = diskIsFull,
  ): Promise<T> {
    const until = Date.now() + PATIENCE_MS;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await run();
      } catch (error) {
        const code = (error as { code?: string }).code ?? '';
        if (RETRY.has(code) && attempt < 8) continue;
        if (!isAway(error)) throw translated(error, isWrite, full);
        if (Date.now() > until || (isWrite && wasSent(error))) throw databaseIsAway();
        await new Promise((resolve) => setTimeout(resolve, Math.min(25 * attempt, 250)));
      }
    }
  }

  return {
    read: (scope, work) => patiently(() => run('BEGIN READ ONLY', scope, work), false),
    write: (scope, work) =>
      patiently(
        () => run('BEGIN', scope, work),
        true,
        scope.isSigningIn ? signingInWaits : diskIsFull,
      ),
    queries: () => queries,
    close: () => pool.end(),
  };
}

/** True for an error that says the database is starting, stopping or gone. */
export function isAway(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  return (
    AWAY.has(code ?? '') ||
    /Connection terminated|timeout exceeded when trying|not queryable|not currently accepting/.test(
      message ?? '',
    )
  );
}

/** True when the answer to a change was lost on the way: it may or may not have been taken. */
function wasSent(error: unknown): boolean {
  return /Connection terminated/.test((error as Error).message ?? '');
}

/** What a full disk or a read-only database means to a person. */
function translated(error: unknown, isWrite: boolean, full: () => Problem): unknown {
  const code = (error as { code?: string }).code ?? '';
  // An id that is none, as typed into an address by hand: nothing has it.
  if (code === '22P02') return notFound('thing.unknown', 'This does not exist.');
  const isFull = ['53100', '53200', '58030'].includes(code) || (isWrite && code === '25006');
  return isFull ? full() : error;
}

/** 503: the database does not answer. */
export function databaseIsAway(): Problem {
  return new Problem(
    503,
    'storage.away',
    'The database did not answer, so your change may not be saved. What you typed is kept on this page. Wait a moment, then save again.',
  );
}
