/** The app that makes codes, the recovery codes beside it, and whether they are asked for. */

import { actorPost } from '../../platform/access/form-post.js';
import type { SignedIn } from '../../platform/access/route.js';
import { dateWords } from '../../platform/days.js';
import { conflict, type Problem } from '../../platform/problems.js';
import { installation } from '../../platform/storage/transaction.js';
import { goTo, send } from '../../platform/web/answer.js';
import { Button, Form, FormPage, Submit, TextField } from '../../platform/web/fields.js';
import { one, type Typed } from '../../platform/web/form.js';
import type { FC } from '../../platform/web/html.js';
import { Heading } from '../../platform/web/page.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { ToCopy } from '../../platform/web/to-copy.js';
import { readAccount } from '../account-store.js';
import { findChallenge, forgetChallenge, keepChallenge, openChallenge } from '../challenges.js';
import { addCodeApp, removeCodeApp } from '../second-step.js';
import { newSecret, secretAddress, secretInWords } from '../totp.js';
import { AccountPage } from './account-page.js';
import { QrCode } from './qr-code.js';
import { showRecoveryCodes } from './recovery-codes.js';

/** GET /account/codes */
export async function codesPage(c: Ctx, { person }: SignedIn): Promise<Response> {
  const request = c.get('request');
  const { codeAppSince: since } = await readAccount(request.context, person.id);
  const page = (
    <AccountPage
      request={request}
      title="Your authenticator app"
      lead="An app on your phone shows a new code every 30 seconds. Waymark asks for it after your password, so that a stolen password is not enough."
    >
      <p class="section">
        {since ? `You have used one since ${dateWords(since)}.` : 'You have not added one yet.'}
      </p>
      <div class="section actions">
        <Form action="/account/codes/new" key_={request.context.id()}>
          <Button>{since ? 'Move to another app or phone' : 'Add an authenticator app'}</Button>
        </Form>
        {since && (
          <Form action="/account/codes/remove" key_={request.context.id()}>
            <Button isSecondary>Remove authenticator app</Button>
          </Form>
        )}
      </div>
      <p class="section small quiet measure">
        You can use Microsoft Authenticator, Google Authenticator, 1Password, Bitwarden or your
        phone’s password manager.
      </p>
    </AccountPage>
  );
  return send(c, page);
}

/** POST /account/codes/new: makes a secret, which counts once its first code has been entered. */
export async function newCodesPost(c: Ctx, { person }: SignedIn): Promise<Response> {
  const { context } = c.get('request');
  const token = await context.storage.write(installation, (db) =>
    openChallenge(db, context, 'codes', {
      person: person.id,
      body: { secret: newSecret().toString('base64url') },
    }),
  );
  keepChallenge(c, 'codes', token);
  return c.redirect('/account/codes/new', 303);
}

/** @throws Problem 409 `codes.too-late` when it was begun more than ten minutes ago. */
async function secretOf(c: Ctx, person: string): Promise<Buffer> {
  const throttled = await c
    .get('request')
    .context.storage.read(installation, (db) => findChallenge<{ secret: string }>(c, db, 'codes'));
  if (!throttled || throttled.person !== person) {
    throw conflict('codes.too-late', 'That took too long. Start again from your account page.');
  }
  return Buffer.from(throttled.body.secret, 'base64url');
}

/** POST /account/codes/first: the first code shows that the app has the secret. */
export const firstCodePost = actorPost(async ({ c, context, actor: { person }, typed }) => {
  const secret = await secretOf(c, person.id);
  const { codes } = await addCodeApp(context, person.id, secret, one(typed, 'code'));
  forgetChallenge(c, 'codes');
  return showRecoveryCodes(
    c,
    codes,
    'Authenticator app added. You will be asked for a code when you sign in.',
  );
}, newCodesPage);

/** POST /account/codes/remove */
export async function removeCodesPost(c: Ctx, { person }: SignedIn): Promise<Response> {
  await removeCodeApp(c.get('request').context, person.id);
  return goTo(c, '/account', 'Authenticator app removed.');
}

/** GET /account/codes/new */
export async function newCodesPage(c: Ctx, { person }: SignedIn, _?: Typed, problem?: Problem) {
  const request = c.get('request');
  const secret = await secretOf(c, person.id);
  const page = (
    <FormPage
      request={request}
      styles={['account']}
      title="Add an authenticator app"
      problem={problem}
    >
      <Heading eyebrow={<a href="/account/codes">Your authenticator app</a>}>
        Add an authenticator app
      </Heading>
      <ol class="steps section">
        <li>
          <h2>Scan this code with your app</h2>
          <QrCode
            text={secretAddress(secret, request.person?.email ?? request.person?.name ?? '')}
            name="A picture for your authenticator app. The letters below say the same."
          />
          <Secret secret={secret} />
        </li>
        <li>
          <h2>Enter the code from your app</h2>
          <Form action="/account/codes/first" key_={request.context.id()} class="form">
            <TextField
              name="code"
              label="Code"
              hint="6 digits"
              width={10}
              inputmode="numeric"
              autocomplete="one-time-code"
              problem={problem}
            />
            <Submit or={['/account', 'Cancel']}>Add authenticator app</Submit>
          </Form>
        </li>
      </ol>
    </FormPage>
  );
  return send(c, page, problem?.status ?? 200);
}

const Secret: FC<{ secret: Buffer }> = ({ secret }) => (
  <>
    <p>Or type this key into the app:</p>
    <ToCopy id="secret" what="the key">
      <code id="secret" class="secret">
        {secretInWords(secret)}
      </code>
    </ToCopy>
  </>
);
