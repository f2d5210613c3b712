/** Changing one's own password. */
import { z } from 'zod';
import { type Problem, unauthenticated } from '../../problems.js';
import { goTo, send } from '../../web/answer.js';
import { Button, Form, FormPage } from '../../web/fields.js';
import { expected, one, parse, readForm } from '../../web/form.js';
import { Heading } from '../../web/page.js';
import type { Ctx } from '../../web/visit.js';
import type { SignedIn } from '../access.js';
import { newPassword } from '../people.js';
import { startSession } from '../sessions.js';
import { changePassword, hasPassword } from '../sign-in/account.js';
import { requireRecentProof } from '../sign-in/proof.js';
import { NEW_PASSWORD_HINT, PasswordField } from './password-field.js';

const input = z.object({
  current: z.string().min(1, 'Enter the password that you sign in with now').max(200),
  fresh: newPassword,
});
const firstInput = input.extend({ current: z.string().max(200) });

/** GET /account/password */
export async function passwordPage(c: Ctx, { person }: SignedIn): Promise<Response> {
  const has = await hasPassword(c.get('visit').world, person.id);
  if (!has) requireRecentProof(c.get('visit'), 10);
  return show(c, has);
}

/** POST /account/password */
export async function passwordPost(c: Ctx, { person, session }: SignedIn): Promise<Response> {
  const { world, organisation } = c.get('visit');
  const has = await hasPassword(world, person.id);
  if (!has) requireRecentProof(c.get('visit'), 10);
  const typed = await readForm(c);
  try {
    const given = parse(has ? input : firstInput, {
      current: one(typed, 'current'),
      fresh: one(typed, 'fresh'),
    });
    const known = [person.name, person.email ?? '', organisation?.name ?? ''];
    const token = await changePassword(world, { id: person.id, known }, session.id, given);
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
  const visit = c.get('visit');
  const title = has ? 'Change your password' : 'Set a password';
  const page = (
    <FormPage
      visit={visit}
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
      <Form action="/account/password" key_={visit.world.id()} class="form section">
        <input
          hidden
          type="text"
          name="username"
          value={visit.person?.email ?? ''}
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
