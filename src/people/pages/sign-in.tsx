/** Signing in and out. What somebody had typed when their session ended waits here and is sent on. */
import { z } from 'zod';
import type { Problem } from '../../problems.js';
import { goTo, safePath, send } from '../../web/answer.js';
import { Button, ErrorSummary, Form, TextField } from '../../web/fields.js';
import { expected, one, parse, readForm, type Typed } from '../../web/form.js';
import { Heading, Page } from '../../web/page.js';
import type { Ctx } from '../../web/visit.js';
import { signIn } from '../changes.js';
import { emailAddress } from '../people.js';
import { endSession, startSession } from '../sessions.js';
import { isSetUp } from '../store.js';

const input = z.object({
  email: emailAddress,
  password: z
    .string()
    .min(1, 'Enter your password')
    .max(200, 'Enter a password of at most 200 characters'),
});

/** GET /sign-in?next=/reviews/… */
export async function signInPage(c: Ctx): Promise<Response> {
  const { visit } = c.var;
  const next = safePath(c.req.query('next'), '/');
  if (visit.person) return c.redirect(next, 303);
  const isDone = await visit.world.storage.read({ organisation: null, person: null }, isSetUp);
  if (!isDone) return c.redirect('/set-up', 303);
  return showSignIn(c, { next: [next] });
}

/** POST /sign-in */
export async function signInPost(c: Ctx): Promise<Response> {
  const typed = await readForm(c);
  try {
    const given = parse(input, { email: one(typed, 'email'), password: one(typed, 'password') });
    const token = await signIn(c.var.visit.world, {
      ...given,
      device: c.req.header('user-agent') ?? '',
    });
    startSession(c, token);
  } catch (error) {
    return showSignIn(c, typed, expected(error));
  }
  const next = safePath(one(typed, 'next'), '/');
  return one(typed, 'kept') ? showKept(c, next, one(typed, 'kept')) : goTo(c, next);
}

/** POST /sign-out */
export async function signOutPost(c: Ctx): Promise<Response> {
  await endSession(c, c.var.visit.world);
  return goTo(c, '/sign-in', 'You have signed out.');
}

/** Shows the form. `typed.kept` holds what was typed on another page, as JSON. */
export function showSignIn(c: Ctx, typed: Typed, problem?: Problem): Promise<Response> {
  const { visit } = c.var;
  const kept = one(typed, 'kept');
  const page = (
    <Page visit={visit} title="Sign in" hasError={Boolean(problem?.fields.email)}>
      <ErrorSummary problem={problem} />
      <Heading
        lead={
          kept
            ? 'Your session has ended. What you typed is kept here, and is sent on once you have signed in.'
            : undefined
        }
      >
        Sign in
      </Heading>
      <Form action="/sign-in" key_={visit.world.id()} class="form section">
        <input type="hidden" name="next" value={one(typed, 'next')} />
        {kept && <input type="hidden" name="kept" value={kept} />}
        <TextField
          name="email"
          label="E-mail address"
          type="email"
          autocomplete="username"
          spellcheck={false}
          typed={typed}
          problem={problem}
        />
        <TextField
          name="password"
          label="Password"
          type="password"
          autocomplete="current-password"
          problem={problem}
        />
        <p class="actions">
          <Button>Sign in</Button>
        </p>
      </Form>
    </Page>
  );
  return send(c, page, problem?.status ?? 200);
}

const keptForm = z.record(z.string(), z.array(z.string()));

/** A page with what had been typed, as a form that goes where it was going. */
function showKept(c: Ctx, action: string, kept: string): Promise<Response> {
  const { visit } = c.var;
  const fields = keptForm.safeParse(JSON.parse(kept)).data ?? {};
  const page = (
    <Page visit={visit} title="Your words are still here">
      <Heading lead="You are signed in again. Send on what you had typed.">
        Your words are still here
      </Heading>
      <form method="post" action={action} class="form section">
        {Object.entries(fields).flatMap(([name, values]) =>
          values.map((value) => <input type="hidden" name={name} value={value} />),
        )}
        <dl class="kept">
          {Object.entries(fields)
            .filter(([name, [value]]) => !name.startsWith('_') && value)
            .map(([name, values]) => (
              <>
                <dt>{name}</dt>
                <dd>{values.join(', ')}</dd>
              </>
            ))}
        </dl>
        <p class="actions">
          <Button>Save what I typed</Button>
        </p>
      </form>
    </Page>
  );
  return send(c, page);
}
