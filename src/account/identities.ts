/** Identities: accounts at other services that a person has linked to their own here. */
import { conflict, notFound } from '../platform/problems.js';
import type { AppContext } from '../platform/storage/context.js';
import { type Db, installation } from '../platform/storage/transaction.js';
import { notifyPerson } from './emails.js';
import { markEmailVerified } from './people-store.js';
import type { VerifiedIdentity } from './providers.js';
import { note } from './second-step.js';

/** Whose identity this is, or null. Issuer and subject alone decide; an address that it vouches for is proved. */
export async function findPersonOf(
  db: Db,
  context: AppContext,
  { issuer, subject, email }: VerifiedIdentity,
): Promise<string | null> {
  const row = await db
    .updateTable('identities')
    .from('persons')
    .set({ used_at: context.clock() })
    .whereRef('persons.id', '=', 'identities.person_id')
    .where('persons.erased_at', 'is', null)
    .where('identities.issuer', '=', issuer)
    .where('identities.subject', '=', subject)
    .returning('identities.person_id')
    .executeTakeFirst();
  if (row) await verifyByService(db, context, row.person_id, email);
  return row?.person_id ?? null;
}

/** A service that vouches for the very address that the person has here proves it. */
async function verifyByService(
  db: Db,
  context: AppContext,
  person: string,
  email: string | null,
): Promise<void> {
  const row = await db
    .selectFrom('persons')
    .select('email')
    .where('id', '=', person)
    .executeTakeFirst();
  if (email && row?.email === email) await markEmailVerified(db, person, context.clock());
}

/**
 * Links an identity to somebody signed in.
 * @throws Problem 409 `identity.taken` when it is linked to somebody else.
 */
export async function linkIdentity(
  context: AppContext,
  person: string,
  { provider, issuer, subject, label, email }: VerifiedIdentity,
): Promise<void> {
  await context.storage.write({ ...installation, person }, async (db) => {
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('identities')
      .values({
        issuer,
        subject,
        provider: provider.id,
        person_id: person,
        label,
        added_at: context.clock(),
      })
      .onConflict((taken) =>
        taken
          .columns(['issuer', 'subject'])
          .doUpdateSet({ label })
          .where('identities.person_id', '=', person),
      )
      .executeTakeFirst();
    if (!numInsertedOrUpdatedRows) {
      throw conflict(
        'identity.taken',
        `This ${provider.name} account is linked to another person in Waymark. Remove the link there first.`,
      );
    }
    await verifyByService(db, context, person, email);
    await note(db, context, person, 'identity.linked', { provider: provider.id });
    await notifyPerson(db, context, person, {
      subject: `${provider.name} was linked to your Waymark account`,
      text: `You can now sign in to Waymark with ${provider.name}.`,
    });
  });
}

/** The identities of a person, the oldest first. */
export async function listIdentities(db: Db, person: string) {
  return db
    .selectFrom('identities')
    .select(['issuer', 'subject', 'provider', 'label'])
    .select(['added_at as addedAt', 'used_at as usedAt'])
    .where('person_id', '=', person)
    .orderBy('added_at')
    .execute();
}

/**
 * Takes an identity away, unless it is the last way in.
 * @throws Problem 404 `identity.missing`; 409 `account.last-way-in`.
 */
export async function unlinkIdentity(
  context: AppContext,
  person: string,
  issuer: string,
  subject: string,
): Promise<void> {
  await context.storage.write({ ...installation, person }, async (db) => {
    const gone = await db
      .deleteFrom('identities')
      .where('person_id', '=', person)
      .where('issuer', '=', issuer)
      .where('subject', '=', subject)
      .returning('provider')
      .executeTakeFirst();
    if (!gone) throw notFound('identity.missing', 'Your account has no such link.');
    await assertWayIn(db, person);
    await note(db, context, person, 'identity.unlinked', { provider: gone.provider });
    await notifyPerson(db, context, person, {
      subject: 'A linked account was removed from Waymark',
      text: 'You can no longer sign in to Waymark with an account from another service.',
    });
  });
}

/** @throws Problem 409 `account.last-way-in` when there is no password, passkey or identity left. */
export async function assertWayIn(db: Db, person: string): Promise<void> {
  const row = await db
    .selectFrom('persons as p')
    .select('p.id')
    .where('p.id', '=', person)
    .where((eb) =>
      eb.or([
        eb.exists(eb.selectFrom('passwords').select('person_id').where('person_id', '=', person)),
        eb.exists(eb.selectFrom('passkeys').select('id').where('person_id', '=', person)),
        eb.exists(eb.selectFrom('identities').select('issuer').where('person_id', '=', person)),
      ]),
    )
    .executeTakeFirst();
  if (row) return;
  throw conflict(
    'account.last-way-in',
    'This is your only way to sign in. Add another first, such as a password or a passkey.',
  );
}
