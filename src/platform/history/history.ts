/**
 * The history: every change, who, when, from what to what, in a chain of hashes for each organisation. The chain holds
 * no names: see `events.ts`.
 */
import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { AppContext } from '../storage/context.js';
import type { Db } from '../storage/transaction.js';
import type { EventDefinition, EventDefinitions } from './events.js';

/** The chain of what happens to the installation itself. */
export const INSTALLATION_CHAIN = '00000000-0000-0000-0000-000000000000';

/** Through which channel a change came. */
export type Channel = 'page' | 'api' | 'command' | 'system';

/** Who changed what, and through which channel. */
export interface Circumstances {
  /** Whose history; null for the installation's own. */
  organisation: string | null;
  /** Who did it; null for the system. Names are looked up when read, so that erasure needs no rewriting. */
  person: string | null;
  channel?: Channel | undefined;
  subject: { kind: string; id: string };
}

/** Only what differs. Left out or null where there was nothing before, or is nothing after. */
type Sides<D> = D extends { schema: { _output: infer P } }
  ? { before?: P | null; after?: P | null }
  : never;

/** The verb of one of these events with its two sides: what a feature finds out while it makes the change. */
export type Happened<E extends EventDefinitions> = {
  [V in keyof E & string]: { verb: V } & Sides<E[V]>;
}[keyof E & string];

/** A change as it is recorded: a verb of these events with what its definition allows. */
export type Change<E extends EventDefinitions> = Happened<E> & Circumstances;

/** Ids and codes, joined by what we join them with; "unknown" where somebody tries to sign in whom nobody knows. */
const SUBJECT_ID = /^([\da-f./@-]+|unknown)$/;

type Values = Record<string, unknown>;

/**
 * What of a change stands in the chain, where a typed field is only named, and what was typed. Throws for whatever the
 * definition does not allow.
 */
function parted({ schema, typed }: EventDefinition, side: unknown): [Values | null, Values | null] {
  if (side === null) return [null, null];
  schema.parse(side);
  const said = Object.entries(side as Values).filter(([, is]) => is !== undefined);
  const ofTyped = said.filter(([name]) => typed.includes(name));
  return [
    Object.fromEntries(said.map(([name, is]) => [name, typed.includes(name) ? 'typed' : is])),
    ofTyped.length > 0 ? Object.fromEntries(ofTyped) : null,
  ];
}

/**
 * The hash by which an entry vouches for what was typed, which stands beside the chain. With a salt, so that nobody can
 * guess at a name that was erased.
 */
export const hashOfTexts = (salt: string, texts: string): string =>
  createHash('sha256').update(salt).update(texts).digest('hex');

/** Adds one entry to the chain, in the transaction of the change itself. Holds the chain until that ends. */
export async function record<E extends EventDefinitions>(
  db: Db,
  context: Pick<AppContext, 'clock' | 'id'>,
  events: E,
  change: Change<E>,
): Promise<void> {
  const id = context.id();
  const at = context.clock().toISOString();
  const { person, verb, subject } = change;
  const definition = Object.hasOwn(events, verb) ? events[verb] : undefined;
  if (!definition) throw new Error(`${verb} is no event of the history.`);
  if (!SUBJECT_ID.test(subject.id)) throw new Error(`${verb}: ${subject.id} is no id.`);
  const [before, typedBefore] = parted(definition, change.before ?? null);
  const [after, typedAfter] = parted(definition, change.after ?? null);
  const isTyped = typedBefore !== null || typedAfter !== null;
  if (isTyped && change.organisation === null)
    throw new Error(`${verb}: the history of the installation holds nothing typed.`);
  const typed = isTyped ? JSON.stringify({ before: typedBefore, after: typedAfter }) : null;
  const salt = randomBytes(16).toString('hex');
  const body = JSON.stringify({
    id,
    at,
    person,
    channel: change.channel ?? 'page',
    verb,
    subject,
    before,
    after,
    ...(typed === null ? {} : { texts: hashOfTexts(salt, typed) }),
  });
  const chain = change.organisation ?? INSTALLATION_CHAIN;
  await sql`SELECT waymark_record(${chain}, ${id}, ${at}, ${person}, ${verb}, ${subject.kind}, ${subject.id}, ${body},
    ${typed && salt}, ${typed})`.execute(db);
}

/** One entry as it is read. */
export interface HistoryEntry {
  position: number;
  at: Date;
  personId: string | null;
  /** The name now, or null once it has been erased. */
  personName: string | null;
  channel: Channel;
  verb: string;
  subject: { kind: string; id: string };
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

/** The history of an organisation with the names of now, newest first: to be narrowed, limited and read by `entryFrom`. */
export const historyOf = (db: Db, organisation: string) =>
  db
    .selectFrom('history as h')
    .leftJoin('persons as p', 'p.id', 'h.person_id')
    .leftJoin('history_texts as t', (on) =>
      on.onRef('t.organisation_id', '=', 'h.organisation_id').onRef('t.entry_id', '=', 'h.id'),
    )
    .select(['h.position', 'h.at', 'h.person_id', 'p.name', 'h.verb'])
    .select(['h.subject_kind', 'h.subject_id', 'h.body', 't.texts'])
    .where('h.organisation_id', '=', organisation)
    .orderBy('h.position', 'desc');

type HistoryRow = Awaited<ReturnType<ReturnType<typeof historyOf>['execute']>>[number];

/** One row of `historyOf` as it is read. */
export function entryFrom(row: HistoryRow): HistoryEntry {
  const body = JSON.parse(row.body) as Pick<HistoryEntry, 'channel' | 'before' | 'after'>;
  return {
    position: Number(row.position),
    at: row.at,
    personId: row.person_id,
    personName: row.name,
    channel: body.channel,
    verb: row.verb,
    subject: { kind: row.subject_kind, id: row.subject_id },
    before: body.before && { ...body.before, ...row.texts?.before },
    after: body.after && { ...body.after, ...row.texts?.after },
  };
}

/** The newest entries about one thing, newest first. */
export async function listHistoryOf(
  db: Db,
  organisation: string,
  subject: { kind: string; id: string },
  limit = 50,
): Promise<HistoryEntry[]> {
  const rows = await historyOf(db, organisation)
    .where('h.subject_kind', '=', subject.kind)
    .where('h.subject_id', '=', subject.id)
    .limit(limit)
    .execute();
  return rows.map(entryFrom);
}
