/** What a backup is made of: its first entry, the tables, the files, and a last entry that vouches for all of them. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';
import { invalid, type Problem } from '../platform/problems.js';
import { placeAt } from '../platform/storage/file-place.js';
import { type TarEntry, TarFault, tarEntries } from './tar.js';

/** The first entry: how to read the rest. */
export const HEADER = 'waymark-backup.json';
/** The last entry: the checksum of every other one. */
export const MANIFEST = 'manifest.json';

const header = z.strictObject({
  product: z.literal('waymark'),
  format: z.literal(1),
  /** When the state that it holds was the state. */
  madeAt: z.iso.datetime(),
  migrations: z.array(z.strictObject({ name: z.string(), checksum: z.string() })),
  tables: z.array(z.strictObject({ name: z.string(), columns: z.array(z.string()).min(1) })),
});
export type Header = z.infer<typeof header>;

const manifest = z.strictObject({
  /** By the entry's name: [bytes, SHA-256 in hex]. */
  entries: z.record(z.string(), z.tuple([z.number(), z.string()])),
  /** By the table's name. */
  rows: z.record(z.string(), z.number()),
  files: z.number(),
  /** Files that evidence speaks of and the store did not have whole. */
  missing: z.array(z.string()),
});
export type Manifest = z.infer<typeof manifest>;

/** "tables/reviews/000001.copy" → the table; "files/…" → the way to a file. */
export const tableEntry = (table: string, part: number) =>
  `tables/${table}/${String(part).padStart(6, '0')}.copy`;
export const tableOf = (name: string) => /^tables\/(\w+)\/\d{6}\.copy$/.exec(name)?.[1] ?? null;
export const fileEntry = (way: string) => `files/${way}`;
export const fileOf = (name: string) => (name.startsWith('files/') ? placeAt(name.slice(6)) : null);

/** The most that an entry of ours that is read into memory may take. */
const MOST_JSON = 256 * 1024 * 1024;

const foreign = (path: string) =>
  invalid(
    'backup.foreign',
    `${path} is not a backup of Waymark. Nothing was changed. Choose a file written by "waymark backup".`,
  );
const damaged = (path: string, why: string) =>
  invalid(
    'backup.damaged',
    `${path} is damaged (${why}). Nothing was changed. Choose another backup.`,
  );
const unreadable = (path: string, code: string) =>
  invalid('backup.unreadable', `${path} cannot be read (${code}). Nothing was changed.`);

/** A backup that was read to its end and is whole. */
export interface Sound {
  header: Header;
  manifest: Manifest;
}

/**
 * Reads a backup to its end and holds every entry against its checksum.
 * @throws Problem 422 `backup.foreign`, `backup.damaged`, `backup.unreadable`
 */
export async function verifyBackup(path: string): Promise<Sound> {
  const found: Manifest['entries'] = {};
  let first: Header | null = null;
  let last: Manifest | null = null;
  for await (const entry of entriesOf(path)) {
    if (!first) {
      first = read(header, entry.name === HEADER ? await textOf(entry) : '') ?? null;
      if (!first) throw foreign(path);
      continue;
    }
    if (last) throw damaged(path, 'something comes after its end');
    if (entry.name === MANIFEST) {
      last = read(manifest, await textOf(entry)) ?? null;
      if (!last) throw damaged(path, 'its list of contents cannot be read');
      continue;
    }
    const hash = createHash('sha256');
    for await (const piece of entry.content) hash.update(piece);
    found[entry.name] = [entry.bytes, hash.digest('hex')];
  }
  if (!first) throw foreign(path);
  if (!last) throw damaged(path, 'its end is missing');
  const wrong = firstDifference(found, last.entries);
  if (wrong) throw damaged(path, `${wrong} is not what was written`);
  return { header: first, manifest: last };
}

function firstDifference(found: Manifest['entries'], declared: Manifest['entries']): string | null {
  const names = new Set([...Object.keys(found), ...Object.keys(declared)]);
  const isSame = (name: string) =>
    found[name]?.[0] === declared[name]?.[0] && found[name]?.[1] === declared[name]?.[1];
  const isOurs = (name: string) => tableOf(name) !== null || fileOf(name) !== null;
  return [...names].find((name) => !isSame(name) || !isOurs(name)) ?? null;
}

/**
 * The entries of a backup in order.
 * @throws Problem 422 as verifyBackup does
 */
export async function* entriesOf(path: string): AsyncGenerator<TarEntry> {
  const unpacked = new PassThrough();
  const pumped = pipeline(createReadStream(path), createGunzip(), unpacked);
  // Heard where the entries are read, below; here it must not go unheard when nobody reads any more.
  pumped.catch(() => {});
  let isFirst = true;
  try {
    for await (const entry of tarEntries(unpacked)) {
      yield { ...entry, content: declared(path, entry.content) };
      isFirst = false;
    }
    await pumped;
  } catch (error) {
    throw translated(path, error, isFirst);
  } finally {
    unpacked.destroy();
  }
}

/** What an entry holds; what goes wrong on the way is reported as a fault of the backup. */
async function* declared(path: string, content: TarEntry['content']): AsyncGenerator<Buffer> {
  try {
    yield* content;
  } catch (error) {
    throw translated(path, error, false);
  }
}

function translated(path: string, error: unknown, isFirst: boolean): Problem | unknown {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (['ENOENT', 'EISDIR', 'EACCES', 'EIO', 'EPERM'].includes(code)) return unreadable(path, code);
  const isOfTheFile = error instanceof TarFault || code.startsWith('Z_');
  if (!isOfTheFile) return error;
  if (code === 'Z_BUF_ERROR') return damaged(path, 'its end is missing');
  if (isFirst) return foreign(path);
  return damaged(path, error instanceof TarFault ? error.message : 'what was written has changed');
}

async function textOf(entry: TarEntry): Promise<string> {
  if (entry.bytes > MOST_JSON) return '';
  const pieces: Buffer[] = [];
  for await (const piece of entry.content) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}

function read<T>(shape: z.ZodType<T>, text: string): T | undefined {
  try {
    return shape.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
