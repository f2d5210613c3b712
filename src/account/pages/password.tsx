/** Changing one's own password. */
import { z } from 'zod';
import { newPassword } from '../../platform/access/member.js';
import type { SignedIn } from '../../platform/access/route.js';
import { type Problem, unauthenticated } from '../../platform/problems.js';
import { goTo, send } from '../../platform/web/answer.js';
import { Button, Form, FormPage } from '../../platform/web/fields.js';
import { expected, one, parse, readForm } from '../../platform/web/form.js';
import { Heading } from '../../platform/web/page.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { changePassword, hasPassword } from '../account-changes.js';
import { startSession } from '../sessions.js';
import { requireStepUp } from '../step-up.js';
import { NEW_PASSWORD_HINT, PasswordField } from './password-field.js';

const input = z.object({
  current: z.string().min(1, 'Enter the password that you sign in with now').max(200),
  fresh: newPassword,
});
const firstInput = input.extend({ current: z.string().max(200) });

/** GET /account/password */
export async function passwordPage(c: Ctx, { person }: SignedIn): Promise<Response> {
  const has = await hasPassword(c.get('request').context, person.id);
  if (!has) requireStepUp(c.get('request'), 10);
  return show(c, has);
}

/** POST /account/password */
export async function passwordPost(c: Ctx, { person, session }: SignedIn): Promise<Response> {
  const { context, organisation } = c.get('request');
  const has = await hasPassword(context, person.id);
  if (!has) requireStepUp(c.get('request'), 10);
  const typed = await readForm(c);
  try {
    const given = parse(has ? input : firstInput, {
      current: one(typed, 'current'),
      fresh: one(typed, 'fresh'),
    });
    const known = [person.name, person.email ?? '', organisation?.name ?? ''];
    const token = await changePassword(context, { id: person.id, known }, session.id, given);
    if (!token) throw unauthenticated('session.ended', 'Your session has ended. Sign in again.');
    startSession(c, token);
    return goTo(c, '/account', 'Your password is changed. Every other device is signed out.');
  } catch (error) {
    const problem = expected(error);
    if (problem.status === 401) throw problem;
    return show(c, has, problem);
  }
}

function show(c: Ctx, has: boolean, problem?: Problem): Promise<Response> {
  const request = c.get('request');
  const title = has ? 'Change your password' : 'Set a password';
  const page = (
    <FormPage
      request={request}
      styles={['account']}
      title={title}
      problem={problem}
      islands={['password']}
    >
      <Heading
        eyebrow={<a href="/account">Your account</a>}
        lead="Every other device is signed out when you do."
      >
        {title}
      </Heading>
      <Form action="/account/password" key_={request.context.id()} class="form section">
        <input
          hidden
          type="text"
          name="username"
          value={request.person?.email ?? ''}
          autocomplete="username"
        />
        {has && (
          <PasswordField
            name="current"
            label="Your password now"
            kind="current"
            problem={problem}
          />
        )}
        <PasswordField
          name="fresh"
          label="New password"
          hint={NEW_PASSWORD_HINT}
          kind="new"
          problem={problem}
        />
        <p class="actions">
          <Button>{title}</Button>
          <a href="/account">Leave it as it is</a>
        </p>
      </Form>
    </FormPage>
  );
  return send(c, page, problem?.status ?? 200);
}
