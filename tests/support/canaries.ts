/** Canaries: words planted in every column of one school's rows, that must turn up nowhere else. */
import type pg from 'pg';

export const CANARY = 'kanarienvogel';

interface Column {
  name: string;
  type: string;
  isNullable: boolean;
  hasDefault: boolean;
  isGenerated: boolean;
  /** The words that a CHECK allows, when it lists them. */
  words: string[];
}

/** Every table that has rows of organisations, from the catalogue. */
export const tablesOfOrganisations = (superuser: pg.Client): Promise<string[]> =>
  tablesWith(superuser, 'organisation_id');

/** Every table that has rows of persons and none of organisations. */
export async function tablesOfPersons(superuser: pg.Client): Promise<string[]> {
  const ofOrganisations = new Set(await tablesOfOrganisations(superuser));
  const all = await tablesWith(superuser, 'person_id');
  return all.filter((table) => !ofOrganisations.has(table));
}

async function tablesWith(superuser: pg.Client, column: string): Promise<string[]> {
  const { rows } = await superuser.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = $1 AND NOT a.attisdropped
     WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relnamespace = 'public'::regnamespace
     ORDER BY 1`,
    [column],
  );
  return rows.map(({ name }) => name);
}

async function columnsOf(superuser: pg.Client, table: string): Promise<Column[]> {
  const { rows } = await superuser.query<Omit<Column, 'words'> & { checks: string | null }>(
    `SELECT a.attname AS name, format_type(a.atttypid, NULL) AS type, NOT a.attnotnull AS "isNullable",
            a.atthasdef AS "hasDefault", a.attgenerated <> '' AS "isGenerated",
            (SELECT string_agg(pg_get_constraintdef(k.oid), ' ') FROM pg_constraint k
             WHERE k.conrelid = a.attrelid AND k.contype = 'c' AND a.attnum = ANY (k.conkey)) AS checks
     FROM pg_attribute a WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped`,
    [table],
  );
  return rows.map(({ checks, ...column }) => ({
    ...column,
    words: [...(checks ?? '').matchAll(/'([^']+)'::text/g)].map(([, word = '']) => word),
  }));
}

/** A value of the type that any table takes. */
function made({ type, words, name }: Column): unknown {
  if (words[0] && !words[0].startsWith('^')) return words[0];
  if (type === 'uuid') return crypto.randomUUID();
  if (type === 'bytea') return Buffer.from(crypto.randomUUID());
  if (type.startsWith('timestamp')) return new Date('2026-11-20T09:00:00Z');
  if (type === 'date') return '2026-11-20';
  if (type === 'boolean') return false;
  if (type.endsWith('[]')) return [];
  if (type === 'jsonb' || type === 'json') return '{}';
  if (['smallint', 'integer', 'bigint', 'numeric', 'real', 'double precision'].includes(type)) {
    return name === 'academic_year' ? 2026 : 1;
  }
  return `${CANARY} ${name} ${crypto.randomUUID()}`;
}

/** A made-up row meets no pattern: in this test database the table goes without its checks. */
async function dropChecks(superuser: pg.Client, table: string): Promise<void> {
  const { rows } = await superuser.query<{ name: string }>(
    "SELECT conname AS name FROM pg_constraint WHERE conrelid = $1::regclass AND contype = 'c'",
    [table],
  );
  for (const { name } of rows) {
    await superuser.query(`ALTER TABLE ${table} DROP CONSTRAINT "${name}"`);
  }
}

/** Makes a row for an owner (a school, a person) who has none in a table, so that there is something to leak. */
export async function ensureRow(
  superuser: pg.Client,
  table: string,
  column: string,
  owner: string,
): Promise<void> {
  const { rowCount } = await superuser.query(
    `SELECT 1 FROM ${table} WHERE ${column} = $1 LIMIT 1`,
    [owner],
  );
  if (rowCount) return;
  await dropChecks(superuser, table);
  const columns = (await columnsOf(superuser, table)).filter(
    ({ name, isNullable, hasDefault, isGenerated }) =>
      name === column || !(isNullable || hasDefault || isGenerated),
  );
  const values = columns.map((each) => (each.name === column ? owner : made(each)));
  await superuser.query(
    `INSERT INTO ${table} (${columns.map(({ name }) => name).join(', ')})
     VALUES (${columns.map((_, index) => `$${index + 1}`).join(', ')})`,
    values,
  );
}

/**
 * Plants a canary in every text and JSON column of every row of a school and of its people. Gives the names of the
 * columns that took none, with the reason (a list of allowed words, a fixed pattern).
 */
export async function plantCanaries(
  superuser: pg.Client,
  organisation: string,
): Promise<Map<string, string>> {
  const refused = new Map<string, string>();
  // Without triggers and foreign keys: history is immutable otherwise, and a made-up row has no parents.
  await superuser.query('BEGIN; SET LOCAL session_replication_role = replica');
  const where = new Map(
    (await tablesOfOrganisations(superuser)).map((table) => [table, 'organisation_id = $1']),
  );
  for (const table of where.keys()) {
    await ensureRow(superuser, table, 'organisation_id', organisation);
  }
  where.set('organisations', 'id = $1');
  where.set(
    'persons',
    `id IN (SELECT person_id FROM memberships WHERE organisation_id = $1)
     AND id NOT IN (SELECT person_id FROM memberships WHERE organisation_id <> $1)`,
  );
  for (const [table, condition] of where) {
    for (const column of await columnsOf(superuser, table)) {
      if (column.isGenerated) continue;
      const set = planting(table, column);
      if (!set) continue;
      await superuser.query('SAVEPOINT plant');
      try {
        await superuser.query(`UPDATE ${table} SET ${column.name} = ${set} WHERE ${condition}`, [
          organisation,
        ]);
      } catch (error) {
        refused.set(`${table}.${column.name}`, (error as Error).message);
        await superuser.query('ROLLBACK TO plant');
      }
    }
  }
  await superuser.query('COMMIT');
  return refused;
}

function planting(table: string, { name, type }: Column): string | null {
  const word = `${CANARY}-${table}-${name}`;
  if (type === 'text' || type.startsWith('character')) {
    // Text that holds an object stays one, so that it can still be read.
    return `CASE WHEN ${name} IS JSON OBJECT THEN (${name}::jsonb || '{"canary": "${word}"}')::text
            ELSE '${word} ' || ${name} END`;
  }
  if (type === 'jsonb') {
    return `CASE WHEN jsonb_typeof(${name}) = 'object' THEN ${name} || '{"canary": "${word}"}' ELSE ${name} END`;
  }
  return null;
}

/** A print of all rows of a school: the same before and after means that nothing was changed. */
export async function printOf(superuser: pg.Client, organisation: string): Promise<string> {
  const prints: string[] = [];
  for (const table of await tablesOfOrganisations(superuser)) {
    const { rows } = await superuser.query<{ print: string }>(
      `SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) AS print
       FROM ${table} t WHERE organisation_id = $1`,
      [organisation],
    );
    prints.push(`${table} ${rows[0]?.print}`);
  }
  const { rows } = await superuser.query<{ print: string }>(
    'SELECT md5(o::text) AS print FROM organisations o WHERE id = $1',
    [organisation],
  );
  return [...prints, `organisations ${rows[0]?.print}`].join('\n');
}
