/** The first visit: the administrator of the installation, and the first school. */
import { timingSafeEqual } from 'node:crypto';
import { countAttempts } from '../../account/attempt-limits.js';
import { callerOf } from '../../account/complete-sign-in.js';
import { NEW_PASSWORD_HINT, PasswordField } from '../../account/pages/password-field.js';
import { isSetUp } from '../../account/people-store.js';
import { startSession } from '../../account/sessions.js';
import {
  emailAddress,
  newPassword,
  organisationInput,
  personName,
} from '../../platform/access/member.js';
import { SchoolKind } from '../../platform/access/page-parts.js';
import { conflict, invalid, type Problem } from '../../platform/problems.js';
import { goTo, send } from '../../platform/web/answer.js';
import { Button, Form, FormPage, TextField } from '../../platform/web/fields.js';
import { expected, parse, readForm, single, type Typed } from '../../platform/web/form.js';
import { Heading } from '../../platform/web/page.js';
import { type Ctx, isLoopback, type RequestContext } from '../../platform/web/request-context.js';
import { setUp } from '../set-up-changes.js';

const input = organisationInput.extend({
  name: personName,
  email: emailAddress,
  password: newPassword,
});

async function assertNotSetUp(c: Ctx): Promise<void> {
  const { storage } = c.get('request').context;
  const isDone = await storage.read({ organisation: null, person: null }, isSetUp);
  if (isDone) throw conflict('set-up.done', 'Waymark has been set up already. Sign in instead.');
}

/** GET /set-up */
export async function setUpPage(c: Ctx): Promise<Response> {
  await assertNotSetUp(c);
  return show(c);
}

/** POST /set-up */
export async function setUpPost(c: Ctx): Promise<Response> {
  await assertNotSetUp(c);
  const { context } = c.get('request');
  const typed = await readForm(c);
  try {
    await checkCode(c, typed);
    const given = parse(input, { ...single(typed), password: typed.password?.[0] ?? '' });
    const token = await setUp(context, { ...given, device: c.req.header('user-agent') ?? '' });
    startSession(c, token);
    return goTo(c, '/', `${given.organisation} is set up, and you are its careers leader.`);
  } catch (error) {
    return show(c, typed, expected(error));
  }
}

/**
 * From another machine, the code that the start printed shows that the person is the one who started it.
 * @throws Problem 422 `set-up.code`; 429 `attempts.throttled` after a few wrong ones.
 */
async function checkCode(c: Ctx, typed: Typed): Promise<void> {
  if (isLoopback(c)) return;
  await countAttempts(c.get('request').context, [{ kind: 'setUp', who: callerOf(c).network }]);
  const code = Buffer.from((typed.code?.[0] ?? '').trim().toLowerCase());
  const wanted = Buffer.from(setUpCode());
  if (code.length === wanted.length && timingSafeEqual(code, wanted)) return;
  const sentence = 'Enter the code that Waymark printed when it started';
  throw invalid('set-up.code', `${sentence}.`, { code: sentence });
}

let printed = '';
/** The code of this start. Set once, by whoever prints it. */
export function setUpCode(code?: string): string {
  if (code) printed = code;
  return printed || 'no code was printed';
}

function show(c: Ctx, typed?: Typed, problem?: Problem): Promise<Response> {
  const request = c.get('request');
  const page = (
    <SetUpForm request={request} typed={typed} problem={problem} needsCode={!isLoopback(c)} />
  );
  return send(c, page, problem?.status ?? 200);
}

interface FormProps {
  request: RequestContext;
  typed: Typed | undefined;
  problem: Problem | undefined;
  needsCode: boolean;
}

const SetUpForm = ({ request, typed, problem, needsCode }: FormProps) => (
  <FormPage
    request={request}
    title="Set up Waymark"
    problem={problem}
    islands={['password']}
    styles={['account']}
  >
    <Heading lead="Two minutes: you, and the school that you begin with. Others can be invited afterwards.">
      Set up Waymark
    </Heading>
    <Form action="/set-up" key_={request.context.id()} class="form section">
      {needsCode && (
        <TextField
          name="code"
          label="Code"
          hint="Waymark printed it where it was started."
          width={10}
          autocomplete="off"
          {...{ typed, problem }}
        />
      )}
      <h2>The school</h2>
      <TextField
        name="organisation"
        label="Name of the school"
        autocomplete="organization"
        {...{ typed, problem }}
      />
      <SchoolKind {...{ typed, problem }} />
      <TextField
        name="urn"
        label="URN (optional)"
        hint="Six digits, as in the register of schools. It can be added later."
        width={10}
        inputmode="numeric"
        {...{ typed, problem }}
      />
      <h2>You</h2>
      <TextField name="name" label="Your name" autocomplete="name" {...{ typed, problem }} />
      <TextField
        name="email"
        label="E-mail address"
        type="email"
        autocomplete="username"
        spellcheck={false}
        {...{ typed, problem }}
      />
      <PasswordField label="Password" hint={NEW_PASSWORD_HINT} kind="new" problem={problem} />
      <p class="actions">
        <Button>Set up Waymark</Button>
      </p>
    </Form>
  </FormPage>
);
