/** The recovery codes, shown once; and whether the second step is asked for. */

import { actorPost } from '../../platform/access/form-post.js';
import type { SignedIn } from '../../platform/access/route.js';
import { dateWords } from '../../platform/days.js';
import type { Problem } from '../../platform/problems.js';
import { goTo, send } from '../../platform/web/answer.js';
import { Button, Choices, Form, Submit } from '../../platform/web/fields.js';
import { one, type Typed } from '../../platform/web/form.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { ToCopy } from '../../platform/web/to-copy.js';
import { readAccount } from '../account-store.js';
import { renewRecoveryCodes, setSecondStep } from '../second-step.js';
import { AccountPage, SignInPage } from './account-page.js';

/** Shows ten new codes. They are nowhere else: not in the database, not in the history, not on a later page. */
export function showRecoveryCodes(c: Ctx, codes: string[], lead: string): Promise<Response> {
  const request = c.get('request');
  const text = [
    `Recovery codes for Waymark, ${request.person?.email ?? ''}`,
    `Made on ${dateWords(request.context.clock())}. Each works once, in place of a code from your app.`,
    '',
    ...codes,
    '',
  ].join('\r\n');
  const page = (
    <SignInPage
      request={request}
      title="Keep your recovery codes"
      lead={`${lead} Keep these ten codes for the day when your phone is lost. They are shown this once.`}
    >
      <div class="section">
        <ToCopy id="recovery-codes" what="the recovery codes">
          <ul class="recovery" id="recovery-codes">
            {codes.map((code) => (
              <li>
                <code>{code}</code>
              </li>
            ))}
          </ul>
        </ToCopy>
      </div>
      <p class="section actions">
        <a
          class="govuk-button"
          download="waymark-recovery-codes.txt"
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
        >
          Download them as text
        </a>
        <a href="/account">I have kept them</a>
      </p>
      <p class="section small quiet measure">
        Print them, or put them into your password manager. Each works once. Earlier codes no longer
        work.
      </p>
    </SignInPage>
  );
  return send(c, page);
}

/** POST /account/recovery-codes: ten new ones in the place of the old. */
export async function recoveryCodesPost(c: Ctx, { person }: SignedIn): Promise<Response> {
  const { codes } = await renewRecoveryCodes(c.get('request').context, person.id);
  return showRecoveryCodes(c, codes, 'Here are ten new codes.');
}

/** POST /account/second-step */
export const secondStepSettingPost = actorPost(async ({ c, context, actor: { person }, typed }) => {
  const isOn = one(typed, 'asks') === 'yes';
  await setSecondStep(context, person.id, isOn);
  return isOn
    ? goTo(c, '/account/second-step', 'Waymark asks for a second step from now on.')
    : goTo(c, '/account', 'Your password alone opens your account now.');
}, secondStepSettingPage);

/** GET /account/second-step */
export async function secondStepSettingPage(
  c: Ctx,
  { person }: SignedIn,
  _?: Typed,
  problem?: Problem,
) {
  const request = c.get('request');
  const account = await readAccount(request.context, person.id);
  const canAsk = account.passkeys > 0 || account.codeAppSince !== null;
  const left = account.recoveryCodesLeft;
  const page = (
    <AccountPage
      request={request}
      title="Your second step"
      problem={problem}
      lead="After your password Waymark can ask for a code or a passkey too."
    >
      {canAsk ? (
        <Form action="/account/second-step" key_={request.context.id()} class="form section">
          <Choices
            name="asks"
            label="Ask for a second step after the password?"
            choices={[
              { value: 'yes', label: 'Yes' },
              {
                value: 'no',
                label: 'No',
                hint: 'Whoever learns your password can open your account.',
              },
            ]}
            value={account.secondStepSince ? 'yes' : 'no'}
          />
          <Submit>Save the second step</Submit>
        </Form>
      ) : (
        <p class="section measure">
          Add a <a href="/account/codes">code app</a> or a <a href="/account/passkeys">passkey</a>{' '}
          first.
        </p>
      )}
      {account.secondStepSince && (
        <section class="section stack" aria-labelledby="recovery">
          <h2 id="recovery">Recovery codes</h2>
          <p class="measure">
            {left === 0
              ? 'You have none. Make ten now: without them a lost phone locks you out until an administrator helps.'
              : `${left} of your recovery ${left === 1 ? 'codes is' : 'codes are'} left. Each opens your account once when your phone or passkey is lost.`}
          </p>
          <Form action="/account/recovery-codes" key_={request.context.id()}>
            <Button isSecondary>Make ten new recovery codes</Button>
          </Form>
        </section>
      )}
    </AccountPage>
  );
  return send(c, page, problem?.status ?? 200);
}
