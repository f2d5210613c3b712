/** A lost password: asking for a link, and choosing a new password with it. */

import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { actorPost } from '../../platform/access/form-post.js';
import { emailAddress, newPassword } from '../../platform/access/member.js';
import { mailOrigin } from '../../platform/mail/outbox.js';
import type { Problem } from '../../platform/problems.js';
import { goTo, send } from '../../platform/web/answer.js';
import { Choices, Form, type FormState, Submit, TextField } from '../../platform/web/fields.js';
import { all, one, parse, single, type Typed } from '../../platform/web/form.js';
import type { FC } from '../../platform/web/html.js';
import { Heading, Page } from '../../platform/web/page.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { callerOf } from '../complete-sign-in.js';
import { findReset, mailResetLink, resetPassword } from '../lost-password.js';
import type { WayIn } from '../ways-in.js';
import { SignInPage } from './account-page.js';
import { EmailField, NEW_PASSWORD_HINT, PasswordField } from './password-field.js';

/** Longer than making and queueing a mail takes: with it every answer takes as long, mail or no mail. */
const EVERY_ANSWER_MS = 250;

/** GET /lost-password */
export async function lostPasswordPage(c: Ctx, _: unknown, typed?: Typed, problem?: Problem) {
  const { context } = c.get('request');
  return mailOrigin(context) ? showAsk(c, typed, problem) : showWithoutMail(c);
}

/** POST /lost-password */
export const lostPasswordPost = actorPost(async ({ c, context, typed }) => {
  if (!mailOrigin(context)) return showWithoutMail(c);
  const { email } = parse(z.object({ email: emailAddress }), single(typed));
  await Promise.all([mailResetLink(context, email, callerOf(c)), wait(EVERY_ANSWER_MS)]);
  return showMailed(c, email);
}, lostPasswordPage);

function showAsk(c: Ctx, typed?: Typed, problem?: Problem): Promise<Response> {
  const page = (
    <SignInPage
      request={c.get('request')}
      title="Reset your password"
      problem={problem}
      lead="Enter the email address you sign in with. We will email you a link to choose a new password."
    >
      <Form action="/lost-password" key_={c.get('request').context.id()} class="form section">
        <EmailField {...{ typed, problem }} />
        <Submit or={['/sign-in', 'Back to sign in']}>Email me a link</Submit>
      </Form>
    </SignInPage>
  );
  return send(c, page, problem?.status ?? 200);
}

/** The same for every address, whether or not there is such a person. */
function showMailed(c: Ctx, email: string): Promise<Response> {
  const page = (
    <SignInPage
      request={c.get('request')}
      title="Check your email"
      lead={`If ${email} has a Waymark account, we have sent a link to it.`}
    >
      <ul class="section bullets measure">
        <li>The link works once and expires in an hour. Only the newest link works.</li>
        <li>If you have no email after a few minutes, check your junk folder.</li>
        <li>If you also use a code or a passkey, you will still be asked for it.</li>
      </ul>
    </SignInPage>
  );
  return send(c, page);
}

function showWithoutMail(c: Ctx): Promise<Response> {
  const page = (
    <Page request={c.get('request')} styles={['account']} title="Reset your password">
      <Heading lead="This copy of Waymark does not send email, so you need to ask someone.">
        Reset your password
      </Heading>
      <div class="section stack measure">
        <p>
          Ask a careers leader at your school who your Waymark administrator is. The administrator
          checks that it is you and gives you a link to choose a new password. It works once and
          expires in an hour.
        </p>
        <p class="quiet">
          Administrators: <code>waymark person reset-link</code> with the person’s email address
          prints the link.
        </p>
        <p>
          <a href="/sign-in">Back to sign in</a>
        </p>
      </div>
    </Page>
  );
  return send(c, page);
}

/** POST /new-password/:token */
export const newPasswordPost = actorPost(async ({ c, context, typed }) => {
  const { fresh } = parse(z.object({ fresh: newPassword }), { fresh: one(typed, 'fresh') });
  await resetPassword(context, tokenOf(c), {
    fresh,
    keep: all(typed, 'keep'),
    code: one(typed, 'code'),
    signedInAs: signedInAs(c),
  });
  return goTo(c, '/sign-in', 'Password changed. Sign in with your new password.');
}, newPasswordPage);

const tokenOf = (c: Ctx) => (c.req.param('token') ?? '').slice(0, 100);

const signedInAs = (c: Ctx): string | null => {
  const { person, session, limitedTo } = c.get('request');
  return person && session && !limitedTo ? person.id : null;
};

/** GET /new-password/:token. Looking does not use the link up: mail filters open links too. */
export async function newPasswordPage(c: Ctx, _: unknown, typed?: Typed, problem?: Problem) {
  if (problem?.status === 404) throw problem;
  const { context } = c.get('request');
  const { ways, asksCode } = await findReset(context, tokenOf(c), signedInAs(c));
  const page = (
    <SignInPage
      request={c.get('request')}
      title="Choose a new password"
      problem={problem}
      islands={['password']}
      lead={
        ways.length > 0
          ? 'Other ways to sign in to your account are removed, unless you keep them.'
          : undefined
      }
    >
      <Form action={`/new-password/${tokenOf(c)}`} key_={context.id()} class="form section">
        <PasswordField
          name="fresh"
          label="New password"
          hint={NEW_PASSWORD_HINT}
          kind="new"
          problem={problem}
        />
        {asksCode && <SecondStep {...{ typed, problem }} />}
        {ways.length > 0 && <Keep {...{ ways, typed, problem }} />}
        <Submit>Save new password</Submit>
      </Form>
    </SignInPage>
  );
  return send(c, page, problem?.status ?? 200);
}

const SecondStep: FC<FormState> = (props) => (
  <TextField
    name="code"
    label="Code from your app, or a recovery code"
    hint="Your account uses two-step sign-in. If you have a passkey, sign in first, then open the link again. If you have none of these, ask your Waymark administrator."
    width={20}
    autocomplete="one-time-code"
    spellcheck={false}
    {...props}
  />
);

const Keep: FC<FormState & { ways: WayIn[] }> = ({ ways, ...props }) => (
  <Choices
    name="keep"
    label="Other ways to sign in to your account"
    hint="Select only the ones you know are yours. The others are removed when you save."
    kind="checkboxes"
    choices={ways.map(({ key, words, about }) => ({
      value: key,
      label: `Keep: ${words}`,
      hint: about,
    }))}
    {...props}
  />
);
