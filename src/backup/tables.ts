/** Which tables are Waymark's own, and how each is written out so that the same rows give the same text. */
import type pg from 'pg';
import type { Migration } from '../platform/storage/migrate.js';

/** A table as it goes into a backup. */
export interface DumpedTable {
  name: string;
  columns: string[];
}

/**
 * What a backup leaves out. What a browser or a program holds and what was half done when it was made would open something again
 * that has been closed since; mail on its way would be sent twice; the schedule of the jobs is made anew at the start.
 */
const PASSING = new Set([
  ...[
    'sessions',
    'link_sessions',
    'api_tokens',
    'challenges',
    'one_time_links',
    'attempts',
    'mails',
    'notices',
    'jobs',
  ],
  // Named in the backup's first entry instead.
  'migrations',
  // Made anew by the database from the evidence that is put back.
  'evidence_words',
]);

/** The tables that these migrations make, and the table of the migrations itself. */
export function tablesOf(migrations: readonly Migration[]): string[] {
  const made = migrations.flatMap(({ sql }) =>
    [...sql.matchAll(/^[ \t]*CREATE TABLE (?:IF NOT EXISTS )?(\w+)/gm)].map(
      ([, name = '']) => name,
    ),
  );
  return ['migrations', ...new Set(made)];
}

/** The functions that these migrations make. */
export function functionsOf(migrations: readonly Migration[]): string[] {
  const made = migrations.flatMap(({ sql }) =>
    [...sql.matchAll(/^[ \t]*CREATE (?:OR REPLACE )?FUNCTION (\w+)/gm)].map(
      ([, name = '']) => name,
    ),
  );
  return [...new Set(made)];
}

/** The tables of a database that go into a backup, with their columns in order. */
export async function listDumped(
  client: pg.Client,
  migrations: readonly Migration[],
): Promise<DumpedTable[]> {
  const { rows } = await client.query<DumpedTable>(
    `SELECT t.relname::text AS name, array_agg(c.attname::text ORDER BY c.attnum) AS columns
     FROM pg_class t JOIN pg_attribute c ON c.attrelid = t.oid AND c.attnum > 0
       AND NOT c.attisdropped AND c.attgenerated = ''
     WHERE t.relnamespace = 'public'::regnamespace AND t.relkind = 'r' AND t.relname = ANY ($1)
     GROUP BY t.relname ORDER BY t.relname COLLATE "C"`,
    [tablesOf(migrations).filter((name) => !PASSING.has(name))],
  );
  return rows;
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
const listed = (columns: readonly string[]) => columns.map(quoted).join(', ');

/** Writes a table out in the order of its primary key, the same under every collation. */
export async function copyOutOf(
  client: pg.Client,
  { name, columns }: DumpedTable,
): Promise<string> {
  const { rows } = await client.query<{ name: string; text: boolean }>(
    `SELECT c.attname AS name, c.attcollation <> 0 AS text
     FROM pg_index i JOIN pg_attribute c ON c.attrelid = i.indrelid AND c.attnum = ANY (i.indkey)
     WHERE i.indrelid = $1::regclass AND i.indisprimary ORDER BY array_position(i.indkey, c.attnum)`,
    [quoted(name)],
  );
  const order = rows.map((each) => quoted(each.name) + (each.text ? ' COLLATE "C"' : ''));
  const sorted = order.length ? ` ORDER BY ${order.join(', ')}` : '';
  return `COPY (SELECT ${listed(columns)} FROM ${quoted(name)}${sorted}) TO STDOUT`;
}

/** Takes a table in again. */
export const copyInto = ({ name, columns }: DumpedTable): string =>
  `COPY ${quoted(name)} (${listed(columns)}) FROM STDIN`;

/** Both sides speak the same dialect of dates, numbers and bytes, whatever the server is set to: in this transaction. */
export const DIALECT =
  "SET LOCAL datestyle = 'ISO'; SET LOCAL timezone = 'UTC'; SET LOCAL intervalstyle = 'iso_8601'; SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = 'hex'; SET LOCAL standard_conforming_strings = on; SET LOCAL search_path = public";

/** From here to the end of the transaction every row of every table can be read, and none changed. */
export const READ_EVERYTHING = 'SET LOCAL ROLE waymark_backup';
