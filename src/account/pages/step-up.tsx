/** Asks somebody signed in to show that it is them. What they were sending waits here and is sent on. */

import { actorPost } from '../../platform/access/form-post.js';
import type { SignedIn } from '../../platform/access/route.js';
import type { Problem } from '../../platform/problems.js';
import { type Db, signingIn } from '../../platform/storage/transaction.js';
import { goTo, safePath, send } from '../../platform/web/answer.js';
import { Form, Submit, TextField } from '../../platform/web/fields.js';
import { one, readForm, type Typed } from '../../platform/web/form.js';
import { isMultipart } from '../../platform/web/multipart.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { forgetChallenge } from '../challenges.js';
import { onwardOf } from '../complete-sign-in.js';
import { answerPasskey, beginPasskey, canHavePasskeys } from '../passkeys.js';
import { withCode } from '../second-step.js';
import { startSession } from '../sessions.js';
import type { Onward as OnwardTo, Way } from '../sign-in.js';
import { assertOwnPassword, confirmed, listProofs } from '../step-up.js';
import { SignInPage } from './account-page.js';
import { Onward, PasskeyForm, PasskeyNeedsHttps } from './passkey-form.js';
import { PasswordField } from './password-field.js';
import { ProviderButtons } from './providers.js';
import { showResubmitForm, withoutSecrets } from './resubmit-form.js';

/** Answers `step-up.needed`: to the page that asks, with whatever was being sent. */
export async function offerStepUp(c: Ctx): Promise<Response> {
  if (c.req.method === 'GET') {
    const { pathname, search } = new URL(c.req.url);
    return c.redirect(`/prove?next=${encodeURIComponent(pathname + search)}`, 303);
  }
  // An upload is not carried along: the person chooses the file again.
  if (isMultipart(c)) return show(c, { next: [c.req.path] });
  return show(c, { next: [c.req.path], kept: [withoutSecrets(await readForm(c))] });
}

/** GET /prove?next=… */
export async function stepUpPage(c: Ctx): Promise<Response> {
  return show(c, { next: [safePath(c.req.query('next'), '/account')] });
}

/** POST /prove */
export const stepUpPost = actorPost(async ({ c, context, actor: { person, session }, typed }) => {
  const finish = (db: Db, way: Way) => confirmed(db, context, session.id, person.id, way);
  if (one(typed, 'with') === 'code') {
    const token = await withCode(context, person.id, one(typed, 'code'), finish);
    return goOn(c, token, onwardOf(typed));
  }
  await assertOwnPassword(context, person.id, one(typed, 'password'));
  const token = await context.storage.write({ ...signingIn, person: person.id }, (db) =>
    finish(db, 'password'),
  );
  return goOn(c, token, onwardOf(typed));
}, showAgain);

/** POST /prove/passkey/options: for the island. */
export async function stepUpPasskeyOptions(c: Ctx, { person }: SignedIn): Promise<Response> {
  return c.json(await beginPasskey(c, 'prove', person.id));
}

/** POST /prove/passkey */
export const stepUpPasskeyPost = actorPost(
  async ({ c, context, actor: { person, session }, typed }) => {
    await answerPasskey(c, 'prove', person.id, one(typed, 'passkey'));
    const token = await context.storage.write({ ...signingIn, person: person.id }, (db) =>
      confirmed(db, context, session.id, person.id, 'passkey'),
    );
    forgetChallenge(c, 'passkey');
    return goOn(c, token, onwardOf(typed));
  },
  showAgain,
);

function showAgain(c: Ctx, _: SignedIn, typed: Typed, problem: Problem): Promise<Response> {
  return show(c, typed, problem);
}

async function goOn(c: Ctx, token: string, onward: OnwardTo): Promise<Response> {
  startSession(c, token);
  return onward.kept
    ? showResubmitForm(c, onward.next, onward.kept, 'proved')
    : goTo(c, onward.next);
}

async function show(c: Ctx, typed: Typed, problem?: Problem): Promise<Response> {
  const request = c.get('request');
  const person = request.person?.id ?? '';
  const onward = onwardOf(typed);
  const proofs = await request.context.storage.read({ organisation: null, person }, (db) =>
    listProofs(db, person),
  );
  const page = (
    <SignInPage
      request={request}
      title="Confirm it is you"
      problem={problem}
      islands={[...(proofs.password ? ['password'] : []), ...(proofs.passkey ? ['passkey'] : [])]}
      lead="The next step could lock someone out, or delete or share something, so please confirm it is you."
    >
      {request.isDemo && (
        <p class="section measure">
          People in the sample have no password you know. <a href="/demo">Choose a person to try</a>
          again, then continue.
        </p>
      )}
      {proofs.passkey && !canHavePasskeys(c) && <PasskeyNeedsHttps />}
      {proofs.passkey && canHavePasskeys(c) && (
        <PasskeyForm
          does="ask"
          action="/prove/passkey"
          options="/prove/passkey/options"
          button="Use your passkey"
        >
          <Onward {...onward} />
        </PasskeyForm>
      )}
      {proofs.password && (
        <Form action="/prove" key_={request.context.id()} class="form section">
          <Onward {...onward} />
          <PasswordField label="Your password" kind="current" problem={problem} />
          <Submit
            name="with"
            value="password"
            or={[onward.next.startsWith('/account') ? '/account' : '/', 'Cancel']}
          >
            Confirm with password
          </Submit>
        </Form>
      )}
      {proofs.code && (
        <Form action="/prove" key_={request.context.id()} class="form section">
          <Onward {...onward} />
          <TextField
            name="code"
            label={proofs.password ? 'Or a code from your app' : 'A code from your app'}
            width={20}
            autocomplete="one-time-code"
            problem={problem}
          />
          <Submit isSecondary name="with" value="code">
            Confirm with code
          </Submit>
        </Form>
      )}
      <ProviderButtons request={request} onward={onward} purpose="prove" only={proofs.providers} />
    </SignInPage>
  );
  return send(c, page, problem?.status ?? 200);
}
