/** Sealing: the head of every chain that has grown is signed, so that a tail cut off in the database shows. */
import { sql } from 'kysely';
import { z } from 'zod';
import type { AppContext } from '../storage/context.js';
import { type Db, installation } from '../storage/transaction.js';
import { defineEvents } from './events.js';
import { record } from './history.js';
import { checkpointText, type HistoryKey, openHistoryKey } from './signing-key.js';

/** What the history of the installation holds of its own keys. */
export const storageEvents = defineEvents({ 'history.key-made': { key: z.hex() } });

interface Head {
  organisation_id: string;
  position: string;
  hash: Buffer;
}

/** Writes down the key in use. A new one stands in the history of the installation: no key changes silently. */
async function registerKey(db: Db, context: AppContext, key: HistoryKey): Promise<void> {
  const known = await db
    .selectFrom('history_keys')
    .select('id')
    .where('id', '=', key.id)
    .executeTakeFirst();
  if (known) return;
  await db
    .insertInto('history_keys')
    .values({ id: key.id, public_key: key.publicKey, made_at: context.clock() })
    .onConflict((same) => same.doNothing())
    .execute();
  await record(db, context, storageEvents, {
    organisation: null,
    person: null,
    channel: 'system',
    verb: 'history.key-made',
    subject: { kind: 'history-key', id: key.id },
    after: { key: key.id },
  });
}

/** Seals every chain that has grown. Gives how many. */
export async function signCheckpoints(context: AppContext): Promise<number> {
  const key = openHistoryKey(context.config);
  return context.storage.write(installation, async (db) => {
    await registerKey(db, context, key);
    const { rows } = await sql<Head>`SELECT * FROM waymark_unsigned(${key.id})`.execute(db);
    const at = context.clock();
    for (const head of rows) {
      const { organisation_id, position, hash } = head;
      const signature = key.sign(
        checkpointText({
          organisation: organisation_id,
          position: Number(position),
          hash: hash.toString('hex'),
          at: at.toISOString(),
        }),
      );
      await db
        .insertInto('history_checkpoints')
        .values({ organisation_id, position, hash, at, key_id: key.id, signature })
        .onConflict((same) => same.doNothing())
        .execute();
    }
    return rows.length;
  });
}
