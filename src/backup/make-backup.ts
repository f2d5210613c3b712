/** Writing a backup while people work: one state of the database, and the files that it speaks of. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, existsSync, type WriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { finished } from 'node:stream/promises';
import { createGzip, type Gzip } from 'node:zlib';
import type pg from 'pg';
import type { Config } from '../platform/config.js';
import { conflict, invalid } from '../platform/problems.js';
import { type FileStore, wayTo } from '../platform/storage/file-place.js';
import { openFiles } from '../platform/storage/files.js';
import { listMigrations } from '../platform/storage/migrate.js';
import { withOwner } from '../platform/storage/open.js';
import { fileEntry, HEADER, type Header, MANIFEST, type Manifest, tableEntry } from './archive.js';
import { CopyOut, startCopy } from './copy.js';
import { copyOutOf, DIALECT, type DumpedTable, listDumped, READ_EVERYTHING } from './tables.js';
import { tarEnd, tarFill, tarHeader } from './tar.js';

/** A table is cut into entries of about this many bytes, so that none has to be known whole beforehand. */
const PART_BYTES = 4 * 1024 * 1024;

export interface Written {
  file: string;
  bytes: number;
  header: Header;
  manifest: Manifest;
}

/**
 * Writes a backup to a file that is not there yet: whole, or not at all.
 * @throws Problem 409 `backup.exists`; 422 `backup.out` when it cannot be written
 */
export async function makeBackup(config: Config, file: string, now: Date): Promise<Written> {
  if (existsSync(file))
    throw conflict('backup.exists', `${file} already exists. Choose another file name.`);
  const beside = `${file}.part`;
  try {
    const { header, manifest } = await withOwner(config, (client) =>
      write(client, config, beside, now),
    );
    const bytes = await settle(beside);
    await rename(beside, file);
    return { file, bytes, header, manifest };
  } catch (error) {
    await rm(beside, { force: true });
    const code = (error as NodeJS.ErrnoException).code ?? '';
    const isOfTheFile = ['ENOENT', 'EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EISDIR', 'ENOSPC'];
    if (!isOfTheFile.includes(code)) throw error;
    throw invalid(
      'backup.out',
      `${file} cannot be written (${code}). Choose a folder with enough space, which this user can write to.`,
    );
  }
}

async function write(client: pg.Client, config: Config, path: string, now: Date) {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  await client.query(`${DIALECT}; ${READ_EVERYTHING}`);
  const { rows: migrations } = await client.query<Header['migrations'][number]>(
    'SELECT name, checksum FROM migrations ORDER BY name',
  );
  const tables = await listDumped(client, listMigrations(config.root));
  const header: Header = {
    product: 'waymark',
    format: 1,
    madeAt: now.toISOString(),
    migrations,
    tables,
  };
  const out = new Archive(path, now);
  try {
    await out.put(HEADER, Buffer.from(JSON.stringify(header, null, 1)), false);
    for (const table of tables) await out.table(client, table);
    const missing = await putFiles(client, out, openFiles(config), tables);
    await client.query('COMMIT');
    return { header, manifest: await out.close(missing) };
  } catch (error) {
    out.drop();
    throw error;
  }
}

/** Puts every file in that evidence speaks of. Gives the ways to those that the store does not have whole. */
async function putFiles(
  client: pg.Client,
  out: Archive,
  files: FileStore,
  tables: readonly DumpedTable[],
): Promise<string[]> {
  if (!tables.some(({ name }) => name === 'evidence_files')) return [];
  const missing: string[] = [];
  const { rows } = await client.query<{ organisation: string; checksum: string }>(
    'SELECT DISTINCT organisation_id AS organisation, checksum FROM evidence_files ORDER BY 1, 2',
  );
  for (const place of rows) {
    const bytes = await wholeFile(files, place).catch(() => null);
    if (bytes && createHash('sha256').update(bytes).digest('hex') === place.checksum)
      await out.file(fileEntry(wayTo(place)), bytes);
    else missing.push(wayTo(place));
  }
  return missing;
}

/** An uploaded file is small enough to be held whole. */
async function wholeFile(
  files: FileStore,
  place: { organisation: string; checksum: string },
): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of await files.read(place)) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

/** On disk, whatever happens. Gives its size. */
async function settle(path: string): Promise<number> {
  const handle = await open(path);
  const { size } = await handle.stat();
  await handle.sync();
  await handle.close();
  const folder = await open(dirname(path));
  await folder.sync();
  await folder.close();
  return size;
}

/** The archive as it is written: a tar under gzip, readable by the person who made it alone. */
class Archive {
  private readonly gzip: Gzip = createGzip({ level: 6 });
  private readonly out: WriteStream;
  private readonly done: Promise<void>;
  private readonly manifest: Manifest = { entries: {}, rows: {}, files: 0, missing: [] };

  constructor(
    path: string,
    private readonly at: Date,
  ) {
    this.out = createWriteStream(path, { mode: 0o600 });
    this.out.once('error', (error) => this.gzip.destroy(error));
    this.gzip.once('error', (error) => this.out.destroy(error));
    this.done = finished(this.gzip.pipe(this.out));
    this.done.catch(() => {});
  }

  async put(name: string, bytes: Buffer, isListed = true): Promise<void> {
    if (isListed)
      this.manifest.entries[name] = [
        bytes.length,
        createHash('sha256').update(bytes).digest('hex'),
      ];
    for (const piece of [tarHeader(name, bytes.length, this.at), bytes, tarFill(bytes.length)])
      if (piece.length && !this.gzip.write(piece)) await this.drained();
  }

  /** @throws whatever keeps the file from being written */
  private async drained(): Promise<void> {
    await Promise.race([once(this.gzip, 'drain'), this.done]);
  }

  async file(name: string, bytes: Buffer): Promise<void> {
    await this.put(name, bytes);
    this.manifest.files += 1;
  }

  async table(client: pg.Client, table: DumpedTable): Promise<void> {
    const copy = new CopyOut(await copyOutOf(client, table));
    let part = 0;
    let pieces: Buffer[] = [];
    let length = 0;
    const flush = async () => {
      if (length === 0) return;
      part += 1;
      await this.put(tableEntry(table.name, part), Buffer.concat(pieces));
      pieces = [];
      length = 0;
    };
    for await (const row of startCopy(client, copy)) {
      pieces.push(row);
      length += row.length;
      if (length >= PART_BYTES) await flush();
    }
    await flush();
    this.manifest.rows[table.name] = copy.rows;
  }

  async close(missing: string[]): Promise<Manifest> {
    this.manifest.missing = missing;
    await this.put(MANIFEST, Buffer.from(JSON.stringify(this.manifest, null, 1)), false);
    this.gzip.end(tarEnd());
    await this.done;
    return this.manifest;
  }

  drop(): void {
    this.gzip.destroy();
    this.out.destroy();
  }
}
