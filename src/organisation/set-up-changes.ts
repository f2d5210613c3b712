/** The verbs of people and organisations. */

import { assertStrongPassword } from '../account/password-strength.js';
import { hashPassword } from '../account/passwords.js';
import { addPassword, addPerson, isSetUp } from '../account/people-store.js';
import { openSession } from '../account/sessions.js';
import { record } from '../platform/history/history.js';
import { conflict } from '../platform/problems.js';
import type { AppContext } from '../platform/storage/context.js';
import { lockSetting } from '../platform/storage/settings.js';
import { installation, signingIn } from '../platform/storage/transaction.js';
import { peopleEvents } from './events.js';
import { addMembership, addOrganisation } from './organisation-store.js';
import { forgetSetUpCode } from './set-up-code.js';

export interface SetUp {
  name: string;
  email: string;
  password: string;
  organisation: string;
  kind: 'school' | 'special school';
  urn: string | null;
  device: string;
}

/**
 * Makes the installation's administrator and the first school, whose careers leader they are. Gives a session's token.
 * @throws Problem 409 `set-up.done` when somebody was faster, 422 `password.weak`.
 */
export async function setUp(context: AppContext, input: SetUp): Promise<string> {
  await assertStrongPassword(input.password, [input.name, input.email, input.organisation]);
  const hash = await hashPassword(input.password);
  return context.storage.write(installation, async (db) => {
    await lockSetting(db, 'set-up');
    if (await isSetUp(db)) {
      throw conflict('set-up.done', 'Waymark is already set up. Sign in instead.');
    }
    const now = context.clock();
    const person = context.id();
    const organisation = context.id();
    await addPerson(db, {
      id: person,
      name: input.name,
      email: input.email,
      is_administrator: true,
      created_at: now,
    });
    await addPassword(db, person, hash, now);
    await addOrganisation(db, {
      id: organisation,
      name: input.organisation,
      kind: input.kind,
      urn: input.urn,
      created_at: now,
    });
    await addMembership(db, {
      organisation_id: organisation,
      person_id: person,
      role: 'careers leader',
      is_owner: true,
      started_at: now,
    });
    await record(db, context, peopleEvents, {
      organisation: null,
      person,
      verb: 'installation.set-up',
      subject: { kind: 'organisation', id: organisation },
      after: { kind: input.kind },
    });
    await forgetSetUpCode(db);
    return openSession(db, context, person, input.device);
  });
}

/** Opens a session for somebody without asking for proof. For the sample alone. */
export function signInAs(context: AppContext, person: string, device: string): Promise<string> {
  return context.storage.write(signingIn, (db) => openSession(db, context, person, device));
}
