/**
 * The one way to the database: a transaction in the name of an organisation and a person, so that row-level
 * security has its say on every query.
 */
import { Kysely, PostgresDialect, sql } from 'kysely';
import type pg from 'pg';
import { notFound, Problem } from '../problems.js';
import { askJson, type Prepared, type Value } from './json-query.js';
import { sendsPrepared } from './prepared.js';
import { diskIsFull } from './room.js';
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

/** As far as the storage asks who somebody is. */
export interface Entered {
  organisation_id: string | null;
  person_id: string;
}

export interface Storage {
  /**
   * Asks one of the functions that answer before anybody is known ("waymark_calendar"). They run as their owner
   * and see past every policy, so they are few, and each is written out in a migration. Dates come as text.
   */
  call<Row extends object>(name: `waymark_${string}`, values: Value[]): Promise<Row[]>;
  /**
   * Says who the session with this token's hash stands for (null: nobody), and asks in the same journey, in their name,
   * for what their page needs. In nobody's name there is nothing to see. Whether they may have it is for the policy of
   * the route to say, which knows who they are only now.
   */
  enter<Here extends Entered>(
    token: Buffer,
    moment: Date,
    ahead: Prepared | null,
  ): Promise<{ here: Here | null; ahead: unknown[] | null }>;
  /**
   * Runs a read: each query sees what is there when it is asked. Safe to be run again when the connection broke.
   */
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

/** What waits in each running change to be sent with its COMMIT. */
const waiting = new WeakMap<Db, string[]>();

/**
 * Leaves a statement, with its values written out, to be sent together with the COMMIT of this change: it costs no
 * journey of its own, and holds its locks for no longer than need be. Outside a change it runs at once.
 */
export async function atCommit(db: Db, statement: string): Promise<void> {
  const statements = waiting.get(db);
  if (statements) statements.push(statement);
  else await sql.raw(statement).execute(db);
}

/** Runs now what waits for the COMMIT: before the scope changes, or to take its locks. */
export async function runWaiting(db: Db): Promise<void> {
  for (const statement of waiting.get(db)?.splice(0) ?? []) await sql.raw(statement).execute(db);
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
const ENTER = 'SELECT waymark_enter($1, $2)';

/** Makes the storage of a pool. Connections of the pool must already be the application's role. */
export function openStorage(pool: pg.Pool): Storage {
  let queries = 0;
  const known = new WeakMap<pg.PoolClient, Db>();
  /** The scope that each connection has now. */
  const scopes = new WeakMap<pg.PoolClient, string>();

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
      sendsPrepared(db, async (query) => {
        queries += 1;
        return (await askJson(client, [query]))[0] ?? [];
      });
      known.set(client, db);
    }
    return db;
  }

  /** Lends a connection to `work`; one that broke is thrown away. */
  async function lend<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      return await work(client);
    } catch (error) {
      broken = isAway(error) ? (error as Error) : undefined;
      throw error;
    } finally {
      client.release(broken);
    }
  }

  /** A read needs no transaction: its scope is kept on the connection, and set when another was there before. */
  async function runRead<T>(scope: Scope, work: (db: Db) => Promise<T>): Promise<T> {
    return lend(async (client) => {
      const wanted = settings('SET', scope);
      if (scopes.get(client) !== wanted) {
        scopes.delete(client);
        await client.query(wanted);
        scopes.set(client, wanted);
      }
      return work(kyselyOf(client));
    });
  }

  async function runWrite<T>(scope: Scope, work: (db: Db) => Promise<T>): Promise<T> {
    return lend(async (client) => {
      const db = kyselyOf(client);
      try {
        await client.query(`BEGIN; ${settings('SET LOCAL', scope)}`);
        const last: string[] = [];
        waiting.set(db, last);
        const result = await work(db);
        await client.query([...last, 'COMMIT'].join(';\n'));
        return result;
      } catch (error) {
        if (!isAway(error)) await client.query('ROLLBACK');
        throw error;
      } finally {
        waiting.delete(db);
      }
    });
  }

  async function runCall<Row extends object>(name: string, values: Value[]): Promise<Row[]> {
    queries += 1;
    const places = values.map((_, index) => `$${index + 1}`).join(', ');
    const query = { name, text: `SELECT row_to_json(f) FROM ${name}(${places}) f`, values };
    return lend(async (client) => ((await askJson(client, [query]))[0] ?? []) as Row[]);
  }

  async function runEnter<Here extends Entered>(
    token: Buffer,
    moment: Date,
    ahead: Prepared | null,
  ): Promise<{ here: Here | null; ahead: unknown[] | null }> {
    const enter = { name: 'waymark_enter', text: ENTER, values: [token, moment] };
    const asked = ahead ? [enter, ahead] : [enter];
    queries += asked.length;
    return lend(async (client) => {
      scopes.delete(client);
      const [entered = [], rows] = await askJson(client, asked);
      const here = entered[0] as Here | null;
      const scope = {
        organisation: here?.organisation_id ?? null,
        person: here?.person_id ?? null,
      };
      scopes.set(client, settings('SET', scope));
      return { here, ahead: (ahead && rows) ?? null };
    });
  }

  async function patiently<T>(run: () => Promise<T>, isWrite: boolean): Promise<T> {
    const until = Date.now() + PATIENCE_MS;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await run();
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
    call: <Row extends object>(name: string, values: Value[]) =>
      patiently(() => runCall<Row>(name, values), false),
    enter: <Here extends Entered>(token: Buffer, moment: Date, ahead: Prepared | null) =>
      patiently(() => runEnter<Here>(token, moment, ahead), false),
    read: (scope, work) => patiently(() => runRead(scope, work), false),
    write: (scope, work) => patiently(() => runWrite(scope, work), true),
    queries: () => queries,
    close: () => pool.end(),
  };
}

/** The settings that the policies read, as one statement: for the connection, or for this transaction. */
function settings(how: 'SET' | 'SET LOCAL', scope: Scope): string {
  const name = (value: string | null) => {
    if (value === null) return '';
    if (!UUID.test(value)) throw new Error('A scope takes UUIDs only.');
    return value;
  };
  const set = (setting: string, value: string) => `${how} waymark.${setting} = '${value}'`;
  const whose = set('organisation', name(scope.organisation));
  const who = set('person', name(scope.person));
  return `${whose}; ${who}; ${set('installation', scope.isInstallation ? 'on' : 'off')}`;
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
function translated(error: unknown): unknown {
  const code = (error as { code?: string }).code ?? '';
  // An id that is none, as typed into an address by hand: nothing has it.
  if (code === '22P02') return notFound('thing.unknown', 'There is no such thing here.');
  if (!['53100', '53200', '58030', '25006'].includes(code)) return error;
  return diskIsFull();
}

function away(): Problem {
  return new Problem(
    503,
    'storage.away',
    'The database did not answer, so nothing may have been saved. What you typed is kept on this page: wait a moment and save again.',
  );
}
