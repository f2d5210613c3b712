/** A lost password: asking for a link, and choosing a new password with it. */
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { emailAddress, newPassword } from '../../platform/access/member.js';
import { mailOrigin } from '../../platform/mail/outbox.js';
import type { Problem } from '../../platform/problems.js';
import { installation } from '../../platform/storage/transaction.js';
import { goTo, send } from '../../platform/web/answer.js';
import { Button, Form, FormPage, TextField } from '../../platform/web/fields.js';
import { expected, one, parse, readForm, type Typed } from '../../platform/web/form.js';
import { Heading, Page } from '../../platform/web/page.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { mailResetLink, resetPassword } from '../account-changes.js';
import { callerOf } from '../complete-sign-in.js';
import { findLink } from '../one-time-links.js';
import { NEW_PASSWORD_HINT, PasswordField } from './password-field.js';

/** Longer than making and queueing a mail takes: with it every answer takes as long, mail or no mail. */
const EVERY_ANSWER_MS = 250;

/** GET /lost-password */
export async function lostPasswordPage(c: Ctx): Promise<Response> {
  return mailOrigin(c.get('request').context) ? showAsk(c) : showWithoutMail(c);
}

/** POST /lost-password */
export async function lostPasswordPost(c: Ctx): Promise<Response> {
  const { context } = c.get('request');
  if (!mailOrigin(context)) return showWithoutMail(c);
  const typed = await readForm(c);
  try {
    const { email } = parse(z.object({ email: emailAddress }), { email: one(typed, 'email') });
    await Promise.all([mailResetLink(context, email, callerOf(c).network), wait(EVERY_ANSWER_MS)]);
    return showMailed(c, email);
  } catch (error) {
    return showAsk(c, typed, expected(error));
  }
}

function showAsk(c: Ctx, typed?: Typed, problem?: Problem): Promise<Response> {
  const page = (
    <FormPage
      request={c.get('request')}
      styles={['account']}
      title="Lost password"
      problem={problem}
    >
      <Heading lead="Enter the address that you sign in with, and Waymark mails you a link to choose a new password.">
        Lost password
      </Heading>
      <Form action="/lost-password" key_={c.get('request').context.id()} class="form section">
        <TextField
          name="email"
          label="E-mail address"
          type="email"
          autocomplete="username"
          spellcheck={false}
          {...{ typed, problem }}
        />
        <p class="actions">
          <Button>Mail me a link</Button>
          <a href="/sign-in">Back to signing in</a>
        </p>
      </Form>
    </FormPage>
  );
  return send(c, page, problem?.status ?? 200);
}

/** The same for every address, whether or not there is such a person. */
function showMailed(c: Ctx, email: string): Promise<Response> {
  const page = (
    <Page request={c.get('request')} styles={['account']} title="Look in your mail">
      <Heading
        lead={`If ${email} is the address of a Waymark account, a link is on its way there.`}
      >
        Look in your mail
      </Heading>
      <ul class="section bullets measure">
        <li>It works once, within an hour. A newer one takes its place.</li>
        <li>If nothing comes within a few minutes, look among unwanted mail.</li>
        <li>If you sign in with a code or a passkey as well, you will still be asked for it.</li>
      </ul>
    </Page>
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

/** GET /new-password/:token. Looking does not use the link up: mail filters open links too. */
export async function newPasswordPage(c: Ctx): Promise<Response> {
  const { context } = c.get('request');
  await context.storage.read(installation, (db) => findLink(db, context, 'password', tokenOf(c)));
  return showNew(c);
}

/** POST /new-password/:token */
export async function newPasswordPost(c: Ctx): Promise<Response> {
  const typed = await readForm(c);
  try {
    const { fresh } = parse(z.object({ fresh: newPassword }), { fresh: one(typed, 'fresh') });
    await resetPassword(c.get('request').context, tokenOf(c), fresh);
    return goTo(c, '/sign-in', 'Your new password is set. Sign in with it.');
  } catch (error) {
    const problem = expected(error);
    if (problem.status === 404) throw problem;
    return showNew(c, problem);
  }
}

const tokenOf = (c: Ctx) => (c.req.param('token') ?? '').slice(0, 100);

function showNew(c: Ctx, problem?: Problem): Promise<Response> {
  const page = (
    <FormPage
      request={c.get('request')}
      styles={['account']}
      title="Choose a new password"
      problem={problem}
      islands={['password']}
    >
      <Heading lead="Every device that is signed in to your account is signed out.">
        Choose a new password
      </Heading>
      <Form
        action={`/new-password/${tokenOf(c)}`}
        key_={c.get('request').context.id()}
        class="form section"
      >
        <PasswordField
          name="fresh"
          label="New password"
          hint={NEW_PASSWORD_HINT}
          kind="new"
          problem={problem}
        />
        <p class="actions">
          <Button>Set the new password</Button>
        </p>
      </Form>
    </FormPage>
  );
  return send(c, page, problem?.status ?? 200);
}
