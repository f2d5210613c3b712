/** People who were erased stay erased: whom the replaced database had forgotten, the restored one forgets again. */
import type pg from 'pg';
import { Problem } from '../platform/problems.js';
import type { AppContext } from '../platform/storage/context.js';
import { changeSetting, findSetting } from '../platform/storage/settings.js';
import { installation } from '../platform/storage/transaction.js';
import { erasePerson } from '../record/data-protection.js';

/** Kept in the database, so that a restore that is cut off after its last step is made good at the next start. */
const SETTING = 'erased before the restore';

/** The ids of those whom this database has forgotten, or is still to forget after an earlier restore. */
export async function listErased(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ at: string | null }>("SELECT to_regclass('persons') AS at");
  if (!rows[0]?.at) return [];
  const erased = await client.query<{ id: string }>(
    `SELECT id::text FROM persons WHERE erased_at IS NOT NULL
     UNION SELECT jsonb_array_elements_text(value) FROM settings WHERE name = $1 ORDER BY 1`,
    [SETTING],
  );
  return erased.rows.map(({ id }) => id);
}

/** Writes down who of the restored people is to be erased again. */
export async function rememberErased(client: pg.Client, erased: readonly string[]): Promise<void> {
  await client.query(
    `INSERT INTO settings (name, value)
     SELECT $1, jsonb_agg(id ORDER BY id) FROM persons WHERE id = ANY ($2::uuid[]) AND erased_at IS NULL
     HAVING count(*) > 0
     ON CONFLICT (name) DO UPDATE SET value = settings.value || excluded.value`,
    [SETTING, erased],
  );
}

export interface ErasedAgain {
  /** How many people were erased. */
  erased: number;
  /** Why somebody could not be: tried again at the next start. */
  refused: { person: string; why: string }[];
}

/** Erases whoever is still to be erased after a restore. */
export async function eraseAgain(context: AppContext): Promise<ErasedAgain> {
  const done: ErasedAgain = { erased: 0, refused: [] };
  const waiting = await context.storage.read(installation, (db) => findSetting(db, SETTING));
  const people = (waiting ?? []) as string[];
  if (people.length === 0) return done;
  for (const person of people) {
    try {
      await erasePerson(context, person, { person: null, channel: 'command' });
      done.erased += 1;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.status !== 404) done.refused.push({ person, why: error.message });
    }
  }
  const left = done.refused.map(({ person }) => person);
  if (left.length === people.length) return done;
  await context.storage.write(installation, (db) => changeSetting(db, SETTING, left));
  return done;
}
