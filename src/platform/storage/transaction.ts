/**
 * The one way to the database: a transaction in the name of an organisation and a person, so that row-level
 * security has its say on every query.
 */
import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import { notFound, Problem } from '../problems.js';
import { diskIsFull } from './disk-space.js';
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
 * The first statement of every transaction: the role that the policies are for, and whose rows it may see. Both hold
 * until the transaction ends, so that the next one on the connection, or on a pooler's, inherits nothing.
 */
const SET_SCOPE = `SELECT set_config('role', 'waymark_app', true), set_config('waymark.organisation', $1, true),
  set_config('waymark.person', $2, true), set_config('waymark.installation', $3, true)`;

/** Another change got in between (serialization failure, deadlock): run it again. */
const RETRY = new Set(['40001', '40P01']);
/** The database is starting, stopping or gone: wait a moment for it. */
const AWAY = new Set([
  ...['57P01', '57P02', '57P03', '08006', '08001', '08003', '53300'],
  ...['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE'],
]);
const PATIENCE_MS = 5000;

/** Makes the storage of a pool, whose user may take the application's role. */
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

  /** One transaction, on a connection that is thrown away when it broke. Nothing of `work` runs before SET_SCOPE. */
  async function run<T>(
    begin: 'BEGIN' | 'BEGIN READ ONLY',
    { organisation, person, isInstallation = false }: Scope,
    work: (db: Db) => Promise<T>,
  ): Promise<T> {
    const client = await pool.connect();
    let isOver = false;
    try {
      const scope = [organisation ?? '', person ?? '', isInstallation ? 'on' : 'off'];
      await client.query(begin);
      await client.query(SET_SCOPE, scope);
      const result = await work(kyselyOf(client));
      const { command } = await client.query('COMMIT');
      isOver = true;
      // PostgreSQL answers COMMIT by undoing everything when a statement had failed and its error was swallowed.
      if (command !== 'COMMIT') throw new Error('The transaction had failed and was undone.');
      return result;
    } catch (error) {
      if (!isOver && !isAway(error)) {
        await client.query('ROLLBACK');
        isOver = true;
      }
      throw error;
    } finally {
      client.release(!isOver);
    }
  }

  async function patiently<T>(run: () => Promise<T>, isWrite: boolean): Promise<T> {
    const until = Date.now() + PATIENCE_MS;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await run();
      } catch (error) {
        const code = (error as { code?: string }).code ?? '';
        if (RETRY.has(code) && attempt < 8) continue;
        if (!isAway(error)) throw translated(error, isWrite);
        if (Date.now() > until || (isWrite && wasSent(error))) throw away();
        await new Promise((resolve) => setTimeout(resolve, Math.min(25 * attempt, 250)));
      }
    }
  }

  return {
    read: (scope, work) => patiently(() => run('BEGIN READ ONLY', scope, work), false),
    write: (scope, work) => patiently(() => run('BEGIN', scope, work), true),
    queries: () => queries,
    close: () => pool.end(),
  };
}

/** True for an error that says the database is starting, stopping or gone. */
export function isAway(error: unknown): boolean {
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
function translated(error: unknown, isWrite: boolean): unknown {
  const code = (error as { code?: string }).code ?? '';
  // An id that is none, as typed into an address by hand: nothing has it.
  if (code === '22P02') return notFound('thing.unknown', 'There is no such thing here.');
  const isFull = ['53100', '53200', '58030'].includes(code) || (isWrite && code === '25006');
  return isFull ? diskIsFull() : error;
}

function away(): Problem {
  return new Problem(
    503,
    'storage.away',
    'The database did not answer, so nothing may have been saved. What you typed is kept on this page: wait a moment and save again.',
  );
}
