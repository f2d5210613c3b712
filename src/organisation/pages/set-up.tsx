/** The first visit: the administrator of the installation, and the first school. */

import { countAttempts } from '../../account/attempt-limits.js';
import { callerOf } from '../../account/complete-sign-in.js';
import { SignInPage } from '../../account/pages/account-page.js';
import {
  EmailField,
  NEW_PASSWORD_HINT,
  PasswordField,
} from '../../account/pages/password-field.js';
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
import { dropCookie, readCookie, writeCookie } from '../../platform/web/cookies.js';
import { Form, Submit } from '../../platform/web/fields.js';
import { fieldsOf } from '../../platform/web/fields-of.js';
import { expected, one, parse, readForm, single, type Typed } from '../../platform/web/form.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { setUp } from '../set-up-changes.js';
import { isSetUpCode } from '../set-up-code.js';

/** Holds the code of a link that was opened. */
const COOKIE = 'waymark-set-up';

const input = organisationInput.extend({
  name: personName,
  email: emailAddress,
  password: newPassword,
});

async function assertNotSetUp(c: Ctx): Promise<void> {
  const { storage } = c.get('request').context;
  const isDone = await storage.read({ organisation: null, person: null }, isSetUp);
  if (isDone) throw conflict('set-up.done', 'Waymark is already set up. Sign in instead.');
}

/** GET /set-up?code=…: the printed link. The code goes on in a cookie, so that no address shows it any more. */
export async function setUpPage(c: Ctx): Promise<Response> {
  await assertNotSetUp(c);
  const code = c.req.query('code');
  if (code === undefined) return show(c);
  try {
    await assertCode(c, code);
    writeCookie(c, COOKIE, code.slice(0, 40));
    return c.redirect('/set-up', 303);
  } catch (error) {
    return show(c, undefined, expected(error));
  }
}

/** POST /set-up */
export async function setUpPost(c: Ctx): Promise<Response> {
  await assertNotSetUp(c);
  const { context } = c.get('request');
  const typed = await readForm(c);
  try {
    if (await needsCode(c)) await assertCode(c, one(typed, 'code'));
    const given = parse(input, { ...single(typed), password: typed.password?.[0] ?? '' });
    const token = await setUp(context, { ...given, device: c.req.header('user-agent') ?? '' });
    startSession(c, token);
    dropCookie(c, COOKIE);
    return goTo(c, '/', `${given.organisation} is set up. You are its careers leader.`);
  } catch (error) {
    return show(c, typed, expected(error));
  }
}

/**
 * Whoever knows the code that the start printed is the one who started it. Where a request comes from shows nothing:
 * behind a proxy on this machine, everybody comes from this machine.
 */
async function needsCode(c: Ctx): Promise<boolean> {
  const { context } = c.get('request');
  return context.config.asksSetUpCode && !(await isSetUpCode(context, readCookie(c, COOKIE) ?? ''));
}

/**
 * The right code is never held up by wrong ones: behind a proxy, a stranger's tries count for the same network.
 * @throws Problem 422 `set-up.code`; 429 `attempts.throttled` after a few wrong ones.
 */
async function assertCode(c: Ctx, typed: string): Promise<void> {
  const { context } = c.get('request');
  if (await isSetUpCode(context, typed)) return;
  const isEmpty = typed.trim() === '';
  if (!isEmpty) await countAttempts(context, [{ kind: 'setUp', who: callerOf(c).network }]);
  const sentence = isEmpty
    ? 'Enter the set-up code that Waymark printed when it started'
    : 'The set-up code is not right. Waymark printed it when it started';
  throw invalid('set-up.code', `${sentence}.`, { code: sentence });
}

async function show(c: Ctx, typed?: Typed, problem?: Problem): Promise<Response> {
  const request = c.get('request');
  const asksForCode = await needsCode(c);
  const field = fieldsOf({ typed, problem });
  const page = (
    <SignInPage
      request={request}
      title="Set up Waymark"
      problem={problem}
      islands={['password']}
      lead="This takes about two minutes. You can invite colleagues afterwards."
    >
      <Form action="/set-up" key_={request.context.id()} class="form section">
        {asksForCode && (
          <field.Text
            name="code"
            label="Set-up code"
            hint="10 letters and numbers, printed where Waymark was started. The link printed there fills this in for you."
            width={20}
            autocomplete="off"
          />
        )}
        <h2>The school</h2>
        <field.Text name="organisation" label="Name of the school" autocomplete="organization" />
        <SchoolKind {...{ typed, problem }} />
        <field.Text
          name="urn"
          label="URN (optional)"
          hint="6 digits, from Get Information About Schools. You can add it later."
          width={10}
          inputmode="numeric"
        />
        <h2>You</h2>
        <field.Text name="name" label="Your name" autocomplete="name" />
        <EmailField {...{ typed, problem }} />
        <PasswordField label="Password" hint={NEW_PASSWORD_HINT} kind="new" problem={problem} />
        <Submit>Set up Waymark</Submit>
      </Form>
    </SignInPage>
  );
  return send(c, page, problem?.status ?? 200);
}
