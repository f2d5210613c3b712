/**
 * The one way to the database: a transaction in the name of an organisation and a person, so that row-level
 * security has its say on every query.
 */
import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import { Problem } from '../problems.js';
import type { Tables } from './tables.js';

export type Db = Kysely<Tables>;

/** In whose name a transaction runs. Row-level security shows the rows of this organisation alone. */
export interface Scope {
  organisation: string | null;
  person: string | null;
  /** Work of the installation itself: setting up, restoring access. Sees organisations and memberships. */
  isInstallation?: boolean;
}

export const installation: Scope = { organisation: null, person: null, isInstallation: true };

export interface Storage {
  /** Runs a read. Safe to be run again when the connection broke. */
  read<T>(scope: Scope, work: (db: Db) => Promise<T>): Promise<T>;
  /**
   * Runs a change: all of it or none. Run again when another change got in between (40001, 40P01), so `work`
   * must have no effect outside the database.
   */
  write<T>(scope: Scope, work: (db: Db) => Promise<T>): Promise<T>;
  /** How many queries were sent so far, without BEGIN and COMMIT: the tests count a page by it. */
  queries(): number;
  close(): Promise<void>;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Another change got in between: run it again. */
const RETRY = new Set(['40001', '40P01']);
/** The database is starting, stopping or gone: wait a moment for it. */
const AWAY = new Set([
  ...['57P01', '57P02', '57P03', '08006', '08001', '08003', '53300'],
  ...['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE'],
]);
const PATIENCE_MS = 5000;

/** Makes the storage of a pool. Connections of the pool must already be the application's role. */
export function openStorage(pool: pg.Pool): Storage {
  let queries = 0;
  const known = new WeakMap<pg.PoolClient, Db>();

  function kyselyOf(client: pg.PoolClient): Db {
    let db = known.get(client);
    if (!db) {
      const lent = { query: client.query.bind(client), release: () => {} };
      const one = { connect: async () => lent, end: async () => {} };
      db = new Kysely<Tables>({
        dialect: new PostgresDialect({ pool: one as never }),
        log: (event) => {
          if (event.level === 'query') queries += 1;
        },
      });
      known.set(client, db);
    }
    return db;
  }

  async function run<T>(begin: string, work: (db: Db) => Promise<T>): Promise<T> {
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      await client.query(begin);
      const result = await work(kyselyOf(client));
      await client.query('COMMIT');
      return result;
    } catch (error) {
      broken = await rollback(client, error);
      throw error;
    } finally {
      client.release(broken);
    }
  }

  async function patiently<T>(
    begin: string,
    work: (db: Db) => Promise<T>,
    isWrite: boolean,
  ): Promise<T> {
    const until = Date.now() + PATIENCE_MS;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await run(begin, work);
      } catch (error) {
        const code = (error as { code?: string }).code ?? '';
        if (RETRY.has(code) && attempt < 8) continue;
        if (!isAway(error)) throw translated(error);
        if (Date.now() > until || (isWrite && wasSent(error))) throw away();
        await new Promise((resolve) => setTimeout(resolve, Math.min(25 * attempt, 250)));
      }
    }
  }

  return {
    read: (scope, work) => patiently(beginning('READ ONLY', scope), work, false),
    write: (scope, work) => patiently(beginning('READ WRITE', scope), work, true),
    queries: () => queries,
    close: () => pool.end(),
  };
}

/** One round trip opens the transaction and says in whose name it runs. */
function beginning(mode: string, scope: Scope): string {
  const name = (value: string | null) => {
    if (value === null) return '';
    if (!UUID.test(value)) throw new Error('A scope takes UUIDs only.');
    return value;
  };
  return (
    `BEGIN ${mode}; SET LOCAL waymark.organisation = '${name(scope.organisation)}'; ` +
    `SET LOCAL waymark.person = '${name(scope.person)}'; ` +
    `SET LOCAL waymark.installation = '${scope.isInstallation ? 'on' : 'off'}'`
  );
}

/** Rolls back; gives the error back when the connection itself is no longer any good. */
async function rollback(client: pg.PoolClient, error: unknown): Promise<Error | undefined> {
  if (isAway(error)) return error as Error;
  try {
    await client.query('ROLLBACK');
    return undefined;
  } catch (failed) {
    return failed as Error;
  }
}

function isAway(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  return (
    AWAY.has(code ?? '') || /Connection terminated|timeout exceeded when trying/.test(message ?? '')
  );
}

/** True when the answer to a change was lost on the way: it may or may not have been taken. */
function wasSent(error: unknown): boolean {
  return /Connection terminated/.test((error as Error).message ?? '');
}

/** What a full disk or a read-only database means to a person. */
function translated(error: unknown): unknown {
  const code = (error as { code?: string }).code ?? '';
  if (!['53100', '53200', '58030', '25006'].includes(code)) return error;
  return new Problem(
    503,
    'storage.full',
    'The change could not be saved, because the disk of this installation is full or cannot be written. What you typed is kept on this page: try again when there is room.',
  );
}

function away(): Problem {
  return new Problem(
    503,
    'storage.away',
    'The database did not answer, so nothing may have been saved. What you typed is kept on this page: wait a moment and save again.',
  );
}
