/** Changing one's own password. */

import { z } from 'zod';
import { actorPost } from '../../platform/access/form-post.js';
import { newPassword } from '../../platform/access/member.js';
import type { SignedIn } from '../../platform/access/route.js';
import { type Problem, unauthenticated } from '../../platform/problems.js';
import { goTo, send } from '../../platform/web/answer.js';
import { Form, Submit } from '../../platform/web/fields.js';
import { one, parse, type Typed } from '../../platform/web/form.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { changePassword, hasPassword } from '../account-changes.js';
import { startSession } from '../sessions.js';
import { requireStepUp } from '../step-up.js';
import { AccountPage } from './account-page.js';
import { NEW_PASSWORD_HINT, PasswordField } from './password-field.js';

const input = z.object({
  current: z.string().min(1, 'Enter your current password').max(200),
  fresh: newPassword,
});
const firstInput = input.extend({ current: z.string().max(200) });

/** GET /account/password */
export async function passwordPage(c: Ctx, { person }: SignedIn, _?: Typed, problem?: Problem) {
  if (problem?.status === 401) throw problem;
  const request = c.get('request');
  const has = await hasPassword(request.context, person.id);
  if (!has) requireStepUp(request, 10);
  const title = has ? 'Change your password' : 'Set a password';
  const page = (
    <AccountPage
      request={request}
      title={title}
      problem={problem}
      islands={['password']}
      lead="You will be signed out on every other device."
    >
      <Form action="/account/password" key_={request.context.id()} class="form section">
        <input
          hidden
          type="text"
          name="username"
          value={request.person?.email ?? ''}
          autocomplete="username"
        />
        {has && (
          <PasswordField name="current" label="Current password" kind="current" problem={problem} />
        )}
        <PasswordField
          name="fresh"
          label="New password"
          hint={NEW_PASSWORD_HINT}
          kind="new"
          problem={problem}
        />
        <Submit or={['/account', 'Cancel']}>{title}</Submit>
      </Form>
    </AccountPage>
  );
  return send(c, page, problem?.status ?? 200);
}

/** POST /account/password */
export const passwordPost = actorPost(async ({ c, context, actor: { person, session }, typed }) => {
  const has = await hasPassword(context, person.id);
  if (!has) requireStepUp(c.get('request'), 10);
  const given = parse(has ? input : firstInput, {
    current: one(typed, 'current'),
    fresh: one(typed, 'fresh'),
  });
  const known = [person.name, person.email ?? '', c.get('request').organisation?.name ?? ''];
  const token = await changePassword(context, { id: person.id, known }, session.id, given);
  if (!token) throw unauthenticated('session.ended', 'Your session has ended. Sign in again.');
  startSession(c, token);
  return goTo(c, '/account', 'Password changed. Every other device is signed out.');
}, passwordPage);
