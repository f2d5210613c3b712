/**
 * The history as a file that anybody can verify without Waymark's database: JSON lines. First what it is, then every
 * entry in order, then the checkpoints, last the checkpoint of its end.
 */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { z } from 'zod';
import type { AppContext } from '../storage/context.js';
import { installation, type Scope } from '../storage/transaction.js';
import { hashOfTexts, historyOf, INSTALLATION_CHAIN } from './history.js';
import { signCheckpoints } from './signatures.js';
import { isSignedBy, keyId } from './signing-key.js';

const FORMAT = 'waymark-history/1';

const exportHead = z.strictObject({
  format: z.literal(FORMAT),
  organisation: z.uuid(),
  name: z.string(),
  exportedAt: z.string(),
  keys: z.array(z.strictObject({ id: z.string(), publicKey: z.string() })),
});
const exportEntry = z.strictObject({
  position: z.int(),
  hash: z.string(),
  body: z.string(),
  /** What was typed, and the salt of its hash, which the body has; without a salt a name was erased since. */
  texts: z.string().optional(),
  salt: z.string().optional(),
});
const exportCheckpoint = z.strictObject({
  checkpoint: z.strictObject({
    position: z.int(),
    hash: z.string(),
    at: z.string(),
    key: z.string(),
    signature: z.string().regex(/^[0-9a-f]{128}$/),
  }),
  /** True on the last line: nothing comes after this position. */
  isEnd: z.literal(true).optional(),
});
type ExportHead = z.infer<typeof exportHead>;
type ExportEntry = z.infer<typeof exportEntry>;
type ExportCheckpoint = z.infer<typeof exportCheckpoint>;

/** The whole history of an organisation; null is the installation's own. Its end is signed first. */
export async function exportHistory(
  context: AppContext,
  organisation: string | null,
): Promise<string> {
  await signCheckpoints(context);
  const id = organisation ?? INSTALLATION_CHAIN;
  const scope: Scope = organisation ? { organisation, person: null } : installation;
  return context.storage.read(scope, async (db) => {
    const named = await db
      .selectFrom('organisations')
      .select('name')
      .where('id', '=', id)
      .executeTakeFirst();
    const keys = await db
      .selectFrom('history_keys')
      .select(['id', 'public_key as publicKey'])
      .orderBy('made_at')
      .execute();
    const entries = await historyOf(db, id)
      .clearOrderBy()
      .select(['h.hash', 't.salt', sql<string | null>`t.texts::text`.as('typed')])
      .orderBy('h.position')
      .execute();
    const checkpoints = await db
      .selectFrom('history_checkpoints')
      .selectAll()
      .where('organisation_id', '=', id)
      .orderBy('position')
      .orderBy('at')
      .execute();
    const head: ExportHead = {
      format: FORMAT,
      organisation: id,
      name: named?.name ?? 'This installation',
      exportedAt: context.clock().toISOString(),
      keys,
    };
    const lines: object[] = [head];
    for (const { position, hash, body, typed, salt } of entries) {
      const entry: ExportEntry = { position: Number(position), hash: hash.toString('hex'), body };
      if (typed !== null) entry.texts = typed;
      if (salt !== null) entry.salt = salt;
      lines.push(entry);
    }
    checkpoints.forEach(({ position, hash, at, key_id, signature }, index) => {
      const checkpoint: ExportCheckpoint['checkpoint'] = {
        position: Number(position),
        hash: hash.toString('hex'),
        at: at.toISOString(),
        key: key_id,
        signature: signature.toString('hex'),
      };
      lines.push(index === checkpoints.length - 1 ? { checkpoint, isEnd: true } : { checkpoint });
    });
    return `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`;
  });
}

/** What verifying a file found. No faults: every entry is as it was written, none is missing. */
export interface Verification {
  organisation: string;
  name: string;
  entries: number;
  /** The moment at which the end was signed. */
  until: string | null;
  /** Short names of the keys that signed: to be compared with those the installation prints. */
  keys: string[];
  faults: string[];
}

/**
 * Verifies an exported history, offline. With `trusted` (public keys, PEM) only checkpoints by those count; without, the
 * keys in the file, whose short names are to be compared. With `earlier`, an older export of the same chain, whose
 * entries must all be there unchanged.
 */
export function verifyExport(
  text: string,
  { trusted, earlier }: { trusted?: readonly string[]; earlier?: string } = {},
): Verification {
  const read = readExport(text);
  const { head, entries, checkpoints, faults } = read;
  const found: Verification = {
    organisation: head?.organisation ?? '',
    name: head?.name ?? '',
    entries: entries.length,
    until: null,
    keys: [],
    faults,
  };
  if (!head) return found;
  faults.push(...faultsOfChain(entries), ...faultsOfTexts(entries));
  const keys = new Map(
    (trusted ?? head.keys.map(({ publicKey }) => publicKey)).map((key) => [keyId(key), key]),
  );
  const end = checkpoints.at(-1);
  for (const [index, { checkpoint }] of checkpoints.entries()) {
    const fault = faultOfCheckpoint(head.organisation, checkpoint, keys, entries);
    if (fault) faults.push(`Signature ${index + 1}: ${fault}`);
    else found.keys = [...new Set([...found.keys, checkpoint.key])];
  }
  if (!end?.isEnd) faults.push('The end of the file is missing: its last line signs it.');
  else if (end.checkpoint.position !== entries.length) {
    faults.push(
      `The end is signed at entry ${end.checkpoint.position}, and the file has ${entries.length}: entries have been cut off or added.`,
    );
  }
  if (end?.isEnd) found.until = end.checkpoint.at;
  if (earlier) faults.push(...faultsAgainst(entries, readExport(earlier)));
  return found;
}

interface ReadExport {
  head: ExportHead | null;
  entries: ExportEntry[];
  checkpoints: ExportCheckpoint[];
  faults: string[];
}

function readExport(text: string): ReadExport {
  const read: ReadExport = { head: null, entries: [], checkpoints: [], faults: [] };
  const lines = text.split('\n').filter((line) => line !== '');
  for (const [index, line] of lines.entries()) {
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      read.faults.push(`Line ${index + 1} cannot be read.`);
      continue;
    }
    const entry = exportEntry.safeParse(value);
    const checkpoint = exportCheckpoint.safeParse(value);
    const head = exportHead.safeParse(value);
    if (entry.success) read.entries.push(entry.data);
    else if (checkpoint.success) read.checkpoints.push(checkpoint.data);
    else if (head.success && index === 0) read.head = head.data;
    else read.faults.push(`Line ${index + 1} was not written by Waymark.`);
  }
  if (!read.head) read.faults.unshift('This is not a history exported by Waymark.');
  return read;
}

/** Each hash covers the one before it and the exact text of the entry (see `record`). */
function faultsOfChain(entries: ExportEntry[]): string[] {
  const faults: string[] = [];
  let before = Buffer.alloc(0);
  for (const [index, { position, hash, body }] of entries.entries()) {
    if (position !== index + 1) {
      faults.push(`Entry ${index + 1} is missing or out of order: entry ${position} is there.`);
      break;
    }
    const computed = createHash('sha256').update(before).update(body, 'utf8').digest();
    if (computed.toString('hex') !== hash) {
      faults.push(`Entry ${position} is not as it was written, or one before it was changed.`);
      break;
    }
    before = computed;
  }
  return faults;
}

/**
 * What was typed is as its entry vouches for, unless a name was erased from it: then it has no salt any more, and an
 * erasure stands later in the chain.
 */
function faultsOfTexts(entries: ExportEntry[]): string[] {
  const bodies = entries.map(({ body }) => readBody(body));
  const lastErasure = bodies.findLastIndex(({ verb }) => verb === 'person.erased');
  return entries.flatMap(({ position, texts, salt }, index) => {
    const hash = bodies[index]?.texts;
    const isErased = texts !== undefined && salt === undefined && index < lastErasure;
    const isAsWritten = texts === undefined ? hash === undefined : hash !== undefined;
    if (isAsWritten && (hash === undefined || isErased)) return [];
    if (isAsWritten && hashOfTexts(salt ?? '', texts ?? '') === hash) return [];
    return [`What was typed in entry ${position} is not as it was written.`];
  });
}

function readBody(body: string): { verb?: unknown; texts?: unknown } {
  try {
    return JSON.parse(body) as { verb?: unknown; texts?: unknown };
  } catch {
    return {};
  }
}

function faultOfCheckpoint(
  organisation: string,
  { position, hash, at, key, signature }: ExportCheckpoint['checkpoint'],
  keys: Map<string, string>,
  entries: ExportEntry[],
): string | null {
  const publicKey = keys.get(key);
  if (!publicKey) return `signed by the key ${key}, which is not one of those given.`;
  const head = { organisation, position, hash, at };
  if (!isSignedBy(publicKey, head, Buffer.from(signature, 'hex'))) {
    return 'its signature does not fit what it says.';
  }
  const entry = entries[position - 1];
  if (!entry) return `it signs entry ${position}, which is missing.`;
  return entry.hash === hash ? null : `entry ${position} has changed since it was signed.`;
}

function faultsAgainst(entries: ExportEntry[], earlier: ReadExport): string[] {
  if (!earlier.head) return ['The earlier file is not a history exported by Waymark.'];
  const changed = earlier.entries.find(({ hash }, index) => entries[index]?.hash !== hash);
  return changed ? [`Entry ${changed.position} is not what the earlier file has.`] : [];
}

/**
 * Compares the columns that the pages filter by with the text that the chain covers, in the database itself. Gives
 * the positions of entries whose columns say something else.
 */
export async function listForgedColumns(context: AppContext, organisation: string | null) {
  const scope: Scope = organisation ? { organisation, person: null } : installation;
  const rows = await context.storage.read(scope, (db) =>
    db
      .selectFrom('history')
      .select(['position', 'id', 'at', 'person_id', 'verb', 'subject_kind', 'subject_id', 'body'])
      .where('organisation_id', '=', organisation ?? INSTALLATION_CHAIN)
      .orderBy('position')
      .execute(),
  );
  return rows
    .filter((row) => {
      const body = JSON.parse(row.body) as Record<string, unknown> & { subject: object };
      const said = [body.id, body.at, body.person, body.verb, JSON.stringify(body.subject)];
      const subject = JSON.stringify({ kind: row.subject_kind, id: row.subject_id });
      const kept = [row.id, row.at.toISOString(), row.person_id, row.verb, subject];
      return said.some((value, index) => value !== kept[index]);
    })
    .map(({ position }) => Number(position));
}
