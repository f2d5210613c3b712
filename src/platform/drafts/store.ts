/** Drafts: what people typed and did not save yet, one row for each form that somebody has open. */

import { sql } from 'kysely';
import type { AppContext } from '../storage/context.js';
import { type Db, installation } from '../storage/transaction.js';

/** A field of a form, by name; one that stands more than once comes more than once. */
export type DraftField = readonly [name: string, value: string];

/** Which form a draft is of, for one person at work in one school. */
export interface DraftPlace {
  person: string;
  organisation: string;
  form: string;
}

/** What one autosave says. */
export interface DraftWrite extends DraftPlace {
  /** The idempotency key of the form. */
  key: string;
  /** Grows with each autosave of this form. */
  step: number;
  /** A hash of the form as it was opened. */
  openedAs: string;
  /** Null: they were saved just now, and what arrives late is let go. */
  fields: readonly DraftField[] | null;
}

/** A draft as it was at one step. */
export interface DraftStep {
  key: string;
  step: number;
}

export interface Draft extends DraftStep {
  openedAs: string;
  /** Null for one that was saved by itself. */
  fields: readonly DraftField[] | null;
  typedAt: Date;
}

/** So many unfinished forms nobody has; the oldest beyond them go. */
const MOST_DRAFTS = 200;

/** True once the form with this key was saved. */
async function isSaved(db: Db, person: string, key: string): Promise<boolean> {
  return (await listSavedKeys(db, person, [key])).length > 0;
}

/** Those of these keys with which a form was saved. */
export async function listSavedKeys(
  db: Db,
  person: string,
  keys: readonly string[],
): Promise<string[]> {
  if (keys.length === 0) return [];
  const rows = await db
    .selectFrom('idempotency_keys')
    .select('key')
    .where('person_id', '=', person)
    .where('key', 'in', keys)
    .execute();
  return rows.map(({ key }) => key);
}

/**
 * Writes the draft of a form, unless a later one is there. False when the form has been saved: its key is spent, and
 * what is typed from now on needs a new one.
 */
export async function saveDraft(
  db: Db,
  context: Pick<AppContext, 'clock'>,
  { person, organisation, form, key, step, openedAs, fields }: DraftWrite,
): Promise<boolean> {
  if (await isSaved(db, person, key)) return false;
  const values = {
    step,
    opened_as: openedAs,
    fields: fields === null ? null : JSON.stringify(fields),
    typed_at: context.clock(),
  };
  await db
    .insertInto('drafts')
    .values({ person_id: person, key, organisation_id: organisation, form, ...values })
    .onConflict((on) =>
      on
        .columns(['person_id', 'key'])
        .doUpdateSet(values)
        .where('drafts.step', '<', String(step))
        .where('drafts.form', '=', form)
        .where('drafts.organisation_id', '=', organisation),
    )
    .execute();
  await dropOldest(db, person, key);
  return true;
}

/**
 * Lets go of the oldest of too many drafts, never of this one. What was saved by itself is counted apart: it holds no
 * words, and takes the place of none.
 */
async function dropOldest(db: Db, person: string, key: string): Promise<void> {
  await sql`DELETE FROM drafts WHERE person_id = ${person} AND key IN (
    SELECT n.key FROM (
      SELECT d.key, row_number() OVER (
        PARTITION BY d.fields IS NULL ORDER BY d.key = ${key} DESC, d.typed_at DESC, d.step DESC) AS place
      FROM drafts d WHERE d.person_id = ${person}) n
    WHERE n.place > ${MOST_DRAFTS})`.execute(db);
}

/** Empties the draft of a form whose words are saved up to this step, but for `rest`. */
export async function emptyDraft(
  db: Db,
  context: Pick<AppContext, 'clock'>,
  { person, key, step, rest }: DraftStep & { person: string; rest: readonly DraftField[] },
): Promise<void> {
  await db
    .updateTable('drafts')
    .set({
      fields: rest.length > 0 ? JSON.stringify(rest) : null,
      typed_at: context.clock(),
    })
    .where('person_id', '=', person)
    .where('key', '=', key)
    .where('step', '<=', String(step))
    .execute();
}

/** Lets go of drafts that another has taken the place of, as far as they still are as they were then. */
export async function dropDrafts(
  db: Db,
  person: string,
  drafts: readonly DraftStep[],
): Promise<void> {
  for (const { key, step } of drafts)
    await db
      .deleteFrom('drafts')
      .where('person_id', '=', person)
      .where('key', '=', key)
      .where('step', '=', String(step))
      .execute();
}

/** Lets go of the draft of a form that is being saved with this key. */
export async function dropDraftOf(db: Db, person: string, key: string): Promise<void> {
  await db.deleteFrom('drafts').where('person_id', '=', person).where('key', '=', key).execute();
}

/** The drafts of one form, newest first. */
export async function listDrafts(db: Db, place: DraftPlace): Promise<Draft[]> {
  const rows = await db
    .selectFrom('drafts')
    .select(['key', 'step', 'opened_as', 'fields', 'typed_at'])
    .where('person_id', '=', place.person)
    .where('organisation_id', '=', place.organisation)
    .where('form', '=', place.form)
    .orderBy('step', 'desc')
    .execute();
  return rows.map(({ key, step, opened_as, fields, typed_at }) => ({
    key,
    step: Number(step),
    openedAs: opened_as,
    fields,
    typedAt: typed_at,
  }));
}

/** Longer than the summer holidays. */
const KEPT_MS = 90 * 24 * 60 * 60 * 1000;

/** Lets go of drafts that nobody has come back to; gives how many went. */
export async function deleteOldDrafts(
  context: Pick<AppContext, 'clock' | 'storage'>,
): Promise<number> {
  const before = new Date(context.clock().getTime() - KEPT_MS);
  const { numDeletedRows } = await context.storage.write(installation, (db) =>
    db.deleteFrom('drafts').where('typed_at', '<', before).executeTakeFirst(),
  );
  return Number(numDeletedRows);
}

/** Lets go of all that a person has not saved. */
export async function eraseDrafts(db: Db, person: string): Promise<void> {
  await db.deleteFrom('drafts').where('person_id', '=', person).execute();
}
