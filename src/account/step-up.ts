/** Step-up: before something dangerous, somebody signed in shows again that it is really them. */
import { sql } from 'kysely';
import { Problem, unauthenticated } from '../platform/problems.js';
import type { AppContext } from '../platform/storage/context.js';
import { type Db, installation, signingIn } from '../platform/storage/transaction.js';
import type { Ctx, RequestContext } from '../platform/web/request-context.js';
import { clearAttempts, countAttempts, type Try } from './attempt-limits.js';
import { matchesPassword } from './passwords.js';
import { note } from './second-step.js';
import { renewSession } from './sessions.js';
import { recordThrottled, type Way } from './sign-in.js';

/**
 * Lets on whoever has shown within so many minutes who they are. Anybody else is asked first, and what they were
 * sending is kept meanwhile.
 * @throws Problem 403 `step-up.needed`; the application answers it with the page that asks.
 */
export function requireStepUp(request: RequestContext, minutes: number): void {
  const confirmedAt = request.session?.confirmedAt.getTime() ?? 0;
  if (request.context.clock().getTime() - confirmedAt <= minutes * 60_000) return;
  throw new Problem(403, 'step-up.needed', 'Confirm it is you, then continue.');
}

/** A page or a form for which one has to have shown within ten minutes who one is. @throws Problem as `requireStepUp` */
export const afterStepUp =
  <Actor>(handler: (c: Ctx, actor: Actor) => Promise<Response>) =>
  async (c: Ctx, actor: Actor): Promise<Response> => {
    requireStepUp(c.get('request'), 10);
    return handler(c, actor);
  };

/** How long a proof is good before what is grave for a school or a person's data. */
export const GRAVE_MINUTES = 15;

/** Given to the verbs that are grave in some cases only: called in those. @throws Problem 403 `step-up.needed`. */
export type Confirm = () => void;

/** What lets this request on to what is grave. */
export const stepUpOf =
  (request: RequestContext): Confirm =>
  () =>
    requireStepUp(request, GRAVE_MINUTES);

/** True for the answer of `requireRecentProof`. */
export const isStepUpNeeded = (error: unknown): boolean =>
  error instanceof Problem && error.code === 'step-up.needed';

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
 * @throws Problem 422 `password.wrong` at `field`; 429 `attempts.throttled`.
 */
export async function assertOwnPassword(
  context: AppContext,
  person: string,
  typed: string,
  field = 'password',
): Promise<void> {
  const attempts: Try[] = [{ kind: 'proof', who: person }];
  if (typed === '') throw wrongPassword('Enter your current password', field);
  const usedUp = await countAttempts(context, attempts);
  const row = await context.storage.read(installation, (db) =>
    db.selectFrom('passwords').select('hash').where('person_id', '=', person).executeTakeFirst(),
  );
  if (!(await matchesPassword(typed, row?.hash ?? null))) {
    if (usedUp.length > 0) await recordThrottled(context, person, usedUp);
    throw wrongPassword('The password is not right', field);
  }
  await context.storage.write(signingIn, (db) => clearAttempts(db, attempts));
}

const wrongPassword = (sentence: string, field: string) =>
  new Problem(422, 'password.wrong', `${sentence}.`, { [field]: sentence });

/**
 * The session goes on as proved, under a new token, which is given.
 * @throws Problem 401 when it has ended meanwhile.
 */
export async function confirmed(
  db: Db,
  context: AppContext,
  session: string,
  person: string,
  way: Way,
): Promise<string> {
  const token = await renewSession(db, context, session);
  if (!token) throw unauthenticated('session.ended', 'Your session has ended. Sign in again.');
  await note(db, context, person, 'step-up.done', { way });
  return token;
}
