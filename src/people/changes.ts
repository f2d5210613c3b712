/** The verbs of people and organisations. */
import { conflict, Problem } from '../problems.js';
import { record } from '../storage/history.js';
import { installation } from '../storage/transaction.js';
import type { World } from '../storage/world.js';
import { hashPassword, matchesPassword } from './passwords.js';
import { openSession } from './sessions.js';
import { findForSignIn, isSetUp } from './store.js';

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
 * @throws Problem 409 `set-up.done` when somebody was faster.
 */
export async function setUp(world: World, input: SetUp): Promise<string> {
  const hash = await hashPassword(input.password);
  return world.storage.write(installation, async (db) => {
    await db
      .insertInto('settings')
      .values({ name: 'set-up', value: '{}' })
      .onConflict((c) => c.doNothing())
      .execute();
    await db
      .selectFrom('settings')
      .select('name')
      .where('name', '=', 'set-up')
      .forUpdate()
      .execute();
    if (await isSetUp(db)) {
      throw conflict('set-up.done', 'Waymark has been set up already. Sign in instead.');
    }
    const now = world.clock();
    const person = world.id();
    const organisation = world.id();
    await db
      .insertInto('persons')
      .values({
        id: person,
        name: input.name,
        email: input.email,
        is_administrator: true,
        created_at: now,
      })
      .execute();
    await db.insertInto('passwords').values({ person_id: person, hash, changed_at: now }).execute();
    await db
      .insertInto('organisations')
      .values({
        id: organisation,
        name: input.organisation,
        kind: input.kind,
        urn: input.urn,
        created_at: now,
      })
      .execute();
    await db
      .insertInto('memberships')
      .values({
        organisation_id: organisation,
        person_id: person,
        role: 'careers leader',
        is_owner: true,
        started_at: now,
      })
      .execute();
    await record(db, world, {
      organisation: null,
      person,
      verb: 'installation.set-up',
      subject: { kind: 'organisation', id: organisation },
      before: null,
      after: { organisation: input.organisation, kind: input.kind },
    });
    return openSession(db, world, person, input.device);
  });
}

/**
 * Signs somebody in by password. Gives a session's token.
 * @throws Problem 422 `sign-in.refused`, the same for an unknown address and a wrong password, in the same time.
 */
export async function signIn(
  world: World,
  input: { email: string; password: string; device: string },
): Promise<string> {
  const found = await world.storage.read(installation, (db) => findForSignIn(db, input.email));
  const isRight = await matchesPassword(input.password, found?.hash ?? null);
  if (!found || !isRight) {
    const sentence = 'Enter the e-mail address and the password of your Waymark account';
    throw new Problem(422, 'sign-in.refused', `${sentence}.`, { email: sentence });
  }
  return world.storage.write(installation, (db) => openSession(db, world, found.id, input.device));
}

/** Opens a session for somebody without asking for proof. For the sample alone. */
export function signInAs(world: World, person: string, device: string): Promise<string> {
  return world.storage.write(installation, (db) => openSession(db, world, person, device));
}
