/** Step-up: before something dangerous, somebody signed in shows again that it is really them. */
import { Problem, unauthenticated } from '../../problems.js';
import { type Db, installation } from '../../storage/transaction.js';
import type { World } from '../../storage/world.js';
import type { Visit } from '../../web/visit.js';
import { matchesPassword } from '../passwords.js';
import { renewSession } from '../sessions.js';
import { clearTries, countTries, type Try } from './limits.js';
import { note } from './second-step.js';
import { recordHeld, type Way } from './sign-in.js';

/**
 * Lets on whoever has shown within so many minutes who they are. Anybody else is asked first, and what they were
 * sending is kept meanwhile.
 * @throws Problem 403 `proof.needed`; the application answers it with the page that asks.
 */
export function requireRecentProof(visit: Visit, minutes: number): void {
  const provedAt = visit.session?.provedAt.getTime() ?? 0;
  if (visit.world.clock().getTime() - provedAt <= minutes * 60_000) return;
  throw new Problem(403, 'proof.needed', 'Show that it is you, then go on.');
}

/** How long a proof is good before what is grave for a school or a person's data. */
export const GRAVE_MINUTES = 15;

/** Given to the verbs that are grave in some cases only: called in those. @throws Problem 403 `proof.needed`. */
export type Prove = () => void;

/** What lets this visit on to what is grave. */
export const proofOf =
  (visit: Visit): Prove =>
  () =>
    requireRecentProof(visit, GRAVE_MINUTES);

/** True for the answer of `requireRecentProof`. */
export const isProofNeeded = (error: unknown): boolean =>
  error instanceof Problem && error.code === 'proof.needed';

/** Which proofs a person has. */
export interface Proofs {
  password: boolean;
  passkey: boolean;
  code: boolean;
  /** The providers of their identities. */
  providers: string[];
}

export async function listProofs(db: Db, person: string): Promise<Proofs> {
  const row = await db
    .selectFrom('persons as p')
    .select((eb) => [
      eb
        .exists(
          eb
            .selectFrom('passwords as w')
            .select('w.person_id')
            .whereRef('w.person_id', '=', 'p.id'),
        )
        .as('password'),
      eb
        .exists(eb.selectFrom('passkeys as k').select('k.id').whereRef('k.person_id', '=', 'p.id'))
        .as('passkey'),
      eb
        .exists(
          eb
            .selectFrom('code_apps as a')
            .select('a.person_id')
            .whereRef('a.person_id', '=', 'p.id'),
        )
        .as('code'),
      eb
        .selectFrom('identities as i')
        .select((i) => i.fn.agg<string[] | null>('array_agg', ['i.provider']).as('all'))
        .whereRef('i.person_id', '=', 'p.id')
        .as('providers'),
    ])
    .where('p.id', '=', person)
    .executeTakeFirst();
  return {
    password: Boolean(row?.password),
    passkey: Boolean(row?.passkey),
    code: Boolean(row?.code),
    providers: [...new Set(row?.providers ?? [])],
  };
}

/**
 * Checks the password of somebody signed in.
 * @throws Problem 422 `password.wrong` at `field`; 429 `tries.held`.
 */
export async function assertOwnPassword(
  world: World,
  person: string,
  typed: string,
  field = 'password',
): Promise<void> {
  const tries: Try[] = [{ kind: 'proof', who: person }];
  const usedUp = await countTries(world, tries);
  const row = await world.storage.read(installation, (db) =>
    db.selectFrom('passwords').select('hash').where('person_id', '=', person).executeTakeFirst(),
  );
  if (!(await matchesPassword(typed, row?.hash ?? null))) {
    if (usedUp.length > 0) await recordHeld(world, person, usedUp);
    const sentence = 'Enter the password that you sign in with now';
    throw new Problem(422, 'password.wrong', `${sentence}.`, { [field]: sentence });
  }
  await world.storage.write(installation, (db) => clearTries(db, tries));
}

/**
 * The session goes on as proved, under a new token, which is given.
 * @throws Problem 401 when it has ended meanwhile.
 */
export async function proved(
  db: Db,
  world: World,
  session: string,
  person: string,
  way: Way,
): Promise<string> {
  const token = await renewSession(db, world, session);
  if (!token) throw unauthenticated('session.ended', 'Your session has ended. Sign in again.');
  await note(db, world, person, 'proof.given', { way });
  return token;
}
