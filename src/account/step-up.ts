/** Step-up: before something dangerous, somebody signed in shows again that it is really them. */
import { sql } from 'kysely';
import { Problem, unauthenticated } from '../platform/problems.js';
import type { World } from '../platform/storage/context.js';
import { type Db, installation } from '../platform/storage/transaction.js';
import type { Visit } from '../platform/web/request-context.js';
import { clearTries, countTries, type Try } from './attempt-limits.js';
import { matchesPassword } from './passwords.js';
import { note } from './second-step.js';
import { renewSession } from './sessions.js';
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
  const { rows } = await sql<Proofs>`
    SELECT EXISTS (SELECT 1 FROM passwords WHERE person_id = ${person}) AS password,
           EXISTS (SELECT 1 FROM passkeys WHERE person_id = ${person}) AS passkey,
           EXISTS (SELECT 1 FROM code_apps WHERE person_id = ${person}) AS code,
           ARRAY(SELECT DISTINCT provider FROM identities WHERE person_id = ${person}) AS providers`.execute(
    db,
  );
  return rows[0]!;
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
