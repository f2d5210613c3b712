/** A query whose answer is one column of JSON: asked and read without the words that other answers need. */
import type { Client, Connection, Submittable } from 'pg';

/** A query as it is sent: its name, its text with $1, $2, … and the values for them. */
export interface Prepared {
  name: string;
  text: string;
  values: readonly Value[];
}

/** What pg does not tell TypeScript: the queries that a connection has been taught. */
interface Taught extends Connection {
  parsedStatements: Record<string, string | undefined>;
}

/** What a query can be given. */
export type Value = string | number | boolean | Date | Buffer | null;

/** A value as PostgreSQL reads it. */
function asSent(value: Value): string | Buffer | null {
  if (value === null || Buffer.isBuffer(value)) return value;
  return value instanceof Date ? value.toISOString() : String(value);
}

/**
 * Asks a query and gives its rows. PostgreSQL plans it once for each connection and never describes the answer, so there is
 * nothing to read but the rows.
 */
export function askJson<Row>(client: Pick<Client, 'query'>, query: Prepared): Promise<Row[]> {
  return new Promise((resolve, reject) => {
    client.query(
      new JsonQuery<Row>(query, (error, rows) => (error ? reject(error) : resolve(rows))),
    );
  });
}

/** What pg calls while it sends a query and while the answer comes in. */
class JsonQuery<Row> implements Submittable {
  readonly name: string;
  readonly text: string;
  readonly #values: (string | Buffer | null)[];
  readonly #rows: Row[] = [];
  #unread: Error | null = null;

  constructor(
    { name, text, values }: Prepared,
    readonly callback: (error: Error | null, rows: Row[]) => void,
  ) {
    this.name = name;
    this.text = text;
    this.#values = values.map(asSent);
  }

  submit(connection: Connection): null {
    const { name, text } = this;
    const { stream } = connection;
    stream.cork();
    try {
      if (!(connection as Taught).parsedStatements[name])
        connection.parse({ name, text, types: [] }, true);
      connection.bind({ statement: name, values: this.#values }, true);
      connection.execute({}, true);
      connection.sync();
    } finally {
      stream.uncork();
    }
    return null;
  }

  handleDataRow({ fields: [text] }: { fields: [string] }): void {
    try {
      this.#rows.push(JSON.parse(text));
    } catch (error) {
      this.#unread = error as Error;
    }
  }

  handleCommandComplete(): void {}

  handleReadyForQuery(): void {
    this.callback(this.#unread, this.#rows);
  }

  handleError(error: Error): void {
    this.callback(error, []);
  }
}
