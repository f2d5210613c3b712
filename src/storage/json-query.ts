/** Queries whose answers are one column of JSON: asked and read without the words that other answers need. */
import type { Client, Connection, Submittable } from 'pg';

/** What a query can be given. */
export type Value = string | number | boolean | Date | Buffer | null;

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

/** A value as PostgreSQL reads it. */
function asSent(value: Value): string | Buffer | null {
  if (value === null || Buffer.isBuffer(value)) return value;
  return value instanceof Date ? value.toISOString() : String(value);
}

/**
 * Asks queries in one journey, in order, and gives the rows of each. PostgreSQL plans each once for each connection and
 * never describes the answers, so there is nothing to read but the rows. When one fails, none has happened.
 */
export function askJson(
  client: Pick<Client, 'query'>,
  queries: readonly Prepared[],
): Promise<unknown[][]> {
  return new Promise((resolve, reject) => {
    client.query(
      new JsonQueries(queries, (error, answers) => (error ? reject(error) : resolve(answers))),
    );
  });
}

/** What pg calls while it sends queries and while their answers come in. */
class JsonQueries implements Submittable {
  readonly #sent: { name: string; text: string; values: (string | Buffer | null)[] }[];
  readonly #answers: unknown[][] = [];
  #unread: Error | null = null;

  constructor(
    queries: readonly Prepared[],
    readonly callback: (error: Error | null, answers: unknown[][]) => void,
  ) {
    this.#sent = queries.map(({ values, ...query }) => ({ ...query, values: values.map(asSent) }));
    this.#answers.push([]);
  }

  /** Of the query whose answer is coming in: pg notes that the connection has been taught it. */
  get name(): string | undefined {
    return this.#sent[this.#answers.length - 1]?.name;
  }
  get text(): string | undefined {
    return this.#sent[this.#answers.length - 1]?.text;
  }

  submit(connection: Connection): null {
    const { stream } = connection;
    stream.cork();
    try {
      for (const { name, text, values } of this.#sent) {
        if (!(connection as Taught).parsedStatements[name])
          connection.parse({ name, text, types: [] }, true);
        connection.bind({ statement: name, values }, true);
        connection.execute({}, true);
      }
      connection.sync();
    } finally {
      stream.uncork();
    }
    return null;
  }

  handleDataRow({ fields: [text] }: { fields: [string | null] }): void {
    try {
      this.#answers.at(-1)?.push(text === null ? null : JSON.parse(text));
    } catch (error) {
      this.#unread = error as Error;
    }
  }

  handleCommandComplete(): void {
    this.#answers.push([]);
  }

  handleReadyForQuery(): void {
    this.callback(this.#unread, this.#answers);
  }

  handleError(error: Error): void {
    this.callback(error, []);
  }
}
