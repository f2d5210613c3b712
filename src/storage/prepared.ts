/** Queries that PostgreSQL plans once for each connection, and that are put together once for all. */
import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
} from 'kysely';
import type { Prepared, Value } from './json-query.js';
import type { Db } from './transaction.js';

/** Where one of the values of a query will stand. */
class Place {
  constructor(readonly name: string) {}
}

/** Puts queries together, and asks nobody. */
const writer = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/** The way to the connection that a Db works on; openStorage tells it. */
const ways = new WeakMap<Kysely<never>, (query: Prepared) => Promise<unknown[]>>();

/** Says how prepared queries of this Db are sent. */
export function sendsPrepared(db: Db, send: (query: Prepared) => Promise<unknown[]>): void {
  ways.set(db as never, send);
}

/** A query that waits for its values. */
export interface PreparedQuery<Given, Row> {
  /** As it is sent. */
  of(given: Given): Prepared;
  /** Asks it in a read or a change of the storage. Counts as one query. */
  ask(db: Db, given: Given): Promise<Row[]>;
}

/**
 * A query for pages that are asked for again and again: written like every query, with `ask.name` where one of the
 * `values` will stand. The words of a query cost more to put together, read and plan than its rows to find. Its answer
 * is one column of JSON ("row_to_json(…)"), so that a migration beside a running server changes no plan under its feet;
 * dates in it are text. The policies of the database have their say as always.
 */
export function prepared<Given extends Record<keyof Given, Value>, Row extends object>(
  name: `waymark-${string}`,
  values: readonly (keyof Given & string)[],
  write: (ask: Record<keyof Given, unknown>) => RawBuilder<unknown>,
): PreparedQuery<Given, Row> {
  let made: { text: string; places: readonly unknown[] } | undefined;
  const put = () => {
    const ask = Object.fromEntries(values.map((each) => [each, new Place(each)]));
    const { sql, parameters } = write(ask as Record<keyof Given, unknown>).compile(writer);
    const places = [...new Set(parameters)];
    // A value that stands in several places is sent once.
    const text = sql.replace(
      /\$(\d+)/g,
      (_, place) => `$${places.indexOf(parameters[place - 1]) + 1}`,
    );
    return { text, places };
  };
  const of = (given: Given): Prepared => {
    made ??= put();
    const sent = made.places.map((each) =>
      each instanceof Place ? given[each.name as keyof Given] : (each as Value),
    );
    return { name, text: made.text, values: sent };
  };
  return {
    of,
    async ask(db, given) {
      const send = ways.get(db as never);
      if (!send) throw new Error('A prepared query is sent in a read or a change of the storage.');
      return (await send(of(given))) as Row[];
    },
  };
}
