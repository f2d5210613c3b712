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
      title="Lost password"
      problem={problem}
      lead="Enter the address that you sign in with, and Waymark mails you a link to choose a new password."
    >
      <Form action="/lost-password" key_={c.get('request').context.id()} class="form section">
        <EmailField {...{ typed, problem }} />
        <Submit or={['/sign-in', 'Back to signing in']}>Mail me a link</Submit>
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
      title="Look in your mail"
      lead={`If ${email} is the address of a Waymark account, a link is on its way there.`}
    >
      <ul class="section bullets measure">
        <li>It works once, within an hour. A newer one takes its place.</li>
        <li>If nothing comes within a few minutes, look among unwanted mail.</li>
        <li>If you sign in with a code or a passkey as well, you will still be asked for it.</li>
      </ul>
    </SignInPage>
  );
  return send(c, page);
}

function showWithoutMail(c: Ctx): Promise<Response> {
  const page = (
    <Page request={c.get('request')} styles={['account']} title="Lost password">
      <Heading lead="This installation of Waymark sends no mail, so a person helps you.">
        Lost password
      </Heading>
      <div class="section stack measure">
        <p>
          Ask a careers leader of your school who looks after Waymark there. That administrator
          makes sure that it is you, and gives you a link with which you choose a new password. It
          works once, within an hour.
        </p>
        <p class="quiet">
          Administrators: <code>waymark person reset-link</code> with the person’s e-mail address
          prints the link.
        </p>
        <p>
          <a href="/sign-in">Back to signing in</a>
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
  return goTo(c, '/sign-in', 'Your new password is set. Sign in with it.');
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
          ? 'Everything else that opens your account is removed, unless you keep it.'
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
        <Submit>Set the new password</Submit>
      </Form>
    </SignInPage>
  );
  return send(c, page, problem?.status ?? 200);
}

const SecondStep: FC<FormState> = (props) => (
  <TextField
    name="code"
    label="Code from your app, or a recovery code"
    hint="Your account asks for a second step. With a passkey, sign in first and then open the link again. Without any of them, ask whoever runs Waymark."
    width={20}
    autocomplete="one-time-code"
    spellcheck={false}
    {...props}
  />
);

const Keep: FC<FormState & { ways: WayIn[] }> = ({ ways, ...props }) => (
  <Choices
    name="keep"
    label="What else opens your account"
    hint="Tick only what you know is yours. The rest is removed when you set the new password."
    kind="checkboxes"
    choices={ways.map(({ key, words, about }) => ({
      value: key,
      label: `Keep: ${words}`,
      hint: about,
    }))}
    {...props}
  />
);
