/** The history: every change, who, when, from what to what, in a chain of hashes for each organisation. */
import pg from 'pg';
import { atCommit, type Db } from './transaction.js';
import type { World } from './world.js';

/** The chain of what happens to the installation itself. */
export const INSTALLATION_CHAIN = '00000000-0000-0000-0000-000000000000';

/** Through which door a change came. */
export type Door = 'page' | 'api' | 'command' | 'system';

export interface Change {
  /** Whose history; null for the installation's own. */
  organisation: string | null;
  /** Who did it; null for the system. Names are looked up when read, so that erasure needs no rewriting. */
  person: string | null;
  door?: Door;
  /** "judgement.set": a noun and what was done to it. */
  verb: string;
  subject: { kind: string; id: string };
  /** Only what differs. Null where there was nothing before, or is nothing after. */
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

/** Fields that hold the name of a person, whatever the room. */
const NAMES = new Set(['signedOffAs', 'signed_off_as', 'ownerName', 'owner_name', 'personName']);
/** What stands in place of a name: an entry can never be changed, so it holds ids, and names can be erased. */
export const UNNAMED = 'somebody';

/** A change without the names of people; participants keep their roles. */
function withoutNames(part: Record<string, unknown> | null): Record<string, unknown> | null {
  if (part === null) return null;
  const isParticipant = typeof part.name === 'string' && typeof part.role === 'string';
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) => {
      const isName = NAMES.has(key) || (key === 'name' && isParticipant);
      if (isName && typeof value === 'string' && value !== '') return [key, UNNAMED];
      if (!Array.isArray(value)) return [key, value];
      return [key, value.map((each) => (isRecord(each) ? withoutNames(each) : each))];
    }),
  );
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Adds one entry to the chain, in the transaction of the change itself: it goes with the COMMIT. */
export async function record(
  db: Db,
  world: Pick<World, 'clock' | 'id'>,
  change: Change,
): Promise<void> {
  const id = world.id();
  const at = world.clock().toISOString();
  const { person, verb, subject } = change;
  const body = JSON.stringify({
    id,
    at,
    person,
    door: change.door ?? 'page',
    verb,
    subject,
    before: withoutNames(change.before),
    after: withoutNames(change.after),
  });
  const chain = change.organisation ?? INSTALLATION_CHAIN;
  const values = [chain, id, at, person, verb, subject.kind, subject.id, body].map(literal);
  await atCommit(db, `SELECT waymark_record(${values.join(', ')})`);
}

/** A value written out in a statement. JSON and our own words hold no NUL, where a statement would end. */
function literal(value: string | null): string {
  if (value === null) return 'NULL';
  if (value.includes('\0')) throw new Error('A history entry holds no NUL.');
  return pg.escapeLiteral(value);
}

/** One entry as it is read. */
export interface HistoryEntry {
  position: number;
  at: Date;
  personId: string | null;
  /** The name now, or null once it has been erased. */
  personName: string | null;
  door: Door;
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
    .select(['h.position', 'h.at', 'h.person_id', 'p.name', 'h.verb'])
    .select(['h.subject_kind', 'h.subject_id', 'h.body'])
    .where('h.organisation_id', '=', organisation)
    .orderBy('h.position', 'desc');

type HistoryRow = Awaited<ReturnType<ReturnType<typeof historyOf>['execute']>>[number];

/** One row of `historyOf` as it is read. */
export function entryFrom(row: HistoryRow): HistoryEntry {
  const body = JSON.parse(row.body) as Pick<HistoryEntry, 'door' | 'before' | 'after'>;
  return {
    position: Number(row.position),
    at: row.at,
    personId: row.person_id,
    personName: row.name,
    door: body.door,
    verb: row.verb,
    subject: { kind: row.subject_kind, id: row.subject_id },
    before: body.before,
    after: body.after,
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
