/** Signing in and out. What somebody had typed when their session ended waits here and is sent on. */
import { z } from 'zod';
import { emailAddress } from '../../platform/access/member.js';
import type { Problem } from '../../platform/problems.js';
import { installation } from '../../platform/storage/transaction.js';
import { goTo, safePath, send } from '../../platform/web/answer.js';
import { Button, Form, FormPage, TextField } from '../../platform/web/fields.js';
import { expected, one, parse, readForm, type Typed } from '../../platform/web/form.js';
import { Heading } from '../../platform/web/page.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { clearAttempts, countAttempts } from '../attempt-limits.js';
import { forgetChallenge } from '../challenges.js';
import { callerOf, completeSignIn, onwardOf } from '../complete-sign-in.js';
import { answerPasskey, beginPasskey, canHavePasskeys } from '../passkeys.js';
import { isSetUp } from '../people-store.js';
import { endSession } from '../sessions.js';
import { enter, signInByPassword } from '../sign-in.js';
import { Onward, PasskeyForm } from './passkey-form.js';
import { PasswordField } from './password-field.js';
import { ProviderButtons } from './providers.js';

const input = z.object({
  email: emailAddress,
  password: z
    .string()
    .min(1, 'Enter your password')
    .max(200, 'Enter a password of at most 200 characters'),
});

/** GET /sign-in?next=/reviews/… */
export async function signInPage(c: Ctx): Promise<Response> {
  const request = c.get('request');
  const next = safePath(c.req.query('next'), '/');
  if (request.person && !request.limitedTo) return c.redirect(next, 303);
  const isDone = await request.context.storage.read({ organisation: null, person: null }, isSetUp);
  if (!isDone) return c.redirect('/set-up', 303);
  return showSignIn(c, { next: [next] });
}

/** POST /sign-in */
export async function signInPost(c: Ctx): Promise<Response> {
  const typed = await readForm(c);
  const onward = onwardOf(typed);
  try {
    const given = parse(input, { email: one(typed, 'email'), password: one(typed, 'password') });
    const entry = await signInByPassword(c.get('request').context, given, callerOf(c), onward);
    return await completeSignIn(c, entry, onward);
  } catch (error) {
    return showSignIn(c, typed, expected(error));
  }
}

/** POST /sign-in/passkey/options: for the island. It is counted here: each challenge takes one answer. */
export async function signInPasskeyOptions(c: Ctx): Promise<Response> {
  await countAttempts(c.get('request').context, [{ kind: 'address', who: callerOf(c).network }]);
  return c.json(await beginPasskey(c, 'sign in', null));
}

/** POST /sign-in/passkey */
export async function signInPasskeyPost(c: Ctx): Promise<Response> {
  const { context } = c.get('request');
  const typed = await readForm(c);
  try {
    const person = await answerPasskey(c, 'sign in', null, one(typed, 'passkey'));
    const caller = callerOf(c);
    const entry = await context.storage.write({ ...installation, person }, async (db) => {
      await clearAttempts(db, [{ kind: 'address', who: caller.network }]);
      return enter(db, context, person, 'passkey', caller);
    });
    forgetChallenge(c, 'passkey');
    return await completeSignIn(c, entry, onwardOf(typed));
  } catch (error) {
    return showSignIn(c, typed, expected(error));
  }
}

/** POST /sign-out */
export async function signOutPost(c: Ctx): Promise<Response> {
  await endSession(c, c.get('request').context);
  c.header('Clear-Site-Data', '"cache", "storage"');
  return goTo(c, '/sign-in', 'You have signed out.');
}

/** Shows the form. `typed.kept` holds what was typed on another page, as JSON. */
export function showSignIn(c: Ctx, typed: Typed, problem?: Problem): Promise<Response> {
  const request = c.get('request');
  const onward = onwardOf(typed);
  const page = (
    <FormPage
      request={request}
      styles={['account']}
      title="Sign in"
      problem={problem}
      islands={['password', 'passkey']}
    >
      <Heading
        lead={
          onward.kept
            ? 'Your session has ended. What you typed is kept here, and is sent on once you have signed in.'
            : undefined
        }
      >
        Sign in
      </Heading>
      <Form action="/sign-in" key_={request.context.id()} class="form section">
        <Onward {...onward} />
        <TextField
          name="email"
          label="E-mail address"
          type="email"
          autocomplete="username"
          spellcheck={false}
          {...{ typed, problem }}
        />
        <PasswordField label="Password" kind="current" problem={problem} />
        <p class="actions">
          <Button>Sign in</Button>
          <a href="/lost-password">I have lost my password</a>
        </p>
      </Form>
      {canHavePasskeys(c) && (
        <PasskeyForm
          does="ask"
          action="/sign-in/passkey"
          options="/sign-in/passkey/options"
          button="Sign in with a passkey"
          isSecondary
        >
          <Onward {...onward} />
        </PasskeyForm>
      )}
      <ProviderButtons request={request} onward={onward} purpose="sign in" />
    </FormPage>
  );
  return send(c, page, problem?.status ?? 200);
}
