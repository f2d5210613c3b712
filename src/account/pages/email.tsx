/** Changing the address that one signs in with: it counts once a link mailed to it has been opened. */

import { z } from 'zod';
import { actorPost } from '../../platform/access/form-post.js';
import { emailAddress } from '../../platform/access/member.js';
import type { SignedIn } from '../../platform/access/route.js';
import { mailOrigin } from '../../platform/mail/outbox.js';
import type { Problem } from '../../platform/problems.js';
import { goTo, send } from '../../platform/web/answer.js';
import { Form, Submit, TextField } from '../../platform/web/fields.js';
import { parse, single, type Typed } from '../../platform/web/form.js';
import { Heading, Page } from '../../platform/web/page.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { askForNewEmail, confirmEmail } from '../account-changes.js';
import { requireStepUp } from '../step-up.js';
import { AccountPage } from './account-page.js';

/** GET /account/email */
export async function emailPage(c: Ctx, _: SignedIn, typed?: Typed, problem?: Problem) {
  if (!mailOrigin(c.get('request').context)) return showWithoutMail(c);
  requireStepUp(c.get('request'), 10);
  return show(c, typed, problem);
}

/** POST /account/email */
export const emailPost = actorPost(async ({ c, context, actor: { person }, typed }) => {
  if (!mailOrigin(context)) return showWithoutMail(c);
  requireStepUp(c.get('request'), 10);
  const { email } = parse(z.object({ email: emailAddress }), single(typed));
  await askForNewEmail(context, person, email);
  return goTo(c, '/account', `We sent a link to ${email}. Open it to change your address.`);
}, emailPage);

/** GET /account/email/:token: asks once more, so that a mail filter that opens links changes nothing. */
export async function confirmEmailPage(c: Ctx): Promise<Response> {
  const token = (c.req.param('token') ?? '').slice(0, 100);
  const page = (
    <Page request={c.get('request')} styles={['account']} title="Confirm your new address">
      <Heading lead="You will sign in with the address that this link was sent to.">
        Confirm your new address
      </Heading>
      <Form
        action={`/account/email/${encodeURIComponent(token)}`}
        key_={c.get('request').context.id()}
        class="section"
      >
        <Submit or={['/account', 'Cancel']}>Change my address</Submit>
      </Form>
    </Page>
  );
  return send(c, page);
}

/** POST /account/email/:token */
export async function confirmEmailPost(c: Ctx, { person }: SignedIn): Promise<Response> {
  const token = (c.req.param('token') ?? '').slice(0, 100);
  const email = await confirmEmail(c.get('request').context, person.id, token);
  return goTo(c, '/account', `You now sign in with ${email}.`);
}

function show(c: Ctx, typed?: Typed, problem?: Problem): Promise<Response> {
  const request = c.get('request');
  const page = (
    <AccountPage
      request={request}
      title="Your email address"
      problem={problem}
      lead={`You sign in with ${request.person?.email}. We will email a link to your new address. Open it to confirm the change.`}
    >
      <Form action="/account/email" key_={request.context.id()} class="form section">
        <TextField
          name="email"
          label="New email address"
          type="email"
          autocomplete="email"
          spellcheck={false}
          {...{ typed, problem }}
        />
        <Submit or={['/account', 'Cancel']}>Email me a link</Submit>
      </Form>
    </AccountPage>
  );
  return send(c, page, problem?.status ?? 200);
}

function showWithoutMail(c: Ctx): Promise<Response> {
  const request = c.get('request');
  const page = (
    <AccountPage
      request={request}
      title="Your email address"
      lead={`You sign in with ${request.person?.email}.`}
    >
      <p class="section measure">
        This copy of Waymark does not send email, so it cannot check a new address. Ask your Waymark
        administrator to run <code>waymark person change-email</code> with your old and new address.
      </p>
    </AccountPage>
  );
  return send(c, page);
}
