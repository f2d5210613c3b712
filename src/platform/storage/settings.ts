/** What the installation remembers of itself, by name. */
import type { Db } from './transaction.js';

/** Makes a setting when it is not there, and holds it: whoever asks for it next waits for this transaction. */
export async function lockSetting(db: Db, name: string): Promise<void> {
  await db
    .insertInto('settings')
    .values({ name, value: '{}' })
    .onConflict((known) => known.doNothing())
    .execute();
  await db.selectFrom('settings').select('name').where('name', '=', name).forUpdate().execute();
}

/** The value of a setting; undefined when it is not there. */
export async function findSetting(db: Db, name: string): Promise<unknown> {
  const row = await db
    .selectFrom('settings')
    .select('value')
    .where('name', '=', name)
    .executeTakeFirst();
  return row?.value;
}

/** Changes a setting that is there. */
export async function changeSetting(db: Db, name: string, value: unknown): Promise<void> {
  await db
    .updateTable('settings')
    .set({ value: JSON.stringify(value) })
    .where('name', '=', name)
    .execute();
}
