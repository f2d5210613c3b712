/** The second step after a password: a code, a recovery code. (A passkey is the third way: passkeys.ts.) */

import { type Happened, record } from '../platform/history/history.js';
import { invalid } from '../platform/problems.js';
import type { AppContext } from '../platform/storage/context.js';
import { type Db, installation, signingIn } from '../platform/storage/transaction.js';
import { clearAttempts, countAttempts, type Try } from './attempt-limits.js';
import { notifyPerson } from './emails.js';
import { signInEvents } from './events.js';
import {
  findRecoveryCode,
  makeRecoveryCodes,
  type NewCodes,
  saveRecoveryCodes,
  useRecoveryCode,
} from './recovery-codes.js';
import { recordThrottled, type Way } from './sign-in.js';
import { matchingStep } from './totp.js';

const SIX_FIGURES = /^\s*\d{3}\s?\d{3}\s*$/;

const refused = (sentence: string) => invalid('code.refused', `${sentence}.`, { code: sentence });

/**
 * Runs `then` in one transaction with the taking of the code, so that a code is never spent for nothing.
 * @throws Problem 422 `code.refused` for a wrong, old or used code; 429 `attempts.throttled`.
 */
export async function withCode<T>(
  context: AppContext,
  person: string,
  typed: string,
  then: (db: Db, way: Way) => Promise<T>,
): Promise<T> {
  const attempts: Try[] = [{ kind: 'code', who: person }];
  if (!typed.trim()) throw refused('Enter the code from your app, or a recovery code');
  const usedUp = await countAttempts(context, attempts);
  const result = await context.storage.write({ ...signingIn, person }, async (db) => {
    const way = await takeCode(db, context, person, typed);
    if (!way) return null;
    await clearAttempts(db, attempts);
    return { answer: await then(db, way) };
  });
  if (result) return result.answer;
  if (usedUp.length > 0) await recordThrottled(context, person, usedUp);
  throw refused(
    SIX_FIGURES.test(typed)
      ? 'That code is not right. Enter the code your app shows now. Each code works once, for 30 seconds'
      : 'That code is not right. Enter a recovery code you have not used yet, or the 6 digits from your app',
  );
}

/** Which of the two codes it was, once it has been taken; null when it is neither. */
async function takeCode(
  db: Db,
  context: AppContext,
  person: string,
  typed: string,
): Promise<Way | null> {
  if (SIX_FIGURES.test(typed))
    return (await takeTimeCode(db, context, person, typed)) ? 'code' : null;
  const hash = await findRecoveryCode(db, person, typed);
  if (!hash || !(await useRecoveryCode(db, context, person, hash))) return null;
  await record(db, context, signInEvents, {
    organisation: null,
    person,
    verb: 'recovery-code.used',
    subject: { kind: 'person', id: person },
    after: { left: await countRecoveryCodes(db, person) },
  });
  return 'recovery code';
}

async function takeTimeCode(
  db: Db,
  context: AppContext,
  person: string,
  typed: string,
): Promise<boolean> {
  const app = await db
    .selectFrom('code_apps')
    .select('secret')
    .where('person_id', '=', person)
    .executeTakeFirst();
  const step = app && matchingStep(app.secret, typed, context.clock());
  if (!app || step === null || step === undefined) return false;
  const { numUpdatedRows } = await db
    .updateTable('code_apps')
    .set({ last_step: step })
    .where('person_id', '=', person)
    .where('last_step', '<', String(step))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** How many recovery codes are still good. */
export async function countRecoveryCodes(db: Db, person: string): Promise<number> {
  const { count } = await db
    .selectFrom('recovery_codes')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('person_id', '=', person)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/**
 * Keeps the secret of a code app once its first code has shown that it works, and asks for the second step from now
 * on. Gives ten recovery codes.
 * @throws Problem 422 `code.refused`.
 */
export async function addCodeApp(
  context: AppContext,
  person: string,
  secret: Buffer,
  typed: string,
): Promise<NewCodes> {
  const attempts: Try[] = [{ kind: 'code', who: person }];
  await countAttempts(context, attempts);
  const step = matchingStep(secret, typed, context.clock());
  if (step === null) {
    throw refused(
      'Enter the 6 digits your app shows now. If they do not work again, check the time on your phone',
    );
  }
  const recovery = await makeRecoveryCodes();
  await context.storage.write({ ...installation, person }, async (db) => {
    await clearAttempts(db, attempts);
    const row = { secret, last_step: step, added_at: context.clock() };
    await db
      .insertInto('code_apps')
      .values({ person_id: person, ...row })
      .onConflict((conflict) => conflict.column('person_id').doUpdateSet(row))
      .execute();
    await saveRecoveryCodes(db, context, person, recovery);
    await askForSecondStep(db, context, person, true);
    await note(db, context, person, 'code-app.added');
    await notifyPerson(db, context, person, {
      subject: 'An authenticator app was added to your Waymark account',
      text: 'An authenticator app was added to your account, with ten recovery codes. Waymark now asks for a code after your password.',
    });
  });
  return recovery;
}

/** Puts ten new recovery codes in the place of the old ones. */
export async function renewRecoveryCodes(context: AppContext, person: string): Promise<NewCodes> {
  const recovery = await makeRecoveryCodes();
  await context.storage.write({ ...installation, person }, async (db) => {
    await saveRecoveryCodes(db, context, person, recovery);
    await note(db, context, person, 'recovery-codes.made');
    await notifyPerson(db, context, person, {
      subject: 'New recovery codes were created for your Waymark account',
      text: 'Ten new recovery codes were created for your account. Older ones no longer work.',
    });
  });
  return recovery;
}

/** Takes the code app away. Without a passkey left there is no second step to ask for. */
export async function removeCodeApp(context: AppContext, person: string): Promise<void> {
  await context.storage.write({ ...installation, person }, async (db) => {
    const { numDeletedRows } = await db
      .deleteFrom('code_apps')
      .where('person_id', '=', person)
      .executeTakeFirst();
    if (numDeletedRows === 0n) return;
    await note(db, context, person, 'code-app.removed');
    await stopAskingForNothing(db, context, person);
    await notifyPerson(db, context, person, {
      subject: 'Your authenticator app was removed from Waymark',
      text: 'The authenticator app was removed from your account.',
    });
  });
}

/** Turns the second step on or off. @throws Problem 422 `second-step.nothing` when there is nothing to ask for. */
export async function setSecondStep(
  context: AppContext,
  person: string,
  isOn: boolean,
): Promise<void> {
  await context.storage.write({ ...installation, person }, async (db) => {
    if (isOn && !(await hasSecondFactor(db, person))) {
      throw invalid('second-step.nothing', 'Add a passkey or an authenticator app first.');
    }
    await askForSecondStep(db, context, person, isOn);
    if (isOn) return;
    await notifyPerson(db, context, person, {
      subject: 'Two-step sign-in was turned off for your Waymark account',
      text: 'You now sign in to Waymark with your password only.',
    });
  });
}

async function askForSecondStep(
  db: Db,
  context: AppContext,
  person: string,
  isOn: boolean,
): Promise<void> {
  const changed = isOn
    ? await db
        .insertInto('second_steps')
        .values({ person_id: person, since: context.clock() })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst()
        .then(({ numInsertedOrUpdatedRows }) => numInsertedOrUpdatedRows)
    : await db
        .deleteFrom('second_steps')
        .where('person_id', '=', person)
        .executeTakeFirst()
        .then(({ numDeletedRows }) => numDeletedRows);
  if (changed) await note(db, context, person, isOn ? 'second-step.on' : 'second-step.off');
}

/** A second step that nobody could take would lock its person out. Recovery codes end with it. */
export async function stopAskingForNothing(
  db: Db,
  context: AppContext,
  person: string,
): Promise<void> {
  if (await hasSecondFactor(db, person)) return;
  await askForSecondStep(db, context, person, false);
  await db.deleteFrom('recovery_codes').where('person_id', '=', person).execute();
}

async function hasSecondFactor(db: Db, person: string): Promise<boolean> {
  const row = await db
    .selectFrom('persons')
    .select('id')
    .where('id', '=', person)
    .where((eb) =>
      eb.or([
        eb.exists(eb.selectFrom('code_apps').select('person_id').where('person_id', '=', person)),
        eb.exists(eb.selectFrom('passkeys').select('id').where('person_id', '=', person)),
      ]),
    )
    .executeTakeFirst();
  return row !== undefined;
}

/** A verb of signing in, with what its event holds afterwards. */
type Noted = {
  [V in keyof typeof signInEvents]: [
    verb: V,
    after?: Happened<Pick<typeof signInEvents, V>>['after'],
  ];
}[keyof typeof signInEvents];

/** One entry about a person's own account. What is secret stays out of it. */
export async function note(
  db: Db,
  context: AppContext,
  person: string,
  ...[verb, after = null]: Noted
): Promise<void> {
  await record(db, context, signInEvents, {
    organisation: null,
    person,
    subject: { kind: 'person', id: person },
    ...({ verb, before: null, after } as Happened<typeof signInEvents>),
  });
}
