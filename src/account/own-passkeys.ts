/** The passkeys that a person has: kept, listed, named and removed. */

import { conflict, notFound } from '../platform/problems.js';
import type { AppContext } from '../platform/storage/context.js';
import { type Db, installation, type RowOf } from '../platform/storage/transaction.js';
import { isolated } from '../platform/web/html.js';
import { notifyPerson } from './emails.js';
import { assertWayIn } from './identities.js';
import { note, stopAskingForNothing } from './second-step.js';

const MOST_PASSKEYS = 20;

interface NewPasskey {
  id: string;
  name: string;
  publicKey: Uint8Array;
  counter: number;
  transports: readonly string[];
  isBackedUp: boolean;
}

/** Keeps a passkey that was checked, and tells its person. @throws Problem 409 `passkey.too-many`, `passkey.known`. */
export async function keepPasskey(
  context: AppContext,
  person: string,
  made: NewPasskey,
): Promise<void> {
  await context.storage.write({ ...installation, person }, async (db) => {
    const own = await listPasskeys(db, person);
    if (own.length >= MOST_PASSKEYS) {
      throw conflict(
        'passkey.too-many',
        'You have 20 passkeys. Remove one that you no longer use.',
      );
    }
    const name = made.name || `Passkey ${own.length + 1}`;
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('passkeys')
      .values({
        id: made.id,
        person_id: person,
        name,
        public_key: Buffer.from(made.publicKey),
        counter: made.counter,
        transports: made.transports.filter(isTransport).join(' '),
        is_backed_up: made.isBackedUp,
        added_at: context.clock(),
      })
      .onConflict((taken) => taken.doNothing())
      .executeTakeFirst();
    if (!numInsertedOrUpdatedRows) {
      throw conflict('passkey.known', 'This passkey is already in use.');
    }
    await note(db, context, person, 'passkey.added');
    await notifyPerson(db, context, person, {
      subject: 'A passkey was added to your Waymark account',
      text: `The passkey "${isolated(name)}" can now sign you in to Waymark.`,
    });
  });
}

const isTransport = (word: string) => /^[a-z-]{2,20}$/.test(word);

/** The passkeys of a person, the oldest first. */
export async function listPasskeys(db: Db, person: string) {
  const rows = await db
    .selectFrom('passkeys')
    .select(['id', 'name', 'transports', 'is_backed_up as isBackedUp'])
    .select(['added_at as addedAt', 'used_at as usedAt'])
    .where('person_id', '=', person)
    .orderBy('added_at')
    .execute();
  return rows.map((row) => ({
    ...row,
    transports: row.transports.split(' ').filter(Boolean),
  }));
}

export type PasskeyShown = RowOf<typeof listPasskeys>;

/** @throws Problem 404 `passkey.missing`. */
export async function namePasskey(
  context: AppContext,
  person: string,
  id: string,
  name: string,
): Promise<void> {
  await context.storage.write({ ...installation, person }, async (db) => {
    const { numUpdatedRows } = await db
      .updateTable('passkeys')
      .set({ name })
      .where('id', '=', id)
      .where('person_id', '=', person)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw missing();
    await note(db, context, person, 'passkey.named');
  });
}

/** @throws Problem 404 `passkey.missing`; 409 `account.last-way-in`. */
export async function removePasskey(
  context: AppContext,
  person: string,
  id: string,
): Promise<string> {
  return context.storage.write({ ...installation, person }, async (db) => {
    const gone = await db
      .deleteFrom('passkeys')
      .where('id', '=', id)
      .where('person_id', '=', person)
      .returning('name')
      .executeTakeFirst();
    if (!gone) throw missing();
    await assertWayIn(db, person);
    await note(db, context, person, 'passkey.removed');
    await stopAskingForNothing(db, context, person);
    await notifyPerson(db, context, person, {
      subject: 'A passkey was removed from your Waymark account',
      text: `The passkey "${isolated(gone.name)}" no longer signs you in to Waymark.`,
    });
    return gone.name;
  });
}

const missing = () => notFound('passkey.missing', 'Your account has no such passkey.');
