/** The second step: the password was right, and the person asks Waymark to make sure. */

import { conflict, type Problem } from '../../platform/problems.js';
import { type Db, installation, signingIn } from '../../platform/storage/transaction.js';
import { goTo, send } from '../../platform/web/answer.js';
import { Form, Submit, TextField } from '../../platform/web/fields.js';
import { expected, one, readForm } from '../../platform/web/form.js';
import { Details } from '../../platform/web/page.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { type Challenge, findChallenge, forgetChallenge, takeChallenge } from '../challenges.js';
import { callerOf, completeSignIn } from '../complete-sign-in.js';
import { answerPasskey, beginPasskey, canHavePasskeys } from '../passkeys.js';
import { withCode } from '../second-step.js';
import { enter, type HalfSignedIn } from '../sign-in.js';
import { listProofs, type Proofs } from '../step-up.js';
import { SignInPage } from './account-page.js';
import { PasskeyForm, PasskeyNeedsHttps } from './passkey-form.js';

type Half = Challenge<HalfSignedIn> & { person: string };

/** Null when the first step is more than ten minutes ago, or was never done. */
async function firstStep(c: Ctx): Promise<Half | null> {
  const half = await c
    .get('request')
    .context.storage.read(installation, (db) => findChallenge<HalfSignedIn>(c, db, 'second'));
  return half?.person ? (half as Half) : null;
}

const TOO_LATE = 'That took too long. Sign in again.';
const beginAgain = (c: Ctx): Response => goTo(c, '/sign-in', TOO_LATE);

/** GET /sign-in/second */
export async function secondStepPage(c: Ctx): Promise<Response> {
  const half = await firstStep(c);
  return half ? show(c, half) : beginAgain(c);
}

/** POST /sign-in/second */
export async function secondStepPost(c: Ctx): Promise<Response> {
  const half = await firstStep(c);
  if (!half) return beginAgain(c);
  const { context } = c.get('request');
  const typed = await readForm(c);
  try {
    const entry = await withCode(context, half.person, one(typed, 'code'), async (db, way) => {
      await endHalf(c, db);
      return enter(db, context, half.person, way, callerOf(c));
    });
    forgetChallenge(c, 'second');
    return await completeSignIn(c, entry, half.body);
  } catch (error) {
    return show(c, half, expected(error));
  }
}

/** POST /sign-in/second/passkey/options: for the island. */
export async function secondPasskeyOptions(c: Ctx): Promise<Response> {
  const half = await firstStep(c);
  if (!half) throw conflict('sign-in.too-late', TOO_LATE);
  return c.json(await beginPasskey(c, 'second', half.person));
}

/** POST /sign-in/second/passkey */
export async function secondPasskeyPost(c: Ctx): Promise<Response> {
  const half = await firstStep(c);
  if (!half) return beginAgain(c);
  const { context } = c.get('request');
  const typed = await readForm(c);
  try {
    const person = await answerPasskey(c, 'second', half.person, one(typed, 'passkey'));
    const entry = await context.storage.write({ ...signingIn, person }, async (db) => {
      await endHalf(c, db);
      return enter(db, context, person, 'passkey', callerOf(c));
    });
    forgetChallenge(c, 'second');
    forgetChallenge(c, 'passkey');
    return await completeSignIn(c, entry, half.body);
  } catch (error) {
    return show(c, half, expected(error));
  }
}

/** The first step counts once. @throws Problem 409 `sign-in.too-late` when another request was faster. */
async function endHalf(c: Ctx, db: Db): Promise<void> {
  if (await takeChallenge(c, db, 'second')) return;
  throw conflict('sign-in.too-late', TOO_LATE);
}

async function show(c: Ctx, half: Half, problem?: Problem): Promise<Response> {
  const request = c.get('request');
  const proofs = await request.context.storage.read(
    { organisation: null, person: half.person },
    (db) => listProofs(db, half.person),
  );
  const page = (
    <SignInPage
      request={request}
      title="Two-step sign-in"
      problem={problem}
      islands={proofs.passkey ? ['passkey'] : []}
      lead={leadFor(proofs)}
    >
      {proofs.passkey && !canHavePasskeys(c) && <PasskeyNeedsHttps />}
      {proofs.passkey && canHavePasskeys(c) && (
        <PasskeyForm
          does="ask"
          action="/sign-in/second/passkey"
          options="/sign-in/second/passkey/options"
          button="Use your passkey"
        />
      )}
      <Form action="/sign-in/second" key_={request.context.id()} class="form section">
        <TextField
          name="code"
          label={proofs.code ? 'Code' : 'Recovery code'}
          hint={
            proofs.code
              ? 'The 6 digits your app shows now, or a recovery code.'
              : 'One of the ten codes you saved, like k7mq-2xfd-9hpa.'
          }
          width={20}
          autocomplete="one-time-code"
          spellcheck={false}
          problem={problem}
        />
        <Submit or={['/sign-in', 'Sign in as someone else']}>Sign in</Submit>
      </Form>
      <Details summary="Lost your phone, passkey or codes?" class="section">
        <div class="govuk-details__text stack">
          <p>
            A recovery code lets you sign in once. You can then remove the lost phone and add a new
            one.
          </p>
          <p>
            If you have none left, ask your Waymark administrator. They check that it is you, then
            run <code>waymark person clear-second-factor</code> with your email address.
          </p>
        </div>
      </Details>
    </SignInPage>
  );
  return send(c, page, problem?.status ?? 200);
}

function leadFor({ code, passkey }: Proofs): string {
  if (code && passkey) return 'Use your passkey, or enter a code from your app.';
  return code ? 'Enter a code from your app.' : 'Use your passkey, or enter a recovery code.';
}
