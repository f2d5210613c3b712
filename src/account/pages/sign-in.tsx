/** Signing in and out. What somebody had typed when their session ended waits here and is sent on. */

import { z } from 'zod';
import { actorPost } from '../../platform/access/form-post.js';
import { emailAddress } from '../../platform/access/member.js';
import type { Problem } from '../../platform/problems.js';
import { signingIn } from '../../platform/storage/transaction.js';
import { goTo, safePath, send } from '../../platform/web/answer.js';
import { Form, LinkButton, Submit } from '../../platform/web/fields.js';
import { one, parse, type Typed } from '../../platform/web/form.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { forgetChallenge } from '../challenges.js';
import {
  callerOf,
  completeSignIn,
  keepsCookies,
  onwardOf,
  tryCookies,
} from '../complete-sign-in.js';
import { answerPasskey, beginPasskey, canHavePasskeys } from '../passkeys.js';
import { isSetUp } from '../people-store.js';
import { endSession } from '../sessions.js';
import { countBeginning, enter, signInByPassword } from '../sign-in.js';
import { SignInPage } from './account-page.js';
import { Onward, PasskeyForm } from './passkey-form.js';
import { EmailField, PasswordField } from './password-field.js';
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
export const signInPost = actorPost(async ({ c, context, typed }) => {
  const onward = onwardOf(typed);
  const given = parse(input, { email: one(typed, 'email'), password: one(typed, 'password') });
  const entry = await signInByPassword(context, given, callerOf(c), onward);
  return completeSignIn(c, entry, onward);
}, showAgain);

/** GET /sign-in/check?next=…: on to where the person was going, or why they cannot. */
export async function checkCookiesPage(c: Ctx): Promise<Response> {
  const next = safePath(c.req.query('next'), '/');
  if (keepsCookies(c)) return c.redirect(next, 303);
  const host = (c.req.header('host') ?? 'this site').replace(/:\d+$/, '');
  const page = (
    <SignInPage
      request={c.get('request')}
      title="Your browser blocks cookies"
      lead="Your details are right, but Waymark needs one cookie to keep you signed in, and your browser blocked it."
    >
      <ul class="section bullets measure">
        <li>
          Allow cookies for {host}: look for the cookie setting, or the icon next to the address of
          this page.
        </li>
        <li>A private window or an ad blocker may block them too.</li>
        <li>If your school controls this setting, ask your IT team.</li>
      </ul>
      <p class="actions section">
        <LinkButton href={`/sign-in?next=${encodeURIComponent(next)}`}>Sign in again</LinkButton>
      </p>
    </SignInPage>
  );
  return send(c, page);
}

/** POST /sign-in/passkey/options: for the island. It is counted here: each challenge takes one answer. */
export async function signInPasskeyOptions(c: Ctx): Promise<Response> {
  await countBeginning(c.get('request').context, callerOf(c));
  return c.json(await beginPasskey(c, 'sign in', null));
}

/** POST /sign-in/passkey */
export const signInPasskeyPost = actorPost(async ({ c, context, typed }) => {
  const person = await answerPasskey(c, 'sign in', null, one(typed, 'passkey'));
  const entry = await context.storage.write({ ...signingIn, person }, (db) =>
    enter(db, context, person, 'passkey', callerOf(c)),
  );
  forgetChallenge(c, 'passkey');
  return completeSignIn(c, entry, onwardOf(typed));
}, showAgain);

function showAgain(c: Ctx, _: unknown, typed: Typed, problem: Problem): Promise<Response> {
  return showSignIn(c, typed, problem);
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
  tryCookies(c);
  const page = (
    <SignInPage
      request={request}
      title="Sign in"
      problem={problem}
      islands={['password', 'passkey']}
      lead={
        onward.kept
          ? 'Your session has ended. What you typed is saved, and is sent once you sign in.'
          : undefined
      }
    >
      <Form action="/sign-in" key_={request.context.id()} class="form section">
        <Onward {...onward} />
        <EmailField {...{ typed, problem }} />
        <PasswordField label="Password" kind="current" problem={problem} />
        <Submit or={['/lost-password', 'Forgotten your password?']}>Sign in</Submit>
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
    </SignInPage>
  );
  return send(c, page, problem?.status ?? 200);
}
